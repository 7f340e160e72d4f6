// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Writes pending units one after the other in the order of typing, and stops at the first that fails. */
final class CommitQueue {

    private final EditBuffer buffer;
    private final HexEditHandler handler;
    private final Executor uiThread;
    private final Runnable changed;
    private final Deque<EditBuffer.Unit> waiting = new ArrayDeque<>();

    CommitQueue(EditBuffer buffer, HexEditHandler handler, Executor uiThread, Runnable changed) {
        this.buffer = buffer;
        this.handler = handler;
        this.uiThread = uiThread;
        this.changed = changed;
    }

    /** Begins with everything pending now. Does nothing while an earlier commit is under way. */
    void start() {
        if (!waiting.isEmpty() || buffer.units().stream().anyMatch(EditBuffer.Unit::isWriting)) {
            handler.refused("The previous write is still under way");
            return;
        }
        waiting.addAll(buffer.units());
        // Nothing may be typed into a unit that the user has confirmed already.
        waiting.forEach(buffer::startWriting);
        next();
    }

    private void next() {
        EditBuffer.Unit unit = waiting.poll();
        if (unit == null) {
            return;
        }
        CompletionStage<?> stage;
        try {
            stage = Objects.requireNonNull(handler.commit(unit.toEdit()), "stage");
        } catch (RuntimeException e) {
            // A unit must not wait for ever for a write that never began.
            done(unit, false);
            throw e;
        }
        stage.whenComplete((result, failure) -> uiThread.execute(() -> done(unit, failure == null)));
    }

    private void done(EditBuffer.Unit unit, boolean written) {
        buffer.endWriting(unit, written);
        if (!written) {
            waiting.forEach(rest -> buffer.endWriting(rest, false));
            waiting.clear();
        }
        changed.run();
        next();
    }
}
