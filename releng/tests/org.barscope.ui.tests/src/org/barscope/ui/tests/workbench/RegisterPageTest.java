// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.barscope.core.backend.BackendException;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.RegistersPage.Column;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The register page: that it shows what registers hold, by name, and what they mean. */
@ExtendWith(LogWatch.class)
class RegisterPageTest {

    @AfterEach
    void mend() throws BackendException {
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
    }

    @Test
    void guardedRegistersHaveAWordAndAReason() {
        RegistersPage page = network();
        page.awaitValue("GEN", "CTRL");
        assertEquals("guarded", page.cell(Column.VALUE, "GEN", "ICR"));
        assertEquals("ICR is cleared by a read", page.cell(Column.MEANING, "GEN", "ICR"));
        assertEquals(List.of(), Workbench.demo().accessCounts().touching(
                org.barscope.core.backend.RegionUri.parse("sim:0000:02:00.0/bar0"), 0xc0, 4));
    }

    @Test
    void aFieldIsFoundByPattern() {
        RegistersPage page = network();
        page.filter("CTRL*");
        page.awaitNames("only registers that begin with CTRL", names -> names.stream()
                .filter(name -> name.equals(name.toUpperCase())).allMatch(name -> name.startsWith("CTRL")
                        || name.equals("GEN")));
        assertTrue(page.names().contains("CTRL_EXT"), () -> page.names().toString());
        page.filter("");
        page.awaitNames("all again", names -> names.contains("STATUS"));
        assertFalse(page.names().isEmpty());
    }
}
