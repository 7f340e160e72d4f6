// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.barscope.core.backend.FaultInjector;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.ValueFormat;
import org.barscope.model.WatchItem;
import org.barscope.model.WatchList;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is watched, how often and in which form; that it is kept; and what becomes of regions that go and come. */
@ExtendWith(LogWatch.class)
class WatchTest {

    private static final String VIEW = "org.barscope.ui.poke.watch";
    private static final PciAddress EDU = PciAddress.parse("0000:01:00.0");
    private static final RegionUri BAR0 = RegionUri.parse("sim:0000:01:00.0/bar0");

    private TablePage watch;

    @BeforeEach
    void show() {
        Workbench.demoBackend();
        watch = TablePage.show(VIEW);
    }

    @AfterEach
    void endAll() throws Exception {
        faults().slow(EDU, Duration.ZERO);
        if (!faults().removed().isEmpty()) {
            faults().replug(EDU);
        }
        watch = TablePage.show(VIEW);
        watch.selectAll();
        Workbench.command(VIEW + ".remove", Map.of());
        Ui.await("nothing is watched", () -> watch.rows().isEmpty());
        Workbench.closeEditors();
    }

    private static FaultInjector faults() {
        return Workbench.demoBackend().faults().orElseThrow();
    }

    private static RegionEditor open(RegionUri uri, Span span) {
        RegionEditor editor = Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(uri, ""),
                Optional.of("org.barscope.ui.hexPage"), Optional.of(span)).orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
        Ui.run(() -> {
            Workbench.page().activate(editor);
            editor.show(Optional.empty(), Optional.of(span));
        });
        Ui.settle();
        return editor;
    }

    private void watch(RegionUri uri, Span span) {
        open(uri, span);
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        watch = TablePage.show(VIEW);
    }

    private void row(String what, String... parts) {
        Ui.await(what, () -> watch.rows().stream().anyMatch(row -> List.of(parts).stream().allMatch(row::contains)),
                () -> watch.rows().toString());
    }

    private static WatchItem kept() {
        return Ui.get(() -> Workbench.explorer().session().getWatchLists().getFirst().getItems().getLast());
    }

    @Test
    void aSingleFieldIsWatchedFromTheRegisterPage() {
        RegistersPage registers = RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        registers.tab("Registers");
        registers.select("EDU", "ID", "MAJOR");
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        watch = TablePage.show(VIEW);
        row("its value is shown", "EDU.ID.MAJOR | sim:0000:01:00.0/bar0 | 0x01");
        assertEquals("EDU.ID.MAJOR", kept().getRegister());
    }

    @Test
    void bytesOfTheHexPageAreWatchedAsOne() {
        watch(BAR0, new Span(0, 8));
        row("two words are one number", "0x0+8 | sim:0000:01:00.0/bar0 | 0x");
        assertEquals(8, kept().getWidth() * kept().getUnits());
    }

    @Test
    void intervalAndFormAreChosenAndKept() {
        watch(BAR0, new Span(0, 4));
        row("it is sampled four times a second", "EDU.ID", "0x010000ed", "every 250 ms");
        watch.selectAll();
        Workbench.command(VIEW + ".interval", Map.of(VIEW + ".millis", "50"));
        row("it is sampled twenty times a second", "EDU.ID", "every 50 ms");
        Workbench.command(VIEW + ".format", Map.of(VIEW + ".form", "DECIMAL"));
        row("it is decimal", "EDU.ID", " 16777453");
        Workbench.command(VIEW + ".interval", Map.of());
        DialogPage asked = DialogPage.await("Interval");
        asked.type(0, "0");
        assertFalse(asked.enabled("OK"), "an interval of nothing");
        asked.type(0, "125");
        asked.press("OK");
        row("it is sampled eight times a second", "EDU.ID", "every 125 ms");
        assertEquals(125, kept().getIntervalMillis());
        assertEquals(ValueFormat.DECIMAL, kept().getFormat());
        Workbench.command(VIEW + ".interval", Map.of(VIEW + ".millis", "250"));
    }

    @Test
    void aWatchThatCannotKeepItsIntervalSaysSo() throws Exception {
        watch(BAR0, new Span(0, 4));
        row("it is sampled", "EDU.ID", "0x010000ed");
        watch.selectAll();
        faults().slow(EDU, Duration.ofMillis(60));
        Workbench.command(VIEW + ".interval", Map.of(VIEW + ".millis", "10"));
        row("it says so", "⚠ not kept: cannot keep 10 ms", "left out");
        faults().slow(EDU, Duration.ZERO);
        Workbench.command(VIEW + ".interval", Map.of(VIEW + ".millis", "250"));
        row("it is kept again", "every 250 ms");
    }

    @Test
    void watchesComeBackWithTheView() {
        watch(BAR0, new Span(0, 4));
        row("it is sampled", "EDU.ID", "0x010000ed");
        Workbench.closeEditors();
        Ui.run(() -> Workbench.page().hideView(Workbench.page().findView(VIEW)));
        watch = TablePage.show(VIEW);
        row("it is sampled again", "EDU.ID", "0x010000ed", "every 250 ms");
    }

    @Test
    void whatIsNotThereWaitsAndGoesOnWhenItComes() throws Exception {
        Ui.run(() -> {
            Workbench.page().hideView(Workbench.page().findView(VIEW));
            List<WatchList> lists = Workbench.explorer().session().getWatchLists();
            WatchItem absent = BarscopeFactory.eINSTANCE.createWatchItem();
            absent.setId(UUID.randomUUID().toString());
            absent.setRegionUri("sim:0000:7f:00.0/bar0");
            absent.setRegister("EDU.ID");
            absent.setIntervalMillis(100);
            lists.getFirst().getItems().add(absent);
        });
        watch = TablePage.show(VIEW);
        row("it waits", "EDU.ID | sim:0000:7f:00.0/bar0 | ⏳ waiting: ", "100 ms");
        watch(BAR0, new Span(0, 4));
        row("another is sampled", "EDU.ID | " + BAR0 + " | 0x010000ed");
        Workbench.closeEditors();
        faults().remove(EDU);
        row("it waits when its device has gone", "EDU.ID | " + BAR0 + " | ⏳ waiting: ");
        faults().replug(EDU);
        row("it goes on", "EDU.ID | " + BAR0 + " | 0x010000ed");
    }

    @Test
    void whatIsGuardedIsRefusedWithItsReason() {
        open(RegionUri.parse("sim:0000:02:00.0/bar0"), new Span(0xc0, 4));
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        String said = Dialogs.dismiss("Watch");
        assertTrue(said.contains("ICR"), said);
        assertEquals(List.of(), watch.rows());
    }
}
