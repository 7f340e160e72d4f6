// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionState;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.watch.ConditionText;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchCondition;
import org.barscope.model.ValueFormat;
import org.barscope.model.WatchItem;

/**
 * A line of the Watch view: what the session keeps of it, and the watch while its region is open. A line whose region
 * is not there waits, and says for what. UI thread only.
 */
final class WatchRow {

    private final WatchItem item;
    private Optional<Held> held = Optional.empty();
    private String waiting = "it is being opened";
    private boolean opening;

    /**
     * A watch with its hold on its region, so that it goes on when the editor is closed.
     *
     * @param registers of the region, for sequences that conditions run
     * @param rules     of the region with its registers
     */
    record Held(Watch watch, RegionSession session, Optional<RegionRegisters> registers, AccessMap rules) {
    }

    WatchRow(WatchItem item) {
        this.item = item;
    }

    WatchItem item() {
        return item;
    }

    /** What it is called. */
    String name() {
        if (held.isPresent()) {
            return held.get().watch().what().name();
        }
        return item.getRegister().isEmpty() ? "0x" + Long.toHexString(item.getOffset()) + "+"
                + item.getWidth() * item.getUnits() : item.getRegister();
    }

    RegionUri uri() {
        return RegionUri.parse(item.getRegionUri());
    }

    Duration interval() {
        return Duration.ofMillis(Math.max(1, item.getIntervalMillis()));
    }

    ValueFormat form() {
        return item.getFormat();
    }

    /** The watch; empty while the line waits. */
    Optional<Watch> watch() {
        return held.map(Held::watch);
    }

    Optional<Held> held() {
        return held;
    }

    /** Why nothing is sampled. */
    String waiting() {
        return waiting;
    }

    boolean opening() {
        return opening;
    }

    void opening(boolean now) {
        opening = now;
    }

    void hold(Held now) {
        held = Optional.of(now);
        now.watch().conditions(conditions());
    }

    /** Gives the watch up and waits; what it was has to be closed. */
    Optional<Held> release(String why) {
        Optional<Held> before = held;
        held = Optional.empty();
        waiting = why;
        return before;
    }

    /** Whether its region is gone for good: it has to be opened anew. */
    boolean lost() {
        return held.map(h -> h.session().status().state()).filter(state -> state == RegionState.LOST
                || state == RegionState.CLOSED).isPresent();
    }

    /** The conditions that the session keeps; one that is not understood is left out. */
    List<WatchCondition> conditions() {
        return item.getConditions().stream().flatMap(line -> {
            try {
                return Stream.of(ConditionText.parse(line));
            } catch (IllegalArgumentException ofAnotherVersion) {
                return Stream.empty();
            }
        }).toList();
    }

    void conditions(List<WatchCondition> some, String sequence) {
        item.getConditions().clear();
        some.forEach(condition -> item.getConditions().add(ConditionText.of(condition)));
        item.setSequence(sequence);
        watch().ifPresent(watch -> watch.conditions(some));
    }
}
