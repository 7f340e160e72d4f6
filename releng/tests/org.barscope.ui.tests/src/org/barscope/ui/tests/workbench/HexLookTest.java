// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Menus;
import org.barscope.ui.tests.harness.Mouse;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Themes;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexLegend;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexRange;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pointer, colours, legend and bookmarks: what they show, in pixels too, and that none of it reads the device. */
@ExtendWith(LogWatch.class)
class HexLookTest {

    private RegionPage page;

    @AfterEach
    void close() {
        Themes.choose(Themes.LIGHT);
        Workbench.demo().accessCounts().stop();
        Workbench.closeEditors();
        Ui.run(() -> Workbench.explorer().session().getBookmarks().clear());
        Mouse.leave();
    }

    private void openPaused() {
        page = RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
        page.register(8);
        page.press("Pause");
        Ui.settle();
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
    }

    private static ImageData picture(Control control) {
        return Ui.get(() -> {
            Point size = control.getSize();
            Image image = new Image(Ui.display(), size.x, size.y);
            GC gc = new GC(control);
            try {
                control.update();
                gc.copyArea(image, 0, 0);
                return image.getImageData();
            } finally {
                gc.dispose();
                image.dispose();
            }
        });
    }

    /** How many pixels of a picture have a colour. */
    private static int pixels(ImageData picture, RGB color) {
        int found = 0;
        for (int y = 0; y < picture.height; y++) {
            for (int x = 0; x < picture.width; x++) {
                if (picture.palette.getRGB(picture.getPixel(x, y)).equals(color)) {
                    found++;
                }
            }
        }
        return found;
    }

    private RGB color(HexColor role) {
        return Ui.get(() -> page.canvas().getTheme().color(role).getRGB());
    }

    private int pixels(HexColor role) {
        return pixels(picture(Ui.get(page::canvas)), color(role));
    }

    private void awaitPixels(String what, HexColor role, IntPredicate wanted) {
        Ui.await(what, () -> wanted.test(pixels(role)),
                () -> "but " + pixels(role));
    }

    @Test
    void thePointerTellsNameAccessAndMeaningAndReadsNothing() {
        openPaused();
        Mouse.move(() -> page.cell(8));
        String said = Ui.await("the pointer says something", () -> Optional
                .ofNullable(page.canvas().getToolTipText()).filter(text -> text.contains("GEN.STATUS")));
        assertTrue(said.contains("32-bit, RO"), said);
        assertTrue(said.contains("Last read: 0x"), said);
        assertTrue(said.contains(" LU = 0x1"), said);
        Mouse.move(() -> page.cell(0xc0));
        String guarded = Ui.await("a guarded register says why", () -> Optional
                .ofNullable(page.canvas().getToolTipText()).filter(text -> text.contains("Never read here: ")));
        assertTrue(guarded.contains("ICR"), guarded);
        assertEquals(0, Workbench.demo().accessCounts().total());
    }

    @Test
    void anotherThemeAnotherSizeAndScrollingBackReadNothingWhilePaused() {
        openPaused();
        RGB light = color(HexColor.BACKGROUND);
        int before = pixels(picture(Ui.get(page::canvas)), light);
        assertTrue(before > 10_000, () -> "light background: " + before);
        Themes.choose(Themes.DARK);
        Ui.await("the page is dark", () -> {
            RGB now = page.canvas().getTheme().color(HexColor.BACKGROUND).getRGB();
            return now.red + now.green + now.blue < 300;
        });
        awaitPixels("it is painted dark", HexColor.BACKGROUND, count -> count > 10_000);
        assertTrue(pixels(picture(Ui.get(page::canvas)), light) < before / 10);
        Themes.choose(Themes.LIGHT);
        Ui.await("it is light again", () -> page.canvas().getTheme().color(HexColor.BACKGROUND).getRGB().equals(light));
        Point size = Ui.get(() -> Workbench.shell().getSize());
        Ui.run(() -> Workbench.shell().setSize(size.x - 120, size.y - 60));
        Ui.settle();
        Ui.run(() -> Workbench.shell().setSize(size));
        Ui.settle();
        page.scrollTo(0x100);
        page.scrollTo(0);
        Ui.settle();
        assertEquals(0, Workbench.demo().accessCounts().total());
    }

    @Test
    void theLegendNamesEveryStateAndMark() {
        openPaused();
        Menus.choose("Hex", "Legend");
        Keys.awaitWindow("Legend of the Hex Page");
        DialogPage legend = DialogPage.await("Legend of the Hex Page");
        for (HexLegend entry : HexLegend.entries()) {
            assertTrue(legend.says(entry.state().label()) && legend.says(entry.description()), entry::toString);
        }
        for (HexMark.Kind kind : List.of(HexMark.Kind.REGISTER, HexMark.Kind.BOOKMARK, HexMark.Kind.MATCH,
                HexMark.Kind.DIFFERENCE, HexMark.Kind.UNDESCRIBED)) {
            assertTrue(legend.says(kind.label()), kind::label);
        }
        Keys.press("Escape");
        Keys.awaitNoWindow("Legend of the Hex Page");
    }

    @Test
    void aBookmarkOnARangeIsFramedListedChangedAndRemoved() {
        openPaused();
        int before = pixels(HexColor.BOOKMARK);
        // What is on screen is tinted in the overview bar, so something else is.
        page.scrollTo(0x10000);
        int overviewBefore = pixels(picture(Ui.get(page::overview)), color(HexColor.BOOKMARK));
        page.scrollTo(0);
        Ui.run(() -> page.canvas().setSelection(HexRange.of(0x10, 0x20)));
        Keys.focus(page::canvas);
        Keys.press("ctrl+d");
        Keys.awaitWindow("Bookmark 0x10 to 0x2f");
        Keys.press("ctrl+a");
        Keys.type("two rows");
        Keys.press("Tab");
        Keys.type("why they matter");
        Keys.press("shift+Tab", "Return");
        Keys.awaitNoWindow("Bookmark");
        Keys.press("ctrl+Home");
        awaitPixels("it is framed and flagged", HexColor.BOOKMARK, count -> count > before + 50);
        page.scrollTo(0x10000);
        Ui.await("the overview bar shows it", () -> pixels(picture(page.overview()), color(HexColor.BOOKMARK))
                > overviewBefore);
        page.scrollTo(0);
        ViewPage view = ViewPage.show("org.barscope.ui.bookmarks");
        view.await("two rows", 3, "32");
        view.await("two rows", 4, "why they matter");
        Keys.focus(view::table);
        Ui.run(() -> view.table().setSelection(0));
        Keys.press("F2");
        Keys.awaitWindow("Change Bookmark");
        Keys.press("ctrl+a");
        Keys.type("renamed");
        Keys.press("Return");
        Keys.awaitNoWindow("Change Bookmark");
        view.await("renamed", 4, "why they matter");
        Mouse.move(() -> page.cell(0x10));
        Ui.await("the pointer tells name and comment", () -> page.canvas().getToolTipText() != null
                && page.canvas().getToolTipText().contains("renamed\nwhy they matter"));
        Keys.focus(view::table);
        Ui.run(() -> view.table().setSelection(0));
        Workbench.command("org.eclipse.ui.edit.delete", Map.of());
        view.awaitRows(0);
        Mouse.leave();
        awaitPixels("its frame is gone", HexColor.BOOKMARK, count -> count <= before);
        assertEquals(0, Workbench.demo().accessCounts().total());
    }
}
