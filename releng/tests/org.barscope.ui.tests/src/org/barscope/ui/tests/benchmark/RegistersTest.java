// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.barscope.ui.tests.harness.ManyRegisters;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A register page with 20,000 registers: no step of the UI thread shall take more than 50 ms. */
class RegistersTest {

    private static final int CLUSTERS = 20;
    private static final double LIMIT_MILLIS = 50;
    private static final String ALL = ": 20000 registers";

    /** What is typed, and what the line below the table says then. */
    private record Typed(String text, String said) {
    }

    private static final List<Typed> FILTERS = List.of(new Typed("r199", ": 20 of 20000 registers"),
            new Typed("C1?.R5*", ": 1110 of 20000 registers"), new Typed("f7", ALL),
            new Typed("controls", ALL), new Typed("nothing", ": 0 of 20000 registers"), new Typed("", ALL));

    @TempDir
    private Path home;

    @Test
    void twentyThousandRegisters() throws IOException {
        try (ManyRegisters many = new ManyRegisters(home, CLUSTERS)) {
            // Once without being measured: classes are loaded and compiled as they are after the first minute of use.
            RegistersPage first = opened(many);
            filter(first);
            onlyThoseNotAtReset(first);
            Workbench.closeEditors();
            measured("Opening", () -> opened(many));
            RegistersPage page = RegistersPage.opened("01:00.0 bar0");
            measured("Typing into the filter", () -> filter(page));
            measured("Only those not at reset, while all are read", () -> onlyThoseNotAtReset(page));
            many.describe(CLUSTERS - 1);
            measured("Reloading", () -> {
                Workbench.command("org.barscope.ui.registers.reloadDescription", Map.of());
                page.awaitLabel(": 19000 registers");
            });
        }
    }

    private static RegistersPage opened(ManyRegisters many) {
        RegistersPage page = many.open();
        page.awaitLabel(ALL);
        return page;
    }

    private static void filter(RegistersPage page) {
        for (Typed typed : FILTERS) {
            for (int i = 1; i < typed.text().length(); i++) {
                page.filter(typed.text().substring(0, i));
                Ui.settle();
            }
            page.filter(typed.text());
            page.awaitLabel(typed.said());
        }
    }

    private static void onlyThoseNotAtReset(RegistersPage page) {
        page.press("Not at reset");
        page.awaitLabel(" of 20000 registers");
        page.awaitLabel(ALL);
        page.press("Not at reset");
        page.awaitLabel(ALL);
    }

    private static void measured(String what, Runnable work) {
        String said;
        double longest;
        try (StepTimes steps = new StepTimes()) {
            work.run();
            said = steps.toString();
            longest = steps.longest();
        }
        System.out.println("[MEASURED] 20,000 registers, " + what.toLowerCase(Locale.ROOT) + ": " + said);
        System.out.println("[MEASURED] Aim, no step over 50 ms: " + (longest <= LIMIT_MILLIS ? "met" : "missed"));
    }
}
