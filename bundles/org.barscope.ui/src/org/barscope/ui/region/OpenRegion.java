// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.registers.RegionRegisters;

/**
 * A region that an editor has opened, with everything its pages and the views beside it share: the session, what is
 * known of its registers, the rules by which it is read, and which bytes are selected. UI thread only, except for the
 * session. Ends with {@link RegionListener#closing}.
 */
public final class OpenRegion {

    private final RegionInput input;
    private final RegionSession session;
    private final RegionSelection selection = new RegionSelection();
    private final List<RegionListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<RegionSnapshot>> readers = new CopyOnWriteArrayList<>();
    private final Consumer<Optional<String>> describe;
    private volatile RegionSnapshot latest;
    private RegionDescription description;
    private Optional<AccessWidth> width = Optional.empty();
    private boolean agreed;
    private AccessMap access;

    /** @param describe looks for a description again, in a job, and hands it to {@link #described} */
    OpenRegion(RegionInput input, RegionSession session, RegionDescription description,
            Consumer<Optional<String>> describe) {
        this.input = input;
        this.session = session;
        this.description = description;
        this.describe = describe;
        access = rules();
        latest = RegionSnapshot.empty(session.info().uri(), session.status());
    }

    /** Which region. */
    public RegionInput input() {
        return input;
    }

    /** The editor's hold on the region. Whoever needs it for longer than the editor is open opens it himself. */
    public RegionSession session() {
        return session;
    }

    /** The same as {@code session().info()}. */
    public RegionInfo info() {
        return session.info();
    }

    /** What is known of its registers. */
    public RegionDescription description() {
        return description;
    }

    /**
     * Looks for a description again, in a job, when bindings or files have changed or the user wants another one.
     *
     * @param binding the name of the binding to use where several fit; empty to leave it to the rules
     */
    public void describe(Optional<String> binding) {
        describe.accept(binding);
    }

    void described(RegionDescription found) {
        description = Objects.requireNonNull(found);
        listeners.forEach(RegionListener::descriptionChanged);
        rulesChanged();
    }

    /**
     * The rules to read by at present: described registers with their widths and guards, the rest as the region itself
     * or the user says. What is {@code ASK} in them is not read.
     */
    public AccessMap access() {
        return access;
    }

    /** Whether some part is not read because the user has not agreed to it yet. */
    public boolean asks() {
        return access.asks();
    }

    /** The user agrees to read what no description says to be harmless. Guarded registers stay guarded. */
    public void agree() {
        agreed = true;
        rulesChanged();
    }

    /** Sets the width of the accesses that no rule decides. */
    public void accessWidth(AccessWidth wanted) {
        width = Optional.of(wanted);
        rulesChanged();
    }

    private void rulesChanged() {
        access = rules();
        listeners.forEach(RegionListener::accessChanged);
    }

    private AccessMap rules() {
        // Only registers need a description to be read safely: configuration space and memory are free of side effects.
        AccessMap rules = description.registers().filter(known -> session.info().kind() == RegionKind.MMIO)
                .map(RegionRegisters::access).orElseGet(() -> session.info().access());
        AccessMap wide = width.map(rules::withDefaultWidth).orElse(rules);
        return agreed ? wide.agreed() : wide;
    }

    /** Which bytes are selected, here and in everything that follows this region. */
    public RegionSelection selection() {
        return selection;
    }

    /** Reports changes. */
    public Registration listen(RegionListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** What a page has read; any thread. The pages call it for what they show. */
    public void publish(RegionSnapshot snapshot) {
        latest = snapshot;
        readers.forEach(reader -> reader.accept(snapshot));
    }

    /** What was read last, by whichever page is shown; reads nothing. Any thread. */
    public RegionSnapshot latest() {
        return latest;
    }

    /** Reports each {@link #publish}, on the device's thread: the listener must return soon. Any thread. */
    public Registration listenToReading(Consumer<RegionSnapshot> reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    void statusChanged(RegionStatus status) {
        listeners.forEach(listener -> listener.statusChanged(status));
    }

    void closing() {
        listeners.forEach(RegionListener::closing);
    }
}
