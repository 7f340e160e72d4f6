// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.source.MailSource;

/**
 * A source and what imports have noted of it.
 *
 * @param source  the source
 * @param kinds   the kinds of storage found in it, such as "mbox" or "public-inbox", each once, by name
 * @param updated when it was last read to its end; empty while that never happened
 */
public record SourceStatus(MailSource source, List<String> kinds, Optional<Instant> updated) {

    /** Copies the list. */
    public SourceStatus {
        kinds = List.copyOf(kinds);
    }
}
