// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;

import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexCanvas;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of a region with the keyboard alone: the next key goes to what the last one led to. */
@ExtendWith(LogWatch.class)
class PageKeysTest {

    @AfterEach
    void close() {
        Workbench.closeEditors();
    }

    private static <T> T focused(Class<T> type) {
        return Ui.await("the keys go to a " + type.getSimpleName(),
                () -> Optional.ofNullable(Display.getCurrent().getFocusControl()).filter(type::isInstance)
                        .map(type::cast), () -> "but to " + Display.getCurrent().getFocusControl());
    }

    private static void awaitCaret(HexCanvas canvas, long offset) {
        Ui.await("the caret is at 0x" + Long.toHexString(offset),
                () -> canvas.getSelection().filter(at -> at.caret() == offset), () -> "but " + canvas.getSelection());
    }

    @Test
    void leadFromARegisterToItsBytesAndBack() {
        RegistersPage registers = RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        Keys.focus(registers::tree);
        registers.select("EDU", "STATUS");
        Keys.press("F3");
        HexCanvas canvas = focused(HexCanvas.class);
        assertEquals("Hex", registers.tab());
        awaitCaret(canvas, 0x23);
        Keys.press("Right");
        awaitCaret(canvas, 0x24);
        Keys.press("F3");
        focused(Tree.class);
        assertEquals("Registers", registers.tab());
    }

    @Test
    void doNotMeetWhatIsHidden() {
        RegionPage page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        assertFalse(page.offers("Disarm"), "nothing is armed");
    }
}
