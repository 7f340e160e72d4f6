// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.restart.before;

import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches something with an interval, a form and a condition of its own, and leaves it so. */
@ExtendWith(LogWatch.class)
class WatchedTest {

    private static final String VIEW = "org.barscope.ui.poke.watch";

    @Test
    void watchesARegister() {
        Workbench.demoBackend();
        TablePage watch = TablePage.show(VIEW);
        // One of the editors that the rest of the arrangement has open as well.
        RegionEditor editor = Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(
                RegionUri.parse("sim:0000:01:00.0/bar0"), "edu"), Optional.empty(), Optional.of(new Span(0, 4)))
                .orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
        Ui.run(() -> {
            Workbench.page().activate(editor);
            editor.show(Optional.empty(), Optional.of(new Span(0, 4)));
        });
        Ui.settle();
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        TablePage.show(VIEW);
        Ui.await("it is sampled", () -> watch.rows().stream().anyMatch(row -> row.contains("0x010000ed")),
                () -> watch.rows().toString());
        watch.selectAll();
        Workbench.command(VIEW + ".interval", Map.of(VIEW + ".millis", "100"));
        Workbench.command(VIEW + ".format", Map.of(VIEW + ".form", "DECIMAL"));
        Workbench.command(VIEW + ".condition", Map.of());
        DialogPage condition = DialogPage.await("Condition");
        condition.choose("equals");
        condition.type(0, "0x010000ed");
        condition.press("OK");
        Ui.await("it is as wanted", () -> watch.rows().stream().anyMatch(row -> row.contains("16777453")
                && row.contains("every 100 ms")), () -> watch.rows().toString());
    }
}
