// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.barscope.backend.sim.AccessCounts;
import org.barscope.backend.sim.AccessCounts.Access;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalEntry;
import org.barscope.registers.builtin.BuiltInDescriptions;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.RegistersPage.Column;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The register page: that it shows what registers hold, by name, and reads only what it may. */
@ExtendWith(LogWatch.class)
class RegisterPageTest {

    private static final RegionUri NIC = RegionUri.parse("sim:0000:02:00.0/bar0");
    private static final long ICR = 0xc0;

    private final AccessCounts counts = Workbench.demo().accessCounts();

    @AfterEach
    void mend() throws BackendException {
        counts.stop();
        Workbench.closeEditors();
        Workbench.demo().faults().restore(Workbench.device("01:00.0"), "bar0");
    }

    private static RegistersPage edu() {
        return RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
    }

    private static RegistersPage network() {
        return RegistersPage.open("02:00.0", "BAR0", "02:00.0 bar0");
    }

    @Test
    void isTheFirstPageOfADescribedRegion() {
        RegistersPage page = edu();
        assertEquals("Registers", page.tab());
        assertEquals("0x010000ed", page.awaitValue("EDU", "ID"));
        assertEquals("0x00000", page.cell(Column.ADDRESS, "EDU", "ID"));
        assertEquals("RO", page.cell(Column.ACCESS, "EDU", "ID"));
        assertEquals("0x010000ed", page.cell(Column.RESET, "EDU", "ID"));
        assertEquals("0xed", page.cell(Column.VALUE, "EDU", "ID", "MAGIC"));
        assertEquals("[7:0]", page.cell(Column.ADDRESS, "EDU", "ID", "MAGIC"));
        page.select("EDU", "DMA_CMD");
        page.awaitValue("EDU", "DMA_CMD");
        assertEquals("TO_DEVICE: From memory to the buffer of the device",
                page.cell(Column.MEANING, "EDU", "DMA_CMD", "DIRECTION"));
    }

    /** Rows come a while after the page; whoever has opened it by a key goes on with keys. */
    @Test
    void theRowsHaveTheKeysOnceTheyAreThere() {
        RegistersPage page = edu();
        Ui.await("the keys go to the rows", () -> page.tree().isFocusControl(),
                () -> "but to " + Ui.display().getFocusControl());
    }

    @Test
    void anUndescribedRegionShowsItsBytesFirst() {
        RegionPage bytes = RegionPage.openAnyhow("Demo machine", "07:00.0", "BAR0", "07:00.0 bar0");
        bytes.awaitText("ells:");
        bytes.await("its bytes", shot -> shot.hasValues(HexRange.of(0, 16)));
    }

    @Test
    void configurationSpaceHasNamesToo() {
        RegistersPage page = RegistersPage.open("03:00.0", "Configuration space", "03:00.0 config");
        assertEquals("0x144d", page.awaitValue("HEADER", "VENDOR_ID"));
    }

    @Test
    void eachRegisterOnScreenIsReadOnceWithItsWidthAndNothingElse() {
        RegistersPage page = network();
        page.awaitValue("GEN", "CTRL");
        page.press("Pause");
        Ui.settle();
        counts.start();
        counts.reset();
        Workbench.command("org.eclipse.ui.file.refresh", Map.of());
        Ui.await("something is read", () -> counts.total() > 0);
        page.press("Pause");
        page.awaitValue("GEN", "STATUS");
        page.press("Pause");
        Map<Access, Long> reads = counts.of(NIC);
        assertFalse(reads.isEmpty());
        Map<Long, RegisterInstance> described = described();
        reads.keySet().forEach(access -> {
            RegisterInstance register = described.get(access.offset());
            assertTrue(register != null && register.guard().isEmpty(), () -> access + " is of no register to be read");
            assertEquals(8 * register.register().accessBytes(), access.width().bits(), access::toString);
        });
        assertEquals(List.of(), counts.touching(NIC, ICR, 4));
        assertTrue(reads.size() < 60, () -> "only what is on screen is read, not " + reads.size() + " registers");
    }

    @Test
    void aRefreshByHandReadsEachRegisterOnce() {
        RegistersPage page = edu();
        page.select("EDU", "DMA_CMD");
        page.awaitValue("EDU", "DMA_CMD");
        page.press("Pause");
        Ui.settle();
        RegionUri edu = RegionUri.parse("sim:0000:01:00.0/bar0");
        counts.start();
        counts.reset();
        Workbench.command("org.eclipse.ui.file.refresh", Map.of());
        Ui.await("the last register is read", () -> !counts.touching(edu, 0x98, 8).isEmpty());
        Ui.settle();
        assertEquals(Set.of(1L), Set.copyOf(counts.of(edu).values()), () -> counts.of(edu).toString());
        assertTrue(Set.of(0x00L, 0x04L, 0x08L, 0x20L, 0x24L, 0x80L, 0x88L, 0x90L, 0x98L).containsAll(
                counts.of(edu).keySet().stream().map(Access::offset).toList()),
                "neither the write-only registers nor the gaps");
    }

    /** The registers of the network adapter by address, as the built-in description has them. */
    private static Map<Long, RegisterInstance> described() {
        return Ui.get(() -> RegisterLayout.of(BuiltInDescriptions.load("e1000e.svd")).registers().stream()
                .collect(Collectors.toMap(RegisterInstance::address, register -> register, (a, b) -> a)));
    }

    @Test
    void readingAllLeavesGuardedRegistersAndGapsAlone() {
        RegistersPage page = network();
        counts.start();
        counts.reset();
        page.press("Read All");
        Map<Long, RegisterInstance> described = described();
        Set<Long> safe = described.values().stream().filter(register -> register.guard().isEmpty())
                .map(RegisterInstance::address).collect(Collectors.toCollection(TreeSet::new));
        Ui.await("all are read", () -> counts.of(NIC).keySet().stream().map(Access::offset)
                .collect(Collectors.toSet()).containsAll(safe));
        assertEquals(safe, counts.of(NIC).keySet().stream().map(Access::offset)
                .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(List.of(), counts.touching(NIC, ICR, 4));
        page.await(Column.VALUE, "is guarded", "guarded"::equals, "GEN", "ICR");
    }

    @Test
    void guardedRegistersHaveAWordAndAReason() {
        RegistersPage page = network();
        page.awaitValue("GEN", "CTRL");
        assertEquals("guarded", page.cell(Column.VALUE, "GEN", "ICR"));
        assertEquals("ICR is cleared by a read", page.cell(Column.MEANING, "GEN", "ICR"));
        assertEquals("write-only", page.cell(Column.VALUE, "GEN", "IMC"));
    }

    @Test
    void aGuardedRegisterIsReadOnceWhenAskedAndTheJournalKeepsIt() {
        RegistersPage page = network();
        page.select("GEN", "ICR");
        page.awaitLabel("ICR is cleared by a read. Reading it once changes the device");
        counts.start();
        counts.reset();
        page.press("Read Once");
        page.awaitValue("GEN", "ICR");
        assertEquals(1, counts.touching(NIC, ICR, 4).size());
        assertEquals(1, counts.of(NIC).get(counts.touching(NIC, ICR, 4).getFirst()));
        assertTrue(page.documentation().contains("Read once at "), page::documentation);
        List<JournalEntry> entries = Ui.get(() -> Workbench.explorer().poking().orElseThrow().journal().read()
                .entries());
        assertTrue(entries.stream().anyMatch(entry -> entry.change().register().filter("GEN.ICR"::equals)
                .isPresent()), entries::toString);
    }

    @Test
    void aFieldIsFoundByPattern() {
        RegistersPage page = network();
        page.filter("CTRL*");
        page.awaitNames("only registers that begin with CTRL", names -> names.contains("CTRL")
                && names.contains("CTRL_EXT") && !names.contains("STATUS"));
        page.filter("no such thing");
        page.awaitNames("nothing", List::isEmpty);
        page.filter("");
        page.awaitNames("all again", names -> names.contains("STATUS"));
    }

    @Test
    void onlyWhatHasChangedOrIsNotAtReset() {
        RegistersPage page = network();
        page.press("Changed");
        Ui.await("all are read once", () -> page.labels().stream().noneMatch(text -> text.contains("not read yet")));
        page.press("Read All");
        page.awaitNames("the clock of the adapter runs", names -> names.contains("SYSTIML"));
        assertTrue(page.await(Column.VALUE, "is marked", text -> text.matches("[●○] 0x[0-9a-f]{8}"),
                "TS", "SYSTIML").length() > 10);
        assertFalse(page.names().contains("CTRL_EXT"), () -> page.names().toString());
        page.press("Changed");
        page.awaitNames("all again", names -> names.contains("CTRL_EXT"));
        RegistersPage edu = edu();
        edu.press("Not at reset");
        edu.awaitNames("nothing of the test device", List::isEmpty);
    }

    @Test
    void aRevokedRegionShowsNoValueAndComesBack() throws BackendException {
        RegistersPage page = edu();
        page.awaitValue("EDU", "ID");
        Workbench.demo().faults().revoke(Workbench.device("01:00.0"), "bar0", "reset");
        page.await(Column.VALUE, "is revoked", "revoked"::equals, "EDU", "ID");
        assertEquals("revoked", page.cell(Column.VALUE, "EDU", "ID", "MAGIC"));
        assertEquals("write-only", page.cell(Column.VALUE, "EDU", "IRQ_RAISE"));
        Workbench.demo().faults().restore(Workbench.device("01:00.0"), "bar0");
        assertEquals("0x010000ed", page.awaitValue("EDU", "ID"));
    }

    @Test
    void enterGoesToTheBytesAndTheBytesLeadBack() {
        RegistersPage page = network();
        page.select("GEN", "STATUS");
        page.enter();
        RegionPage bytes = RegionPage.opened("02:00.0 bar0");
        bytes.await("the register's bytes", shot -> shot.hasValues(HexRange.of(8, 4)));
        assertEquals("Hex", page.tab());
        assertEquals(HexRange.of(8, 4), Ui.get(() -> bytes.canvas().getTarget().orElseThrow()));
        Ui.run(() -> bytes.canvas().setCaret(ICR));
        page.tab("Registers");
        Ui.await("the register of those bytes is selected", () -> page.selected().equals(List.of("GEN", "ICR")));
    }

    @Test
    void theBitsLeadToTheirField() {
        RegistersPage page = edu();
        page.awaitValue("EDU", "ID");
        page.select("EDU", "ID");
        Ui.run(() -> page.strip().setCurrentBit(17));
        Ui.await("the field is selected", () -> page.selected().equals(List.of("EDU", "ID", "MINOR")));
        assertTrue(page.documentation().contains("Minor version"), page::documentation);
    }

    @Test
    void theFormatOfARegisterIsRemembered() {
        RegistersPage page = edu();
        page.awaitValue("EDU", "ID");
        page.select("EDU", "ID");
        format("UNSIGNED");
        page.await(Column.VALUE, "is decimal", "16777453"::equals, "EDU", "ID");
        Workbench.closeEditors();
        RegistersPage again = edu();
        again.await(Column.VALUE, "is decimal", "16777453"::equals, "EDU", "ID");
        again.select("EDU", "ID");
        format("HEXADECIMAL");
        again.awaitValue("EDU", "ID");
    }

    private static void format(String name) {
        Workbench.command("org.barscope.ui.registers.format", Map.of("org.barscope.ui.registers.format.name", name));
    }
}
