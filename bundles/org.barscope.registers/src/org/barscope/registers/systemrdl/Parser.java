// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.barscope.registers.read.FaultLog;

/** Reads SystemRDL statements; after a fault it goes on behind the next semicolon. */
final class Parser extends ExprParser {
    static final Set<String> KINDS = Set.of("addrmap", "regfile", "reg", "field", "mem", "signal");

    private static final Set<String> UNSUPPORTED = Set.of("struct", "constraint");
    private static final Set<String> INTR_TYPES = Set.of("posedge", "negedge", "bothedge", "level", "nonsticky",
            "sticky");

    private final FaultLog faults;

    Parser(List<Token> tokens, FaultLog faults) {
        super(tokens);
        this.faults = faults;
    }

    /** All statements of the file. */
    List<Statement> file() {
        return statements(true);
    }

    private List<Statement> statements(boolean top) {
        List<Statement> statements = new ArrayList<>();
        while (peek().kind() != Token.Kind.END && (top || !peek().is("}"))) {
            if (accept(";")) {
                continue;
            }
            Token start = peek();
            try {
                statement(statements);
            } catch (RdlError e) {
                faults.error(e.at().file(), e.at().line(), e.at().column(), "", e.getMessage());
                recover(start, top);
            }
        }
        return statements;
    }

    /** Skips to behind the next semicolon of this level, or to the brace that closes it. */
    private void recover(Token start, boolean top) {
        if (peek() == start) {
            next();
        }
        int braces = 0;
        while (peek().kind() != Token.Kind.END) {
            if (peek().is("}")) {
                if (braces == 0 && !top) {
                    return;
                }
                braces--;
            } else if (peek().is("{")) {
                braces++;
            }
            if (next().is(";") && braces <= 0) {
                return;
            }
        }
    }

    private void statement(List<Statement> out) throws RdlError {
        Token token = peek();
        if (UNSUPPORTED.contains(token.text()) && token.kind() == Token.Kind.NAME) {
            throw new RdlError(token, token.text() + " is not supported");
        }
        if (token.is("enum")) {
            out.add(enumeration());
        } else if (token.is("property") && peek(2).is("{")) {
            propertyDefinition();
        } else if (token.is("default")) {
            next();
            out.add(assign(true));
        } else if (token.is("alias")) {
            next();
            Token of = name();
            instances(out, Optional.of(of.text()));
        } else if (token.is("external") || token.is("internal")) {
            next();
            statement(out);
        } else if (KINDS.contains(token.text()) && token.kind() == Token.Kind.NAME) {
            component(out, Optional.empty());
        } else if (token.kind() == Token.Kind.NAME) {
            nameStatement(out);
        } else {
            throw new RdlError(token, "found " + token.shown() + "; expected a component, an instance or a property");
        }
    }

    private void nameStatement(List<Statement> out) throws RdlError {
        Token token = peek();
        Token after = peek(1);
        if (INTR_TYPES.contains(token.text()) && after.kind() == Token.Kind.NAME) {
            next();
            out.add(assign(false));
        } else if (after.is("=") || after.is(";")) {
            out.add(assign(false));
        } else if (after.is("->") || after.is(".") || after.is("[")) {
            out.add(dynamic());
        } else if (after.kind() == Token.Kind.NAME || after.is("#")) {
            instances(out, Optional.empty());
        } else {
            throw new RdlError(after, "found " + after.shown() + " after " + token.shown()
                    + "; expected =, -> or the name of an instance");
        }
    }

    private Statement.Assign assign(boolean isDefault) throws RdlError {
        Token property = name();
        if (INTR_TYPES.contains(property.text()) && peek().kind() == Token.Kind.NAME) {
            property = name();
        }
        Optional<Expr> value = accept("=") ? Optional.of(expression()) : Optional.empty();
        expect(";");
        return new Statement.Assign(property, isDefault, property.text(), value);
    }

    private Statement.Dynamic dynamic() throws RdlError {
        Token start = peek();
        List<String> path = new ArrayList<>();
        boolean indexed = false;
        do {
            path.add(name().text());
            while (accept("[")) {
                indexed = true;
                expression();
                expect("]");
            }
        } while (accept("."));
        expect("->");
        Token property = name();
        Optional<Expr> value = accept("=") ? Optional.of(expression()) : Optional.empty();
        expect(";");
        return new Statement.Dynamic(start, path, indexed, property.text(), value);
    }

    private void propertyDefinition() throws RdlError {
        next();
        name();
        int braces = 0;
        do {
            Token token = next();
            braces += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            if (token.kind() == Token.Kind.END) {
                throw new RdlError(token, "found " + token.shown() + "; expected }");
            }
        } while (braces > 0);
        expect(";");
    }

    private Statement.Enumeration enumeration() throws RdlError {
        Token start = next();
        String name = name().text();
        expect("{");
        List<Statement.Enumeration.Entry> entries = new ArrayList<>();
        while (!accept("}")) {
            Token entry = name();
            Optional<Expr> value = accept("=") ? Optional.of(expression()) : Optional.empty();
            Optional<String> shown = Optional.empty();
            Optional<String> description = Optional.empty();
            if (accept("{")) {
                while (!accept("}")) {
                    Token property = name();
                    expect("=");
                    Token text = next();
                    expect(";");
                    if (property.is("name")) {
                        shown = Optional.of(text.text());
                    } else if (property.is("desc")) {
                        description = Optional.of(text.text());
                    }
                }
            }
            expect(";");
            entries.add(new Statement.Enumeration.Entry(entry, value, shown, description));
        }
        expect(";");
        return new Statement.Enumeration(start, name, entries);
    }

    private void component(List<Statement> out, Optional<String> aliasOf) throws RdlError {
        Token start = next();
        Optional<String> name = peek().kind() == Token.Kind.NAME ? Optional.of(next().text()) : Optional.empty();
        List<Statement.Parameter> parameters = peek().is("#") ? parameters() : List.of();
        expect("{");
        enter();
        List<Statement> body = statements(false);
        leave();
        expect("}");
        Statement.Component component = new Statement.Component(start, start.text(), name, parameters, body);
        if (name.isPresent()) {
            out.add(component);
        }
        if (accept("external") || accept("internal")) {
            // Where the storage is implemented makes no difference to software.
            start = peek();
        }
        if (!peek().is(";")) {
            out.add(new Statement.Instances(start, name, name.isPresent() ? Optional.empty() : Optional.of(component),
                    List.of(), aliasOf, items()));
        } else if (name.isEmpty()) {
            throw new RdlError(peek(), "a component without a name and without an instance; expected one of them");
        }
        expect(";");
    }

    private List<Statement.Parameter> parameters() throws RdlError {
        expect("#");
        expect("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        do {
            Token name = name();
            // Types come before the name: the last of several words is the name.
            while (peek().kind() == Token.Kind.NAME) {
                name = next();
            }
            Optional<Expr> value = accept("=") ? Optional.of(expression()) : Optional.empty();
            parameters.add(new Statement.Parameter(name, name.text(), value));
        } while (accept(","));
        expect(")");
        return parameters;
    }

    private void instances(List<Statement> out, Optional<String> aliasOf) throws RdlError {
        if (KINDS.contains(peek().text())) {
            component(out, aliasOf);
            return;
        }
        Token type = name();
        List<Statement.Parameter> arguments = new ArrayList<>();
        if (accept("#")) {
            expect("(");
            do {
                expect(".");
                Token name = name();
                expect("(");
                arguments.add(new Statement.Parameter(name, name.text(), Optional.of(expression())));
                expect(")");
            } while (accept(","));
            expect(")");
        }
        out.add(new Statement.Instances(type, Optional.of(type.text()), Optional.empty(), arguments, aliasOf, items()));
        expect(";");
    }

    private List<Statement.Item> items() throws RdlError {
        List<Statement.Item> items = new ArrayList<>();
        do {
            Token name = name();
            List<Expr> dimensions = new ArrayList<>();
            Optional<Expr> msb = Optional.empty();
            Optional<Expr> lsb = Optional.empty();
            while (accept("[")) {
                Expr first = expression();
                if (accept(":")) {
                    msb = Optional.of(first);
                    lsb = Optional.of(expression());
                } else {
                    dimensions.add(first);
                }
                expect("]");
            }
            Optional<Expr> reset = accept("=") ? Optional.of(expression()) : Optional.empty();
            Optional<Expr> address = accept("@") ? Optional.of(expression()) : Optional.empty();
            Optional<Expr> stride = accept("+=") ? Optional.of(expression()) : Optional.empty();
            Optional<Expr> align = accept("%=") ? Optional.of(expression()) : Optional.empty();
            items.add(new Statement.Item(name, dimensions, msb, lsb, reset, address, stride, align));
        } while (accept(","));
        return items;
    }
}
