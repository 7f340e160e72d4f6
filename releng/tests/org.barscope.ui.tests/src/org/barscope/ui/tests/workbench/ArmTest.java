// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.Span;
import org.barscope.ui.explorer.ArmedRegions;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Arming by its key: a part of a region only, for some time only, and beside a driver only when that is meant. */
@ExtendWith(LogWatch.class)
class ArmTest {

    private static final String HEX = "org.barscope.ui.hexPage";
    private static final String DIALOG = "Arm for Writing";
    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final RegionUri OWNED = RegionUri.parse("sim:0000:00:1f.2/bar5");

    @BeforeEach
    void backend() {
        Workbench.demoBackend();
    }

    @AfterEach
    void disarm() {
        armed().disarm(EDU);
        armed().disarm(OWNED);
        Workbench.closeEditors();
    }

    private static ArmedRegions armed() {
        return Workbench.explorer().armed();
    }

    private static RegionEditor editor(RegionUri uri) {
        return Ui.get(() -> RegionEditor.open(Workbench.page(), new RegionInput(uri, ""), Optional.of(HEX),
                Optional.empty()).orElseThrow());
    }

    private static DialogPage dialog(RegionEditor editor, Span span) {
        Ui.await("the region is open", () -> editor.region().isPresent());
        Ui.run(() -> {
            Workbench.page().activate(editor);
            editor.show(Optional.of(HEX), Optional.of(span));
            editor.setFocus();
        });
        Ui.settle();
        Keys.press("ctrl+shift+k");
        return DialogPage.await(DIALOG);
    }

    @Test
    void onlyTheSelectedBytesForAMinute() {
        RegionEditor editor = editor(EDU);
        DialogPage dialog = dialog(editor, new Span(8, 4));
        dialog.choose("1 minute");
        dialog.check("Only the selected bytes, 0x8 to 0xb");
        dialog.press("Arm");
        Armed permit = Ui.await("it is armed", () -> armed().armed(EDU));
        assertEquals(List.of(new Span(8, 4)), permit.ranges());
        Duration left = Duration.between(Instant.now(), permit.until().orElseThrow());
        assertTrue(left.compareTo(Duration.ofSeconds(60)) <= 0 && !left.isNegative(), left::toString);
        Ui.await("the strip says what and for how long", () -> Workbench.label("ARMED for writing: 0x8 to 0xb, 0:")
                .isPresent(), () -> String.valueOf(Workbench.label("ARMED")));

        long before = Workbench.demo().accessCounts().totals(EDU).writes();
        Ui.run(() -> editor.show(Optional.of(HEX), Optional.of(new Span(4, 4))));
        Ui.settle();
        Workbench.command("org.barscope.ui.poke.write", Map.of());
        DialogPage write = DialogPage.await("Write EDU.LIVENESS");
        write.type(0, "1");
        assertTrue(!write.enabled("Write") || refuses(write), write::text);
        assertEquals(before, Workbench.demo().accessCounts().totals(EDU).writes(), "outside of what is armed");
        write.press(write.has("Cancel") ? "Cancel" : "Close");
        Keys.press("ctrl+shift+k");
        Ui.await("the same key disarms", () -> armed().armed(EDU).isEmpty());
    }

    /** Sends it, and waits for what is said of it. */
    private static boolean refuses(DialogPage write) {
        write.press("Write");
        Ui.await("it is refused", () -> write.says("not armed") || write.says("is armed for"), write::text);
        return true;
    }

    @Test
    void aDeviceWithADriverNeedsASecondConfirmation() {
        RegionEditor editor = editor(OWNED);
        Ui.await("the driver is named", () -> Workbench.button("Read It Beside the Driver").isPresent());
        Workbench.press("Read It Beside the Driver");
        DialogPage dialog = dialog(editor, new Span(0, 4));
        assertTrue(dialog.says("A kernel driver owns this device."), dialog::text);
        assertFalse(dialog.enabled("Arm"), "not before it is meant");
        assertTrue(armed().armed(OWNED).isEmpty());
        dialog.check("I want to write beside the driver all the same");
        dialog.press("Arm");
        Ui.await("it is armed", () -> armed().armed(OWNED).isPresent());
        Ui.await("and says so", () -> Workbench.label("ARMED for writing: the whole region").isPresent());
    }
}
