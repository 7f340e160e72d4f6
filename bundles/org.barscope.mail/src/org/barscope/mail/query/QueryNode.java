// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A query as a tree. */
public sealed interface QueryNode {

    /** Every message. */
    record All() implements QueryNode {
    }

    /** All of the parts must hold. */
    record And(List<QueryNode> parts) implements QueryNode {
        /** Copies the parts. */
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** One of the parts must hold. */
    record Or(List<QueryNode> parts) implements QueryNode {
        /** Copies the parts. */
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** The part must not hold. */
    record Not(QueryNode part) implements QueryNode {
    }

    /**
     * Words next to each other; one word, or an identifier, is the usual case.
     *
     * @param slop how many words may stand in between
     */
    record Text(QueryField field, String words, int slop) implements QueryNode {
    }

    /** A pattern in which {@code *} stands for any characters, inside one word, identifier or path. */
    record Wildcard(QueryField field, String pattern) implements QueryNode {
    }

    /** A regular expression that must be found inside one word, identifier or path. */
    record Regex(QueryField field, String pattern) implements QueryNode {
    }

    /** A word with up to that many letters wrong. */
    record Fuzzy(QueryField field, String word, int edits) implements QueryNode {
    }

    /** A name, id or hash, in full or abbreviated, as the field allows. */
    record Name(QueryField field, String value) implements QueryNode {
    }

    /** A time not before {@code from} and before {@code to}; empty where the range is open. */
    record Range(QueryField field, Optional<Instant> from, Optional<Instant> to) implements QueryNode {
    }

    /** A patch version between two numbers, both included. */
    record Version(int least, int most) implements QueryNode {
    }

    /** A property of the message. */
    record Flag(QueryFlag flag) implements QueryNode {
    }
}
