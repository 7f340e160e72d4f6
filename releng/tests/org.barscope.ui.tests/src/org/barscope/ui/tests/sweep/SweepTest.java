// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.barscope.ui.tests.harness.Attendant;
import org.barscope.ui.tests.harness.Deed;
import org.barscope.ui.tests.harness.Deeds;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is written to a region that is not armed: with one open and selected, every command there is (also with what
 * its keys give it), every item of every menu and tool bar, every button, every drop target and every key of ours are
 * tried from every part of ours, dialogs being answered by their default button and, another time, by closing them.
 * What is added later is swept without being named here.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SweepTest {

    private static final String OURS = "org.barscope.";
    private static final String ARM = "org.barscope.ui.poke.arm";

    /** Commands of the platform that parts of ours may handle; those that arrange windows know no region. */
    private static final Pattern EDITS = Pattern.compile("org\\.eclipse\\.ui\\.edit\\..*|org\\.eclipse\\.ui\\.file\\."
            + "(refresh|save|saveAll|revert|rename|import|export|print)");

    /** What would end the test, or take away what it is about; none of it goes through a region. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "org.barscope.ui.vfio.give", "ends every region of the device, which is what the sweep is about",
            "org.barscope.ui.vfio.giveBack", "the same",
            "org.barscope.ui.vfio.reset", "changes what the registers hold; asks by itself, and is journalled",
            "org.barscope.ui.injectFault", "takes the test device away; it is the demo machine's own lever");
    private static final Pattern ITEMS_LEFT_OUT = Pattern.compile("/(Window|Help)/.*|/File/(Exit|Restart|Close|Switch"
            + " Workspace).*|.*/(Revoke|Restore|Remove Without Warning|Answer Slowly|Simulate|Give |Return|Reset|"
            + "VFIO).*");

    /** What arms is meant to, when its dialog is agreed to. */
    private static final Pattern ARMS = Pattern.compile("command '" + Pattern.quote(ARM) + "'"
            + "|(menu|tool|button) '[^']*Arm(ed)?( or Disarm)?( for Writing)?(…|\\.\\.\\.)?[ '].*");

    /** Why a command of ours cannot be tried here. */
    private static final List<String> NEEDS_MORE = List.of(
            // Mail: nothing is imported, and no command of it knows a device.
            "org.barscope.ui.discussion.",
            // A saved machine is a file; none is open.
            "org.barscope.ui.closeMachine",
            // What it needs to know, only its menu gives; that is tried.
            "org.barscope.ui.poke.watch.format",
            // Buffers of a kernel: the demo machine has none until one is exported, which needs a device given away.
            "org.barscope.ui.vfio.");

    @TempDir
    private Path folder;
    private final Map<String, String> refused = new TreeMap<>();
    private final Map<String, Set<String>> tried = new LinkedHashMap<>();
    private Device device;

    @BeforeEach
    void open() throws Exception {
        device = new Device();
    }

    @AfterEach
    void close() {
        device.close();
        // The platform's own complaints about what no user does within a second are not what is looked for.
        List<String> ours = LogWatch.taken().stream().filter(entry -> entry.contains(OURS)).toList();
        assertEquals(List.of(), ours, "the error log was written to");
    }

    /** The control: what the sweep does to a region that is armed is counted. */
    @Test
    void theSameDeedWritesWhenItIsArmed() throws Exception {
        device.prepare(folder);
        device.show(Device.SEQUENCES);
        device.arm();
        long before = device.writes();
        long told = device.told();
        for (Deed deed : Deeds.controls()) {
            if (deed.kind().equals("button")) {
                perform(deed, true);
            }
        }
        assertTrue(device.writes() > before, () -> "the sequence has run: " + tried);
        assertTrue(device.told() > told, "the journal tells of it");
    }

    @Test
    void nothingWritesToARegionThatIsNotArmed() throws Exception {
        device.prepare(folder);
        long writes = device.writes();
        long told = device.told();
        long value = device.value();
        for (boolean agree : new boolean[] {true, false}) {
            Set<String> done = new LinkedHashSet<>();
            // What closing a dialog does differs little from part to part.
            for (String part : agree ? device.parts() : List.of(Device.HEX, Device.REGISTERS)) {
                device.show(part);
                for (Deed deed : deeds(part, agree, done)) {
                    device.show(part);
                    perform(deed, agree);
                    check(deed.toString(), part, writes);
                }
            }
        }
        for (String part : List.of(Device.HEX, Device.REGISTERS)) {
            pressKeys(part, writes);
        }
        assertEquals(told, device.told(), "the journal knows of no write either");
        assertEquals(value, device.value(), "the register holds what it held");
        complete();
    }

    private void pressKeys(String part, long writes) throws Exception {
        Set<List<String>> keys = new LinkedHashSet<>(Deeds.keys(id -> id.startsWith(OURS) && !LEFT_OUT.containsKey(id)
                || id.startsWith("org.eclipse.ui.edit.")));
        for (String key : List.of("5", "a", "0", "Delete", "BackSpace", "Insert", "space", "Return", "F2",
                "shift+Insert")) {
            keys.add(List.of(key));
        }
        for (List<String> key : keys) {
            device.show(part);
            device.focus();
            Keys.send(key);
            perform(new Deed("key", String.join(" ", key), () -> { }), true);
            check("key " + key, part, writes);
        }
    }

    private List<Deed> deeds(String part, boolean agree, Set<String> done) {
        boolean first = part.equals(Device.HEX);
        List<Deed> all = new ArrayList<>(Deeds.commands(wanted(first)));
        if (agree) {
            all.addAll(Deeds.controls());
            if (first) {
                all.addAll(Deeds.window());
            }
        }
        all.removeIf(deed -> deed.kind().equals("menu") && ITEMS_LEFT_OUT.matcher(deed.name()).matches());
        // A command of ours has one handler; what the platform names, each part handles in its own way.
        all.removeIf(deed -> (!deed.kind().equals("command") || deed.id().startsWith(OURS))
                && !done.add(deed.toString()));
        return all;
    }

    private static Predicate<String> wanted(boolean first) {
        return id -> !LEFT_OUT.containsKey(id) && (id.startsWith(OURS)
                || (first ? EDITS.matcher(id).matches() : id.startsWith("org.eclipse.ui.edit.")));
    }

    private void perform(Deed deed, boolean agree) {
        Attendant.perform(deed.toString(), deed.action(), agree).ifPresentOrElse(
                why -> refused.put(deed.toString(), why),
                () -> tried.computeIfAbsent(deed.kind(), kind -> new TreeSet<>()).add(deed.id()));
    }

    private void check(String deed, String from, long writes) throws Exception {
        boolean armed = device.disarm();
        assertTrue(!armed || ARMS.matcher(deed).matches() || deed.contains("ctrl+shift+k"), () -> deed
                + " has armed the region");
        assertEquals(writes, device.writes(), () -> deed + ", tried from " + from + ", has written");
    }

    /** A sweep that finds nothing to try shows nothing. */
    private void complete() {
        Set<String> never = new TreeSet<>(Deeds.commandIds());
        never.removeIf(id -> !id.startsWith(OURS) || LEFT_OUT.containsKey(id) || tried.get("command").contains(id)
                || NEEDS_MORE.stream().anyMatch(id::startsWith));
        System.out.println("Swept: " + tried.entrySet().stream().map(e -> e.getValue().size() + " " + e.getKey())
                .toList() + "; not to be tried: " + never + "; refused: " + refused);
        assertEquals(Set.of(), never, "commands of ours that were never tried; refused: " + refused);
        // Nothing takes what is dropped on it today; what does so one day is tried.
        for (String kind : List.of("menu", "tool", "button", "key")) {
            assertTrue(tried.containsKey(kind), () -> "nothing was tried of the kind " + kind);
        }
    }
}
