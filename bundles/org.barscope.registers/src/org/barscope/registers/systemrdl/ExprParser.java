// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cursor over the tokens, and the expressions of SystemRDL. */
class ExprParser {
    private static final int MAX_DEPTH = 100;
    private static final Map<String, Integer> LEVELS = Map.ofEntries(Map.entry("||", 1), Map.entry("&&", 2),
            Map.entry("|", 3), Map.entry("^", 4), Map.entry("~^", 4), Map.entry("&", 5), Map.entry("==", 6),
            Map.entry("!=", 6), Map.entry("<", 7), Map.entry(">", 7), Map.entry("<=", 7), Map.entry(">=", 7),
            Map.entry("<<", 8), Map.entry(">>", 8), Map.entry("+", 9), Map.entry("-", 9), Map.entry("*", 10),
            Map.entry("/", 10), Map.entry("%", 10));

    private final List<Token> tokens;
    private int at;
    private int depth;

    ExprParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    final Token peek() {
        return tokens.get(at);
    }

    final Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    final Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    final boolean accept(String text) {
        if (peek().is(text)) {
            next();
            return true;
        }
        return false;
    }

    final Token expect(String text) throws RdlError {
        if (!peek().is(text)) {
            throw new RdlError(peek(), "found " + peek().shown() + "; expected " + text);
        }
        return next();
    }

    final Token name() throws RdlError {
        if (peek().kind() != Token.Kind.NAME) {
            throw new RdlError(peek(), "found " + peek().shown() + "; expected a name");
        }
        return next();
    }

    final void enter() throws RdlError {
        if (++depth > MAX_DEPTH) {
            throw new RdlError(peek(), "nested more than " + MAX_DEPTH + " deep");
        }
    }

    final void leave() {
        depth--;
    }

    final Expr expression() throws RdlError {
        enter();
        try {
            Expr condition = binary(1);
            if (!peek().is("?")) {
                return condition;
            }
            Token mark = next();
            Expr yes = expression();
            expect(":");
            return new Expr.Choice(mark, condition, yes, expression());
        } finally {
            leave();
        }
    }

    private Expr binary(int level) throws RdlError {
        Expr left = unary();
        int length = 0;
        while (true) {
            Integer found = peek().kind() == Token.Kind.SYMBOL ? LEVELS.get(peek().text()) : null;
            if (found == null || found < level) {
                return left;
            }
            if (++length > MAX_DEPTH) {
                throw new RdlError(peek(), "too many operators in a row");
            }
            Token operator = next();
            enter();
            left = new Expr.Binary(operator, left, binary(found + 1));
            leave();
        }
    }

    private Expr unary() throws RdlError {
        Token token = peek();
        if (token.is("-") || token.is("+") || token.is("~") || token.is("!")) {
            next();
            enter();
            Expr operand = unary();
            leave();
            return new Expr.Unary(token, operand);
        }
        if (accept("(")) {
            Expr inner = expression();
            expect(")");
            return inner;
        }
        if (token.is("{") || token.is("'")) {
            next();
            List<Expr> items = new ArrayList<>();
            do {
                items.add(expression());
            } while (accept(","));
            expect("}");
            return new Expr.Several(token, items);
        }
        next();
        return switch (token.kind()) {
            case STRING -> new Expr.Literal(token, token.text());
            case NUMBER -> new Expr.Literal(token, number(token));
            case NAME -> word(token);
            default -> throw new RdlError(token, "found " + token.shown() + "; expected a value");
        };
    }

    private Expr word(Token token) throws RdlError {
        if (token.is("true") || token.is("false")) {
            return new Expr.Literal(token, token.is("true"));
        }
        if (!peek().is(".") && !peek().is("->") && !peek().is("::") && !peek().is("[")) {
            return new Expr.Name(token);
        }
        StringBuilder text = new StringBuilder(token.text());
        while (peek().is(".") || peek().is("->") || peek().is("::")) {
            text.append(next().text()).append(name().text());
        }
        while (accept("[")) {
            expression();
            expect("]");
            text.append("[]");
        }
        return new Expr.Reference(token, text.toString());
    }

    static Long number(Token token) throws RdlError {
        String text = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        int tick = text.indexOf('\'');
        int radix = 10;
        String digits = text;
        if (tick >= 0 && tick + 1 < text.length()) {
            radix = switch (text.charAt(tick + 1)) {
                case 'h' -> 16;
                case 'b' -> 2;
                case 'o' -> 8;
                case 'd' -> 10;
                default -> 0;
            };
            digits = text.substring(tick + 2);
        } else if (text.startsWith("0x")) {
            radix = 16;
            digits = text.substring(2);
        }
        if (radix == 0 || digits.isEmpty() || digits.length() > 100
                || !digits.chars().allMatch(new Digits(radix)::has)) {
            throw new RdlError(token, "found " + token.shown() + "; expected a number such as 16, 0x10 or 5'h10");
        }
        BigInteger value = new BigInteger(digits, radix);
        if (value.bitLength() > 64) {
            throw new RdlError(token, token.shown() + " has more than 64 bits; expected at most 64");
        }
        return value.longValue();
    }

    private record Digits(int radix) {
        boolean has(int c) {
            return c < 128 && Character.digit(c, radix) >= 0;
        }
    }
}
