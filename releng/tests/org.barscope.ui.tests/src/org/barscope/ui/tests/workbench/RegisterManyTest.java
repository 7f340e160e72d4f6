// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.ManyRegisters;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.RegistersPage.Column;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of registers, whose rows are made and filtered aside of the window. */
@ExtendWith(LogWatch.class)
class RegisterManyTest {

    @TempDir
    private Path home;
    private ManyRegisters many;
    private RegistersPage page;

    @BeforeEach
    void open() throws IOException {
        many = new ManyRegisters(home, 3);
        page = many.open();
        page.awaitLabel(": 3000 registers");
    }

    @AfterEach
    void close() {
        many.close();
    }

    @Test
    void whatIsTypedLastIsShown() {
        for (String text : List.of("r", "r1", "r19", "r199", "zzz", "C2.R5", "C2.R51?")) {
            page.filter(text);
        }
        page.awaitLabel(": 10 of 3000 registers");
        page.awaitNames("ten of one cluster", names -> names.equals(List.of("MANY", "C2", "R510", "R511", "R512",
                "R513", "R514", "R515", "R516", "R517", "R518", "R519")));
        page.filter("");
        page.awaitLabel(": 3000 registers");
    }

    @Test
    void onlyThoseNotAtResetComeAsTheyAreRead() {
        page.press("Not at reset");
        page.awaitLabel(": 3000 registers");
        page.filter("C1.R777");
        page.awaitLabel(": 1 of 3000 registers");
        page.awaitNames("the one", names -> names.equals(List.of("MANY", "C1", "R777")));
        page.await(Column.RESET, "differs", text -> text.startsWith("≠"), "MANY", "C1", "R777");
        page.press("Not at reset");
        page.press("Changed");
        page.awaitLabel(": 0 of 3000 registers");
    }

    @Test
    void aFieldStaysSelectedInAnotherVersion() throws IOException {
        page.select("MANY", "C1", "R3", "F6");
        page.awaitValue("MANY", "C1", "R3", "F6");
        many.describe(4);
        Workbench.command("org.barscope.ui.registers.reloadDescription", Map.of());
        page.awaitLabel(": 4000 registers");
        assertEquals(List.of("MANY", "C1", "R3", "F6"), page.selected());
    }
}
