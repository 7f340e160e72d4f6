// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.List;

/** An expression as written; evaluated when a component is instantiated, because parameters may differ. */
sealed interface Expr {
    /** First token, for faults. */
    Token at();

    /** A number, string, truth value or word, already converted. */
    record Literal(Token at, Object value) implements Expr {
    }

    /** A parameter, or a word that means itself. */
    record Name(Token at) implements Expr {
    }

    /** One operand. */
    record Unary(Token at, Expr operand) implements Expr {
    }

    /** Two operands. */
    record Binary(Token at, Expr left, Expr right) implements Expr {
    }

    /** A choice. */
    record Choice(Token at, Expr condition, Expr yes, Expr no) implements Expr {
    }

    /** A reference to an instance or property, kept as text. */
    record Reference(Token at, String text) implements Expr {
    }

    /** A list, kept in order. */
    record Several(Token at, List<Expr> items) implements Expr {
    }
}
