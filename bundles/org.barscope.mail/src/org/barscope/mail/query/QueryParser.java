// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads queries. Forgiving where a guess is safe, because a query is read at every key press: a quote or parenthesis
 * still open is closed, an unknown prefix is taken as text. Strict where a guess would answer another question: dates,
 * flags and versions must make sense.
 *
 * <pre>
 * query  = and { OR and }
 * and    = not { [AND] not }
 * not    = [ NOT | - ] factor
 * factor = [prefix:] ( "(" query ")" | "phrase"[~n] | /regex/ | word | wo*ld | word~[n] )
 * </pre>
 */
public final class QueryParser {

    private static final int DEEPEST = 60;
    private static final int LONGEST = 4_000;
    private static final Pattern PREFIX = Pattern.compile("([a-z]{1,8}):");
    private static final Pattern FUZZY = Pattern.compile("(.*[\\p{L}\\p{N}])~([12]?)");

    private final String text;
    private final Instant now;
    private final List<String> notes = new ArrayList<>();
    private int at;
    private int depth;

    private QueryParser(String text, Instant now) {
        this.text = text;
        this.now = now;
    }

    /**
     * Reads a query. An empty one means every message.
     *
     * @param now what dates like {@code 3.weeks.ago} are counted from
     * @throws QueryException when it makes no sense
     */
    public static ParsedQuery parse(String text, Instant now) throws QueryException {
        if (text.length() > LONGEST) {
            throw new QueryException(LONGEST, "the query is longer than " + LONGEST + " characters");
        }
        QueryParser parser = new QueryParser(text, now);
        QueryNode root = parser.or(QueryField.ANY);
        while (parser.at < text.length()) {
            // Only a parenthesis nobody opened stops the rules above before the end.
            parser.notes.add("a closing parenthesis at " + parser.at + " has no partner and is left out");
            parser.at++;
            QueryNode rest = parser.or(QueryField.ANY);
            root = rest instanceof QueryNode.All ? root : join(List.of(root, rest));
        }
        return new ParsedQuery(text, root, parser.notes);
    }

    private QueryNode or(QueryField field) throws QueryException {
        if (++depth > DEEPEST) {
            throw new QueryException(at, "parentheses nested deeper than " + DEEPEST);
        }
        List<QueryNode> parts = new ArrayList<>();
        do {
            QueryNode part = and(field);
            if (!(part instanceof QueryNode.All) || parts.isEmpty() && !ahead("OR")) {
                parts.add(part);
            }
        } while (keyword("OR"));
        depth--;
        return parts.isEmpty() ? new QueryNode.All() : parts.size() == 1 ? parts.getFirst() : new QueryNode.Or(parts);
    }

    private QueryNode and(QueryField field) throws QueryException {
        List<QueryNode> parts = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) == ')' || ahead("OR")) {
                break;
            }
            if (keyword("AND")) {
                continue;
            }
            not(field).ifPresent(parts::add);
        }
        return join(parts);
    }

    private static QueryNode join(List<QueryNode> parts) {
        List<QueryNode> flat = new ArrayList<>();
        for (QueryNode part : parts) {
            if (part instanceof QueryNode.And and) {
                flat.addAll(and.parts());
            } else {
                flat.add(part);
            }
        }
        return flat.isEmpty() ? new QueryNode.All() : flat.size() == 1 ? flat.getFirst() : new QueryNode.And(flat);
    }

    private Optional<QueryNode> not(QueryField field) throws QueryException {
        boolean negate = false;
        while (true) {
            if (keyword("NOT")) {
                negate = !negate;
            } else if (at + 1 < text.length() && text.charAt(at) == '-' && " \t>-)".indexOf(text.charAt(at + 1)) < 0) {
                negate = !negate;
                at++;
            } else if (at + 1 < text.length() && text.charAt(at) == '+' && !Character.isWhitespace(text.charAt(at
                    + 1))) {
                at++;
            } else {
                break;
            }
            skipBlanks();
        }
        Optional<QueryNode> part = factor(field);
        return negate ? part.map(QueryNode.Not::new) : part;
    }

    private Optional<QueryNode> factor(QueryField outer) throws QueryException {
        QueryField field = outer;
        int start = at;
        Matcher prefix = PREFIX.matcher(text).region(at, text.length());
        if (prefix.lookingAt()) {
            Optional<QueryField> named = QueryField.ofPrefix(prefix.group(1));
            if (named.isPresent()) {
                field = named.get();
                at = prefix.end();
                if (at >= text.length() || Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ')') {
                    notes.add(prefix.group() + " is not followed by anything and is left out");
                    return Optional.empty();
                }
            } else if (prefix.end() < text.length() && Character.isLetter(text.charAt(prefix.end()))) {
                notes.add("there is no prefix " + prefix.group() + " so it is searched as text");
            }
        }
        if (at >= text.length()) {
            return Optional.empty();
        }
        return switch (text.charAt(at)) {
            case '(' -> group(field);
            case '"' -> phrase(field);
            case '/' -> field.type() == QueryField.Type.TEXT && regexEnd() > 0 ? regex(field) : word(field, start);
            default -> word(field, start);
        };
    }

    private Optional<QueryNode> group(QueryField field) throws QueryException {
        at++;
        QueryNode inner = or(field);
        if (at < text.length() && text.charAt(at) == ')') {
            at++;
        } else {
            notes.add("a parenthesis is not closed; it is taken to reach to the end");
        }
        return inner instanceof QueryNode.All ? Optional.empty() : Optional.of(inner);
    }

    private Optional<QueryNode> phrase(QueryField field) throws QueryException {
        int start = at;
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            notes.add("a quotation mark is not closed; the phrase is taken to reach to the end");
            end = text.length();
        }
        String words = text.substring(at + 1, end).strip();
        at = Math.min(end + 1, text.length());
        int slop = 0;
        Matcher near = Pattern.compile("~(\\d{1,3})").matcher(text).region(at, text.length());
        if (near.lookingAt()) {
            slop = Integer.parseInt(near.group(1));
            at = near.end();
        }
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(field.type() == QueryField.Type.TEXT ? new QueryNode.Text(field, words, slop)
                : value(field, words, start));
    }

    /** The slash that closes the expression starting here, or -1. It must end the word. */
    private int regexEnd() {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '/' && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1))
                    || text.charAt(i + 1) == ')')) {
                return i > at + 1 ? i : -1;
            }
        }
        return -1;
    }

    private Optional<QueryNode> regex(QueryField field) {
        int end = regexEnd();
        String pattern = text.substring(at + 1, end).replace("\\/", "/");
        at = end + 1;
        return Optional.of(new QueryNode.Regex(field, pattern));
    }

    private Optional<QueryNode> word(QueryField field, int start) throws QueryException {
        int open = 0;
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '"' || c == ')' && open == 0) {
                break;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        String word = text.substring(from, at);
        if (field.type() != QueryField.Type.TEXT) {
            return Optional.of(value(field, word, start));
        }
        if (word.chars().noneMatch(Character::isLetterOrDigit)) {
            if (!word.equals("*")) {
                notes.add("\"" + word + "\" has no letter or digit to search for and is left out");
            }
            return Optional.empty();
        }
        Matcher fuzzy = FUZZY.matcher(word);
        if (fuzzy.matches()) {
            int edits = fuzzy.group(2).isEmpty() ? 2 : Integer.parseInt(fuzzy.group(2));
            return Optional.of(new QueryNode.Fuzzy(field, fuzzy.group(1), edits));
        }
        return Optional.of(word.indexOf('*') >= 0 ? new QueryNode.Wildcard(field, word)
                : new QueryNode.Text(field, word, 0));
    }

    private QueryNode value(QueryField field, String value, int position) throws QueryException {
        return switch (field.type()) {
            case DATE -> range(field, value, position);
            case FLAG -> QueryFlag.of(value).<QueryNode>map(QueryNode.Flag::new).orElseThrow(() -> new QueryException(
                    position, "nothing is known as " + text.substring(position, at).strip() + "; known are "
                    + flags()));
            case NUMBER -> version(value, position);
            case HASH -> {
                if (!value.matches("(?i)[0-9a-f]{4,64}")) {
                    throw new QueryException(position, "\"" + value
                            + "\" is no git id; it takes 4 or more of 0-9 and a-f");
                }
                yield new QueryNode.Name(field, value.toLowerCase(Locale.ROOT));
            }
            case NAME, TEXT -> new QueryNode.Name(field, unbracket(value));
        };
    }

    private static String unbracket(String id) {
        return id.length() > 2 && id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    private static String flags() {
        List<String> typed = new ArrayList<>();
        for (QueryFlag flag : QueryFlag.values()) {
            typed.add((flag.isHas() ? "has:" : "is:") + flag.typed());
        }
        return String.join(" ", typed);
    }

    private static QueryNode version(String value, int position) throws QueryException {
        Matcher m = Pattern.compile("v?(\\d{1,3})(?:(\\.\\.)(?:v?(\\d{1,3}))?)?").matcher(value);
        if (!m.matches()) {
            throw new QueryException(position, "\"" + value + "\" is no version; write v:3, v:2..4 or v:2..");
        }
        int least = Integer.parseInt(m.group(1));
        int most = m.group(2) == null ? least : m.group(3) == null ? 999 : Integer.parseInt(m.group(3));
        return new QueryNode.Version(least, most);
    }

    private QueryNode range(QueryField field, String value, int position) throws QueryException {
        int dots = value.indexOf("..");
        if (dots < 0) {
            Approxidate day = date(value, position);
            boolean moment = day.start().equals(day.end());
            return new QueryNode.Range(field, Optional.of(day.start()), moment ? Optional.empty()
                    : Optional.of(day.end()));
        }
        String from = value.substring(0, dots);
        String to = value.substring(dots + 2);
        return new QueryNode.Range(field, from.isEmpty() ? Optional.empty() : Optional.of(date(from, position).start()),
                to.isEmpty() ? Optional.empty() : Optional.of(date(to, position).end()));
    }

    private Approxidate date(String value, int position) throws QueryException {
        return Approxidate.parse(value, now).orElseThrow(() -> new QueryException(position, "\"" + value
                + "\" is no date; write 20260301, 2026-03, 3.weeks.ago, yesterday, or a range such as "
                + "20260301..20260401"));
    }

    private boolean ahead(String keyword) {
        skipBlanks();
        int end = at + keyword.length();
        return text.startsWith(keyword, at)
                && (end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) == '(');
    }

    private boolean keyword(String keyword) {
        if (!ahead(keyword)) {
            return false;
        }
        at += keyword.length();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
