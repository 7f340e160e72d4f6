// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.Term;

/** One state of the index, with what was computed from it, shared by all views of that state. Any thread. */
final class SharedReader {

    private final DirectoryReader reader;
    private Relations relations;
    private Importance importance;

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

    /** What messages count for beyond their words. */
    synchronized Importance importance() throws IOException {
        if (importance == null) {
            byte[] newest = PointValues.getMaxPackedValue(reader, Fields.WRITTEN);
            importance = new Importance(judges(), newest == null ? 0 : LongPoint.decodeDimension(newest, 0),
                    reader.leaves().size());
        }
        return importance;
    }

    /** How many reviews and acks each person gave to others, by address. */
    private Map<String, Integer> judges() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        String prefix = "judge:";
        new IndexLookup(reader).terms(Fields.SENDER, prefix, term -> {
            String email = term.substring(prefix.length());
            if (!counts.containsKey(email)) {
                counts.put(email, reader.docFreq(new Term(Fields.SENDER, term)));
            }
        });
        return counts;
    }
}
