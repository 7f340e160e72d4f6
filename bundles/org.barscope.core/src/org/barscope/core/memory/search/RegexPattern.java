// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression over bytes, each of which is the character of that number: {@code \xff} is the byte 0xff. */
public final class RegexPattern implements SearchPattern {

    /** Longer matches than this are not sure to be found across the blocks that are read at a time. */
    public static final int LONGEST = 4096;

    private final Pattern pattern;
    private final int longest;

    private RegexPattern(Pattern pattern, int longest) {
        this.pattern = pattern;
        this.longest = longest;
    }

    /**
     * An expression of {@link Pattern}; a dot is any byte.
     *
     * @throws IllegalArgumentException when it is none, or when it matches nothing at all; the message is for the user
     */
    public static RegexPattern of(String expression, boolean ignoreCase) {
        try {
            Pattern pattern = Pattern.compile(expression, Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
            if (expression.isEmpty() || pattern.matcher("").matches()) {
                throw new IllegalArgumentException("it matches where nothing is; look for at least one byte");
            }
            return new RegexPattern(pattern, LONGEST);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException(malformed.getDescription() + " at character " + (malformed.getIndex()
                    + 1), malformed);
        }
    }

    static RegexPattern ignoringCase(String text, Charset charset) {
        StringBuilder expression = new StringBuilder();
        for (int at = 0; at < text.length();) {
            int code = text.codePointAt(at);
            String either = Character.toString(code);
            byte[] lower = either.toLowerCase(Locale.ROOT).getBytes(charset);
            byte[] upper = either.toUpperCase(Locale.ROOT).getBytes(charset);
            expression.append("(?:").append(quote(lower)).append('|').append(quote(upper)).append(')');
            at += Character.charCount(code);
        }
        return new RegexPattern(Pattern.compile(expression.toString(), Pattern.DOTALL), 4 * text.length());
    }

    private static String quote(byte[] bytes) {
        return Pattern.quote(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public int longest() {
        return longest;
    }

    @Override
    public boolean scan(byte[] data, int from, int to, long offset, Sink sink) {
        Matcher matcher = pattern.matcher(new String(data, from, to - from, StandardCharsets.ISO_8859_1));
        int at = 0;
        while (at <= to - from && matcher.find(at)) {
            int length = matcher.end() - matcher.start();
            if (length > 0 && !sink.found(from + matcher.start(), length)) {
                return false;
            }
            at = Math.max(matcher.end(), matcher.start() + 1);
        }
        return true;
    }
}
