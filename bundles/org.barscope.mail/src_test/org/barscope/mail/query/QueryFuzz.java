// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A fuzz target over the query parser: it answers or explains, nothing else. */
public final class QueryFuzz {

    private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");

    private QueryFuzz() {
    }

    /** Any exception is a finding. */
    public static void check(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            ParsedQuery parsed = QueryParser.parse(text, NOW);
            if (parsed.words().isBlank()) {
                throw new IllegalStateException("violated: a query can be said in words");
            }
        } catch (QueryException e) {
            if (e.position() < 0 || e.position() > text.length() || e.getMessage().isBlank()) {
                throw new IllegalStateException("violated: a refusal says what and where", e);
            }
        }
    }
}
