// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A window that only remembers what it was told. */
final class TestView implements HexController.View {

    final List<Optional<HexSelection>> selections = new ArrayList<>();
    final List<Optional<HexRange>> visible = new ArrayList<>();
    final Deque<Runnable> tasks = new ArrayDeque<>();
    int layouts;

    @Override
    public void repaint() {
        // Nothing is drawn.
    }

    @Override
    public void scrolled() {
        // There are no scroll bars.
    }

    @Override
    public void laidOut() {
        layouts++;
    }

    @Override
    public void selectionChanged(Optional<HexSelection> selection) {
        selections.add(selection);
    }

    @Override
    public void visibleChanged(Optional<HexRange> range) {
        visible.add(range);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs what waits for the UI thread. */
    void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
