// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.address;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * An offset as people write it. Numbers are {@code 0x}, {@code 0b} or decimal, with {@code _} between digits;
 * {@code k}, {@code M} and {@code G} after a number multiply by 1024. {@code +} or {@code -} in front counts from the
 * cursor. {@code end} is the offset after the last byte and {@code here} that of the cursor; {@code @} in front of a
 * number makes it a bus address. Names of registers and bookmarks stand for where they begin; a name of other than
 * letters, digits, {@code _ . [ ] :} stands in quotes. All can be joined by {@code + - * / % & | ^ << >> ( )}, which
 * bind as in C. Arithmetic is that of unsigned 64-bit numbers.
 */
public final class OffsetExpression {

    private static final int MAX_DEPTH = 100;
    private static final int UNARY = 10;

    private final String text;
    private final Scope scope;
    private int at;
    private int depth;

    private OffsetExpression(String text, Scope scope) {
        this.text = text;
        this.scope = scope;
    }

    /**
     * The offset that a text means. Costs what looking up its names costs.
     *
     * @return any 64-bit number; whether the region has it is for the caller to see
     * @throws ExpressionException when the text makes no sense, or a name is not known
     */
    public static long evaluate(String text, Scope scope) throws ExpressionException {
        return new OffsetExpression(Objects.requireNonNull(text), Objects.requireNonNull(scope)).whole();
    }

    private long whole() throws ExpressionException {
        skip();
        if (at == text.length()) {
            throw new ExpressionException(0, "Type an offset, for example 0x1040, +16, end-4 or a register's name");
        }
        char first = text.charAt(at);
        long start = first == '+' || first == '-' ? scope.here() : 0;
        long value = start;
        if (first == '+' || first == '-') {
            at++;
            long step = binary(2);
            value = first == '+' ? start + step : start - step;
            value = more(value, 1);
        } else {
            value = binary(1);
        }
        if (at < text.length()) {
            throw new ExpressionException(at, "'" + text.charAt(at) + "' is not expected here");
        }
        return value;
    }

    private long binary(int weakest) throws ExpressionException {
        return more(operand(), weakest);
    }

    /** Takes operators that bind at least so strongly. */
    private long more(long first, int weakest) throws ExpressionException {
        long left = first;
        while (true) {
            skip();
            String operator = operator();
            int strength = strength(operator);
            if (strength < weakest) {
                return left;
            }
            int position = at;
            at += operator.length();
            long right = binary(strength + 1);
            left = apply(operator, left, right, position);
        }
    }

    private String operator() {
        if (at == text.length()) {
            return "";
        }
        if (text.startsWith("<<", at) || text.startsWith(">>", at)) {
            return text.substring(at, at + 2);
        }
        return text.substring(at, at + 1);
    }

    /** As in C, except that the bitwise operators are told apart by number too; 0 for what is no operator. */
    private static int strength(String operator) {
        return switch (operator) {
            case "|" -> 1;
            case "^" -> 2;
            case "&" -> 3;
            case "<<", ">>" -> 4;
            case "+", "-" -> 5;
            case "*", "/", "%" -> 6;
            default -> 0;
        };
    }

    private static long apply(String operator, long left, long right, int position) throws ExpressionException {
        return switch (operator) {
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "<<" -> Long.compareUnsigned(right, 63) > 0 ? 0 : left << right;
            case ">>" -> Long.compareUnsigned(right, 63) > 0 ? 0 : left >>> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            default -> {
                if (right == 0) {
                    throw new ExpressionException(position, "nothing can be divided by 0");
                }
                yield operator.equals("/") ? Long.divideUnsigned(left, right) : Long.remainderUnsigned(left, right);
            }
        };
    }

    private long operand() throws ExpressionException {
        skip();
        if (at == text.length()) {
            throw new ExpressionException(at, "Something is missing at the end");
        }
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException(at, "That is too deep");
        }
        char c = text.charAt(at);
        long value;
        if (c == '(') {
            value = bracketed();
        } else if (c == '~' || c == '-') {
            at++;
            long operand = binary(UNARY);
            value = c == '~' ? ~operand : -operand;
        } else if (c == '@') {
            value = onBus();
        } else if (Character.isDigit(c)) {
            value = number();
        } else {
            value = word(c);
        }
        depth--;
        return value;
    }

    private long bracketed() throws ExpressionException {
        int open = at++;
        long value = binary(1);
        skip();
        if (at == text.length() || text.charAt(at) != ')') {
            throw new ExpressionException(open, "the bracket is not closed");
        }
        at++;
        return value;
    }

    private long onBus() throws ExpressionException {
        int position = at++;
        long address = operand();
        return address - scope.bus().orElseThrow(() -> new ExpressionException(position,
                "the region has no bus address"));
    }

    private long number() throws ExpressionException {
        int start = at;
        int radix = 10;
        if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
            radix = 16;
            at += 2;
        } else if (text.startsWith("0b", at) || text.startsWith("0B", at)) {
            radix = 2;
            at += 2;
        }
        int digits = at;
        while (at < text.length() && (Character.digit(text.charAt(at), radix) >= 0 || text.charAt(at) == '_')) {
            at++;
        }
        String plain = text.substring(digits, at).replace("_", "");
        long value;
        try {
            value = Long.parseUnsignedLong(plain, radix);
        } catch (NumberFormatException impossible) {
            String typed = "'" + text.substring(start, at) + "'";
            throw new ExpressionException(start, plain.isEmpty() ? "digits are missing after " + typed
                    : typed + " does not fit into 64 bits");
        }
        value = multiplied(value);
        if (at < text.length() && isWord(text.charAt(at))) {
            throw new ExpressionException(start, "'" + text.substring(start, wordEnd()) + "' is no number"
                    + (radix == 10 ? "; hexadecimal ones begin with 0x" : ""));
        }
        return value;
    }

    private long multiplied(long value) {
        int shift = at == text.length() ? 0 : switch (text.charAt(at)) {
            case 'k', 'K' -> 10;
            case 'm', 'M' -> 20;
            case 'g', 'G' -> 30;
            default -> 0;
        };
        if (shift > 0) {
            at++;
        }
        return value << shift;
    }

    private long word(char first) throws ExpressionException {
        int start = at;
        String name;
        if (first == '"' || first == '\'') {
            int close = text.indexOf(first, at + 1);
            if (close < 0) {
                throw new ExpressionException(start, "the quote is not closed");
            }
            name = text.substring(at + 1, close);
            at = close + 1;
        } else if (isWord(first)) {
            at = wordEnd();
            name = text.substring(start, at);
        } else {
            throw new ExpressionException(at, "'" + first + "' is not expected here");
        }
        OptionalLong known = scope.named(name);
        if (known.isPresent()) {
            return known.getAsLong();
        }
        return switch (name) {
            case "end" -> scope.end();
            case "here" -> scope.here();
            default -> throw new ExpressionException(start, "there is no register or bookmark '" + name + "'"
                    + (isHex(name) ? "; hexadecimal numbers begin with 0x" : ""));
        };
    }

    private int wordEnd() {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '[' || c == ']' || c == ':';
    }

    private static boolean isHex(String name) {
        return name.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
