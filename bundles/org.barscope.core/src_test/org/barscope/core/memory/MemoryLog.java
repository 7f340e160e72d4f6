// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeLog;
import org.barscope.core.journal.EntryId;
import org.barscope.core.journal.PendingChange;

/** A log that keeps what it is told, in the order of the device's own log when they share one. */
public final class MemoryLog implements ChangeLog {

    public final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    /** How each change ended: {@code done}, {@code done 0x5} or {@code failed: why}, with the change's number. */
    public final List<String> results = Collections.synchronizedList(new ArrayList<>());
    /** When set, nothing can be put down. */
    public volatile boolean full;
    private final List<String> together;

    public MemoryLog() {
        this(Collections.synchronizedList(new ArrayList<>()));
    }

    /** @param together also receives {@code begin KIND} for each change */
    public MemoryLog(List<String> together) {
        this.together = together;
    }

    @Override
    public PendingChange begin(Change change) throws IOException {
        if (full) {
            throw new IOException("no space left on device");
        }
        changes.add(change);
        together.add("begin " + change.kind());
        int number = changes.size();
        return new PendingChange() {
            @Override
            public EntryId id() {
                return new EntryId("memory", number);
            }

            @Override
            public void done(OptionalLong readBack) {
                results.add(number + " done" + (readBack.isPresent()
                        ? " 0x" + Long.toHexString(readBack.getAsLong()) : ""));
            }

            @Override
            public void failed(String reason) {
                results.add(number + " failed: " + reason);
            }
        };
    }
}
