// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.Span;

/**
 * Which bytes of a region are selected: one answer for all pages of an editor and for the views beside it. UI thread
 * only.
 */
public final class RegionSelection {

    /**
     * A selection and who made it.
     *
     * @param span   which bytes; at least one
     * @param origin the page, view or command that selected them: whoever is told of a selection of its own ignores it
     */
    public record Change(Span span, Object origin) {

        public Change {
            Objects.requireNonNull(origin);
            if (span.length() == 0) {
                throw new IllegalArgumentException("a selection has at least one byte");
            }
        }
    }

    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private Optional<Change> latest = Optional.empty();

    /** The selected bytes; empty before anything was selected. */
    public Optional<Span> span() {
        return latest.map(Change::span);
    }

    /** The latest selection. */
    public Optional<Change> latest() {
        return latest;
    }

    /** Selects bytes and tells everybody, unless the very same are selected already. */
    public void set(Span span, Object origin) {
        Change change = new Change(span, origin);
        if (!latest.map(Change::span).equals(Optional.of(span))) {
            latest = Optional.of(change);
            listeners.forEach(listener -> listener.accept(change));
        }
    }

    /** Reports each change, in the UI thread. */
    public Registration listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
