// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.barscope.mail.query.QueryField;

/** Finds the words of the index that a misspelt one may have meant. */
final class Spelling {

    private static final int MOST_EDITS = 2;
    private static final int SHORT = 5;

    private record Candidate(float likeness, int messages) {
        Candidate plus(Candidate other) {
            return new Candidate(Math.max(likeness, other.likeness), messages + other.messages);
        }
    }

    private final IndexReader reader;

    Spelling(IndexReader reader) {
        this.reader = reader;
    }

    /** Words of a field that differ from a word in a letter or two, the likeliest first, at most so many. */
    List<String> like(QueryField field, String word, int most) throws IOException {
        String folded = CodeTokenizer.fold(word);
        Map<String, Candidate> found = new HashMap<>();
        if (folded.length() < 3) {
            return List.of();
        }
        int edits = folded.length() < SHORT ? 1 : MOST_EDITS;
        for (String index : Fields.text(field)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(index);
                if (terms != null) {
                    collect(new FuzzyTermsEnum(terms, new Term(index, folded), edits, 1, true), found);
                }
            }
        }
        found.remove(folded);
        return found.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Candidate> e) -> -e.getValue().likeness())
                        .thenComparing(e -> -e.getValue().messages()).thenComparing(Map.Entry::getKey))
                .limit(most).map(Map.Entry::getKey).toList();
    }

    private static void collect(FuzzyTermsEnum terms, Map<String, Candidate> found) throws IOException {
        BoostAttribute boost = terms.attributes().addAttribute(BoostAttribute.class);
        for (BytesRef term = terms.next(); term != null; term = terms.next()) {
            found.merge(term.utf8ToString(), new Candidate(boost.getBoost(), terms.docFreq()), Candidate::plus);
        }
    }
}
