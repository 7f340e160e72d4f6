// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Arming;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.ConsolePage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Java over the open region, typed with real keys. */
@ExtendWith(LogWatch.class)
class ConsoleTest {

    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");

    private ConsolePage console;

    @BeforeEach
    void openTheRegion() {
        Workbench.demoBackend();
        RegionEditor editor = Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(EDU, "edu"),
                Optional.empty(), Optional.empty()).orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
        console = ConsolePage.show();
    }

    @AfterEach
    void close() {
        Workbench.explorer().armed().disarm(EDU);
        console.close();
        Workbench.closeEditors();
    }

    private static long writes() {
        return Workbench.demo().accessCounts().totals(EDU).writes();
    }

    @Test
    void theRegionInFrontIsReadAndWrittenOnlyWhenItIsArmed() throws Exception {
        long before = writes();
        console.run("var r = region()");
        console.await("r = " + EDU);
        console.run("r.read32(0)");
        console.await("0x010000ed");
        console.run("r.reg(\"FACTORIAL\").write(5)");
        console.await("✗ console:1:1: cannot write");
        console.run("r.arm()");
        console.await("bring its editor to the front and arm it there");
        assertEquals(before, writes());
        Workbench.explorer().armed().arm(EDU, false, Arming.Request.whole());
        console.run("r.reg(\"FACTORIAL\").write(6)");
        console.await("EDU.FACTORIAL  0x");
        assertEquals(before + 1, writes());
        console.press("Up", "Up");
        assertEquals("r.arm()", console.typed());
    }

    @Test
    void whatIsTypedIsCompletedAndContinued() {
        console.run("int half(int x) {");
        Ui.await("it goes on", () -> console.typed().endsWith("{\n"), console::typed);
        console.run("return x / 2; }");
        Ui.await("it was taken", () -> console.typed().isEmpty(), console::typed);
        console.run("half(84)");
        console.await("0x0000002a  (42)");
        console.type("region().siz");
        console.press("ctrl+space");
        Ui.await("it is completed", () -> console.typed().startsWith("region().size("), console::typed);
    }

    @Test
    void whatHangsIsStoppedAndTheWindowGoesOnMeanwhile() {
        console.run("print(\"begun\"); while (true) { }");
        console.await("begun\n");
        long start = System.nanoTime();
        Ui.settle();
        assertTrue(System.nanoTime() - start < Ui.PATIENCE.toNanos(), "the window answers");
        console.button("Stop");
        console.await("✗ stopped");
        console.run("1 + 1");
        console.await("0x00000002");
    }
}
