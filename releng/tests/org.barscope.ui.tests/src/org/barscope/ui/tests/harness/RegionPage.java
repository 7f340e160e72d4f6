// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.barscope.ui.region.RegionEditor;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexOverview;
import org.barscope.widgets.hex.HexSnapshot;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPart;

/** The editor of a region. Any thread but the UI's. */
public final class RegionPage {

    /** Less than a cell is wide or high. */
    private static final int CELL_STEP = 5;

    private final String title;
    private final IEditorPart editor;

    private RegionPage(String title, IEditorPart editor) {
        this.title = title;
        this.editor = editor;
    }

    /** Opens a region of the demo machine by Enter in the tree, and waits for its hex page. */
    public static RegionPage open(String address, String node, String title) {
        RegionPage page = openAnyhow(DevicesPage.DEMO, address, node, title);
        page.showHex();
        Ui.await("the hex page of " + title + " appears", () -> page.findCanvas(), page::describe);
        return page;
    }

    /** Opens a region by Enter in the tree; whether it can be shown is another question. */
    public static RegionPage openAnyhow(String machine, String address, String node, String title) {
        forget();
        return openAgain(machine, address, node, title);
    }

    /** How regions were looked at before is not to change what a test sees. */
    private static void forget() {
        Platform.getStateLocation(Platform.getBundle("org.barscope.ui")).append("regions.xml").toFile().delete();
    }

    /** Opens a region by Enter in the tree, as it was looked at before. */
    public static RegionPage openAgain(String machine, String address, String node, String title) {
        DevicesPage devices = DevicesPage.show();
        String group = devices.children(machine).stream().filter(child -> child.startsWith("0000:" + address)
                || devices.children(machine, child).stream().anyMatch(d -> d.startsWith("0000:" + address)))
                .findFirst().orElseThrow(() -> new AssertionError("the tree has no device " + address));
        if (group.startsWith("IOMMU")) {
            devices.enter(machine, group, "0000:" + address, node);
        } else {
            devices.enter(machine, "0000:" + address, node);
        }
        return opened(title);
    }

    /** The page of an editor, for where two have the same title. */
    public static RegionPage of(RegionEditor editor) {
        return new RegionPage(Ui.get(editor::getTitle), editor);
    }

    /** Waits for an editor whose title begins so. */
    public static RegionPage opened(String title) {
        IEditorPart part = Ui.await("there is an editor '" + title + "'",
                () -> Arrays.stream(Workbench.page().getEditorReferences())
                        .filter(reference -> reference.getPartName().startsWith(title))
                        .map(RegionPage::part).filter(IEditorPart.class::isInstance).map(IEditorPart.class::cast)
                        .findFirst(),
                () -> "but only " + Arrays.stream(Workbench.page().getEditorReferences())
                        .map(IEditorReference::getPartName).toList());
        return new RegionPage(title, part);
    }

    private static IWorkbenchPart part(IEditorReference reference) {
        return reference.getPart(true);
    }

    private Composite control() {
        return Widgets.of(editor);
    }

    private Optional<HexCanvas> findCanvas() {
        // Also of an editor behind another, where it is not visible.
        return Widgets.below(control()).filter(HexCanvas.class::isInstance).map(HexCanvas.class::cast).findFirst();
    }

    /** The canvas. UI thread only. */
    public HexCanvas canvas() {
        return findCanvas().orElseThrow(() -> new AssertionError("no hex canvas: " + describe()));
    }

    /** All canvases that are shown: the page's first, then the other side of a comparison. UI thread only. */
    public List<HexCanvas> canvases() {
        return Widgets.below(control()).filter(HexCanvas.class::isInstance).map(HexCanvas.class::cast).toList();
    }

    /** The bar beside the canvas that shows all of the region. UI thread only. */
    public HexOverview overview() {
        return Widgets.find(control(), HexOverview.class, bar -> true).orElseThrow();
    }

    /**
     * The place on the screen where a byte's cell is, found by what the page says of the places under the pointer. UI
     * thread only.
     */
    public Point cell(long offset) {
        HexCanvas canvas = canvas();
        Point size = canvas.getSize();
        for (int y = CELL_STEP; y < size.y; y += CELL_STEP) {
            for (int x = CELL_STEP; x < size.x; x += CELL_STEP) {
                String text = pointAt(canvas, x, y);
                // It begins with the address, padded.
                if (text != null && Long.parseUnsignedLong(text.split("\\s", 2)[0].substring(2), 16) == offset) {
                    pointAt(canvas, size.x - 1, size.y - 1);
                    return canvas.toDisplay(x, y);
                }
            }
        }
        throw new AssertionError("no cell of 0x" + Long.toHexString(offset) + " is shown");
    }

    private static String pointAt(HexCanvas canvas, int x, int y) {
        Event event = new Event();
        event.x = x;
        event.y = y;
        canvas.notifyListeners(SWT.MouseMove, event);
        return canvas.getToolTipText();
    }

    /** The editor's title. */
    public String title() {
        return Ui.get(editor::getTitle);
    }

    /** What the page shows now. */
    public HexSnapshot snapshot() {
        return Ui.get(() -> canvas().getModel().snapshot());
    }

    /** Waits for a refresh that is as wanted. */
    public HexSnapshot await(String what, Predicate<HexSnapshot> wanted) {
        return Ui.await(title + ": " + what,
                () -> Optional.of(canvas().getModel().snapshot()).filter(wanted), this::describe);
    }

    /** Waits for a refresh that has read a 32-bit register, and returns its value. */
    public long register(long offset) {
        return await("a value at 0x" + Long.toHexString(offset), shot -> shot.covers(offset) && shot.hasValue(offset)
                && shot.hasValue(offset + 3)).value(offset, Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    /** Waits for more refreshes than there were. */
    public void awaitRefreshes(int more) {
        long until = snapshot().generation() + more;
        await("refresh number " + until, shot -> shot.generation() >= until);
    }

    /** Scrolls so that an offset is the first shown. */
    public void scrollTo(long offset) {
        Ui.run(() -> canvas().setTopOffset(offset));
    }

    /** Presses a button of the page. */
    public void press(String button) {
        awaitText(button);
        Ui.run(() -> Widgets.press(Widgets.button(control(), button).orElseThrow()));
    }

    /** Whether a button is shown. */
    public boolean offers(String button) {
        return Ui.get(() -> Widgets.button(control(), button).isPresent());
    }

    /** Chooses how often is read: "50 ms" to "5 s". */
    public void every(String interval) {
        Ui.run(() -> Widgets.choose(Widgets.combo(control(), "Every"), interval));
    }

    /** How often is read, as it is chosen now. */
    public String interval() {
        return Ui.get(() -> Widgets.combo(control(), "Every").getText());
    }

    /** Chooses how many bytes a cell shows: "8-bit" to "64-bit". */
    public void cells(String size) {
        Ui.run(() -> Widgets.choose(Widgets.combo(control(), "Cells"), size));
    }

    /** Whether the button that pauses is pressed. */
    public boolean paused() {
        return Ui.get(() -> Widgets.button(control(), "Pause").orElseThrow().getSelection());
    }

    /** Waits until a label or a button shows a text that contains that one; returns all of it. */
    public String awaitText(String part) {
        return Ui.await(title + " says '" + part + "'", () -> Widgets.labels(control())
                .filter(text -> text.contains(part)).findFirst()
                .or(() -> Widgets.button(control(), part).map(button -> part)), this::describe);
    }

    /** Waits until the editor's title contains that. */
    public void awaitTitle(String part) {
        Ui.await("the editor's title says '" + part + "'", () -> editor.getTitle().contains(part) ? Optional.of(true)
                : Optional.empty(), this::describe);
    }

    /** All that labels say. */
    public String text() {
        return Ui.get(this::describe);
    }

    private String describe() {
        return editor.getTitle() + ": " + Widgets.labels(control()).toList();
    }

    /** Brings the editor to the front. */
    public void activate() {
        Ui.run(() -> Workbench.page().activate(editor));
    }

    /** Brings the hex page of the editor to the front, when the region is open. */
    public void showHex() {
        Ui.run(() -> ((RegionEditor) editor).show(Optional.of("org.barscope.ui.hexPage"), Optional.empty()));
    }

    /** Brings the editor to the front and waits for its hex page. */
    public RegionPage front() {
        activate();
        showHex();
        Ui.await("the hex page of " + title + " appears", this::findCanvas, this::describe);
        return this;
    }

    /** Closes the editor. */
    public void close() {
        Ui.run(() -> Workbench.page().closeEditor(editor, false));
    }
}
