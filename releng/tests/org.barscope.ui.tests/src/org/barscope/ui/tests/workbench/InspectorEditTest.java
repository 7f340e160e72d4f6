// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Mouse;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Data Inspector: numbers typed over where writing is allowed, and addresses followed with a click. */
@ExtendWith(LogWatch.class)
class InspectorEditTest {

    private static final String ID = "org.barscope.ui.dataInspector";
    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final RegionUri APERTURE = RegionUri.parse("sim:0000:07:00.0/bar2");
    /** The test device's own memory. */
    private static final long BUFFER = 0x40000;
    private static final int LITTLE = 1;
    private static final int BIG = 2;

    private RegionPage page;
    private ViewPage view;
    private long before;

    @AfterEach
    void close() {
        Workbench.explorer().armed().disarm(EDU);
        Workbench.explorer().armed().disarm(APERTURE);
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
        Mouse.leave();
    }

    private void openEdu() {
        view = ViewPage.show(ID);
        page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        Ui.run(() -> page.canvas().setCaret(BUFFER));
        page.register(BUFFER);
        view.awaitText("0x40000 of 01:00.0 bar0");
    }

    private void count() {
        before = Workbench.demo().accessCounts().totals(EDU).writes();
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
    }

    private static long writes(AccessWidth width) {
        return Workbench.demo().accessCounts().writes(EDU, BUFFER, width);
    }

    private long allWrites() {
        return Workbench.demo().accessCounts().totals(EDU).writes() - before;
    }

    private void select(String row) {
        Keys.focus(view::table);
        Ui.run(() -> view.table().setSelection(view.index(row)));
    }

    @Test
    void nothingIsTypedOverUnlessTheRegionIsArmed() {
        openEdu();
        count();
        select("Unsigned 32");
        Keys.press("F2");
        view.awaitText("The region is not armed for writing; arm it first");
        Keys.type("5");
        Keys.press("Return");
        assertEquals(0, allWrites());
    }

    @Test
    void aNumberWaitsForEnterAndIsWrittenWithOneAccessAndReadBack() throws BackendException {
        openEdu();
        Workbench.explorer().armed().arm(EDU, false, Arming.Request.whole());
        count();
        select("Hex 32");
        Keys.press("F2", "ctrl+a");
        Keys.type("12345678");
        view.awaitText("Enter writes 0x12345678 with one 32-bit access at 0x40000");
        assertEquals(0, writes(AccessWidth.W32));
        Keys.press("Escape");
        view.awaitText("Nothing was written");
        assertEquals(0, writes(AccessWidth.W32));
        Keys.press("F2", "ctrl+a");
        Keys.type("89abcdez");
        view.awaitText("is no hexadecimal number");
        Keys.press("Return", "BackSpace");
        Keys.type("f");
        Keys.press("Return");
        view.awaitText("0x89abcdef, read back the same");
        assertEquals(1, writes(AccessWidth.W32));
        assertEquals(1, allWrites());
        assertEquals(0x89abcdefL, page.await("the new value", shot -> shot.hasValue(BUFFER)
                && shot.value(BUFFER, 4, ByteOrder.LITTLE_ENDIAN) == 0x89abcdefL)
                .value(BUFFER, 4, ByteOrder.LITTLE_ENDIAN));
        view.await("Hex 32", LITTLE, "0x89abcdef");
        TablePage journal = TablePage.show("org.barscope.ui.poke.journal");
        Ui.await("the journal has it", () -> journal.rows().stream().anyMatch(row -> row.contains("data inspector")
                && row.contains("0x89abcdef")), () -> journal.rows().toString());
    }

    @Test
    void theBigEndianFormFloatsAndPartsOfAUnitAreWrittenToo() throws BackendException {
        openEdu();
        Workbench.explorer().armed().arm(EDU, false, Arming.Request.whole());
        select("Float 32");
        Keys.press("F2", "ctrl+a");
        Keys.type("1.5");
        Keys.press("Return");
        view.await("Hex 32", LITTLE, "0x3fc00000");
        select("Unsigned 32");
        Keys.press("shift+F2", "ctrl+a");
        Keys.type("1");
        Keys.press("Return");
        view.await("Hex 32", LITTLE, "0x01000000");
        count();
        select("Bits 8");
        Keys.press("F2", "ctrl+a");
        Keys.type("1010 0101");
        view.awaitText("to its bits with one 32-bit access at 0x40000, which is read before");
        Keys.press("Return");
        view.await("Hex 32", LITTLE, "0x010000a5");
        assertEquals(1, writes(AccessWidth.W32));
        assertEquals(0, writes(AccessWidth.W8));
        select("Unsigned 64");
        Keys.press("F2", "ctrl+a");
        Keys.type("1");
        view.awaitText("reach over more than one unit of 32 bits");
        Keys.press("Return", "Escape");
        assertEquals(1, allWrites());
    }

    @Test
    void aDoubleClickTypesOverTheCellThatItIsOnAndMemoryTakesAnyWidth() throws BackendException {
        view = ViewPage.show(ID);
        page = RegionPage.open("07:00.0", "BAR2", "07:00.0 bar2");
        page.await("values", shot -> shot.hasValue(0x18));
        Workbench.explorer().armed().arm(APERTURE, false, Arming.Request.whole());
        Ui.run(() -> page.canvas().setCaret(0x13));
        view.awaitText("0x13 of 07:00.0 bar2");
        view.widen();
        Mouse.doubleClick(view.cell("Unsigned 64", BIG));
        Keys.press("ctrl+a");
        Keys.type("258");
        view.awaitText("Enter writes 8 bytes at 0x13");
        Keys.press("Return");
        view.awaitText("8 bytes written, read back the same");
        page.await("the bytes", shot -> shot.hasValue(0x1a) && shot.byteAt(0x19) == 1 && shot.byteAt(0x1a) == 2);
    }

    @Test
    void anAddressIsFollowedWithAClick() throws BackendException {
        page = RegionPage.open("07:00.0", "BAR2", "07:00.0 bar2");
        page.await("values", shot -> shot.hasValue(0x27));
        view = ViewPage.show(ID);
        view.widen();
        Workbench.explorer().armed().arm(APERTURE, false, Arming.Request.whole());
        page.activate();
        Ui.run(() -> page.canvas().setCaret(0x20));
        select("Hex 64");
        Keys.press("F2", "ctrl+a");
        Keys.type("fea00080");
        Keys.press("Return");
        view.await("Pointer 64", LITTLE, "→ 01:00.0 bar0 (demo) + 0x80");
        Mouse.click(view.cell("Pointer 64", LITTLE));
        RegionPage there = RegionPage.opened("01:00.0 bar0").front();
        Ui.await("the cursor is where the address points", () -> there.canvas().getSelection()
                .map(at -> at.caret() == 0x80).orElse(false), () -> "but " + there.canvas().getSelection());
    }
}
