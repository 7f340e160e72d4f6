// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says a query in words. */
final class QueryWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
            .withZone(ZoneOffset.UTC);

    private QueryWords() {
    }

    static String of(QueryNode node) {
        return switch (node) {
            case QueryNode.All all -> "every message";
            case QueryNode.And and -> and.parts().stream().map(QueryWords::inner).collect(Collectors.joining(" and "));
            case QueryNode.Or or -> or.parts().stream().map(QueryWords::inner).collect(Collectors.joining(" or "));
            case QueryNode.Not not -> "not " + inner(not.part());
            case QueryNode.Text text -> '"' + text.words() + "\" in " + text.field().description()
                    + (text.slop() > 0 ? " with up to " + text.slop() + " words in between" : "");
            case QueryNode.Wildcard wildcard -> "a word like " + wildcard.pattern() + " in "
                    + wildcard.field().description();
            case QueryNode.Regex regex -> "a word with /" + regex.pattern() + "/ in " + regex.field().description();
            case QueryNode.Fuzzy fuzzy -> "a word like \"" + fuzzy.word() + "\" with up to " + fuzzy.edits()
                    + (fuzzy.edits() == 1 ? " letter" : " letters") + " different in " + fuzzy.field().description();
            case QueryNode.Name name -> '"' + name.value() + "\" as " + name.field().description();
            case QueryNode.Range range -> range(range);
            case QueryNode.Version version -> "the patch version is " + (version.least() == version.most()
                    ? "v" + version.least() : "between v" + version.least() + " and v" + version.most());
            case QueryNode.Flag flag -> "the message " + flag.flag().words();
        };
    }

    private static String inner(QueryNode node) {
        boolean group = node instanceof QueryNode.And || node instanceof QueryNode.Or;
        return group ? '(' + of(node) + ')' : of(node);
    }

    private static String range(QueryNode.Range range) {
        String from = time(range.from()).map(t -> " from " + t).orElse("");
        String to = time(range.to()).map(t -> " before " + t).orElse("");
        return range.field().description() + " is" + (from.isEmpty() && to.isEmpty() ? " any" : from + to);
    }

    private static Optional<String> time(Optional<Instant> instant) {
        return instant.map(i -> TIME.format(i) + " UTC");
    }
}
