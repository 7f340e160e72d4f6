// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;

/** One state of the index, with what was computed from it, shared by all views of that state. Any thread. */
final class SharedReader {

    private final DirectoryReader reader;
    private Relations relations;
    private Map<String, Integer> judges;

    SharedReader(DirectoryReader reader) {
        this.reader = reader;
    }

    DirectoryReader reader() {
        return reader;
    }

    synchronized Relations relations() throws IOException {
        if (relations == null) {
            relations = Relations.of(reader);
        }
        return relations;
    }

    /** How many reviews and acks each person gave to others, by address. */
    synchronized Map<String, Integer> judges() throws IOException {
        if (judges == null) {
            Map<String, Integer> counts = new HashMap<>();
            String prefix = "judge:";
            new IndexLookup(reader).terms(Fields.SENDER, prefix, term -> {
                String email = term.substring(prefix.length());
                if (!counts.containsKey(email)) {
                    counts.put(email, reader.docFreq(new Term(Fields.SENDER, term)));
                }
            });
            judges = counts;
        }
        return judges;
    }
}
