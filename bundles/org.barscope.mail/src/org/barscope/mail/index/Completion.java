// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.barscope.mail.query.QueryField;
import org.barscope.mail.query.QueryFlag;

/** Proposes the rest of a word of a query. */
final class Completion {

    /** Terms looked at for one proposal; a shorter beginning has more, and what is proposed is then a sample. */
    private static final int MOST_TERMS = 5_000;

    private final DirectoryReader reader;

    Completion(DirectoryReader reader) {
        this.reader = reader;
    }

    List<String> propose(String query, int limit) throws IOException {
        int start = Math.max(Math.max(query.lastIndexOf(' '), query.lastIndexOf('(')), query.lastIndexOf('"')) + 1;
        String word = query.substring(start);
        String sign = word.startsWith("-") ? "-" : "";
        String bare = word.substring(sign.length());
        int colon = bare.indexOf(':');
        Optional<QueryField> field = colon < 0 ? Optional.empty() : QueryField.ofPrefix(bare.substring(0, colon));
        List<String> found = new ArrayList<>();
        if (field.isPresent()) {
            String typed = sign + bare.substring(0, colon + 1);
            values(field.get(), bare.substring(colon + 1), limit).forEach(value -> found.add(typed + value));
        } else if (colon < 0) {
            Arrays.stream(QueryField.values()).flatMap(f -> f.prefixes().stream().limit(1))
                    .filter(p -> p.startsWith(bare))
                    .forEach(prefix -> found.add(sign + prefix + ":"));
            if (bare.length() >= 2) {
                words(List.of(Fields.SUBJECT, Fields.FILE, Fields.NEW), bare, limit).forEach(w -> found.add(sign + w));
            }
        }
        return found.stream().distinct().limit(limit).toList();
    }

    private List<String> values(QueryField field, String typed, int limit) throws IOException {
        return switch (field.type()) {
            case FLAG -> Arrays.stream(QueryFlag.values()).filter(f -> f.isHas() == (field == QueryField.HAS))
                    .map(QueryFlag::typed).filter(f -> f.startsWith(typed.toLowerCase(Locale.ROOT))).toList();
            case DATE -> List.of("today", "yesterday", "1.week.ago..", "3.weeks.ago..", "1.month.ago..",
                    "1.year.ago..").stream()
                    .filter(d -> d.startsWith(typed)).toList();
            case NAME -> field == QueryField.LIST ? words(List.of(Fields.LIST), typed, limit) : List.of();
            case TEXT -> field == QueryField.FROM ? words(List.of(Fields.SENDER, Fields.FROM), typed, limit)
                    : words(Fields.text(field), typed, limit);
            case HASH, NUMBER -> List.of();
        };
    }

    /** The terms that begin so, the most frequent first. */
    private List<String> words(List<String> fields, String typed, int limit) throws IOException {
        TreeMap<String, Integer> counts = new TreeMap<>();
        BytesRef start = new BytesRef(CodeTokenizer.fold(typed));
        for (String field : fields) {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(field);
                TermsEnum each = terms == null ? null : terms.iterator();
                if (each == null || each.seekCeil(start) == TermsEnum.SeekStatus.END) {
                    continue;
                }
                int seen = 0;
                for (BytesRef term = each.term(); term != null && StringHelper.startsWith(term, start)
                        && seen < MOST_TERMS;
                        term = each.next()) {
                    counts.merge(term.utf8ToString(), each.docFreq(), Integer::sum);
                    seen++;
                }
            }
        }
        return counts.entrySet().stream().filter(e -> !e.getKey().startsWith("judge:"))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(limit)
                .map(Map.Entry::getKey).toList();
    }
}
