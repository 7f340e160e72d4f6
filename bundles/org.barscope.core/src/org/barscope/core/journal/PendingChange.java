// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.OptionalLong;

/**
 * A change that was put down and whose result is not. Whoever began it says once how it ended; what is never said is
 * shown as not known. A result that cannot be put down is kept in memory and logged: the change was made all the same.
 */
public interface PendingChange {

    /** Names the entry. */
    EntryId id();

    /** The device was told. */
    default void done() {
        done(OptionalLong.empty());
    }

    /** The device was told, and this is what was read back, or what a read returned. */
    void done(OptionalLong readBack);

    /** It failed; whether something of it reached the device the reason should say. */
    void failed(String reason);
}
