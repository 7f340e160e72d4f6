// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.barscope.widgets.bits.BitFieldStrip;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IEditorPart;

/** The register page of a region's editor. Any thread but the UI's. */
public final class RegistersPage {

    /** The columns, in order. */
    public enum Column {
        /** Name. */
        NAME,
        /** Address or bits. */
        ADDRESS,
        /** Value. */
        VALUE,
        /** Meaning. */
        MEANING,
        /** Access. */
        ACCESS,
        /** Value after a reset. */
        RESET
    }

    private final IEditorPart editor;

    private RegistersPage(IEditorPart editor) {
        this.editor = editor;
    }

    /** Opens a region of the demo machine by Enter in the tree, and waits for its register page. */
    public static RegistersPage open(String address, String node, String title) {
        RegionPage.openAnyhow(DevicesPage.DEMO, address, node, title);
        return opened(title);
    }

    /** Waits for the register page of an editor whose title begins so. */
    public static RegistersPage opened(String title) {
        IEditorPart part = Ui.await("there is an editor '" + title + "' in front",
                () -> Optional.ofNullable(Workbench.page().getActiveEditor())
                        .filter(editor -> editor.getTitle().startsWith(title)));
        RegistersPage page = new RegistersPage(part);
        Ui.await("its page says that it shows registers", () -> page.findTree().filter(tree -> tree.getItemCount() > 0),
                () -> "but " + Widgets.labels(page.control()).toList());
        return page;
    }

    private Composite control() {
        return Widgets.of(editor);
    }

    private Optional<Tree> findTree() {
        return Widgets.find(control(), Tree.class, tree -> tree.getColumnCount() == Column.values().length);
    }

    /** The tree. UI thread only. */
    public Tree tree() {
        return findTree().orElseThrow(() -> new AssertionError("no registers: " + Widgets.labels(control()).toList()));
    }

    /** Whether the page is in front. */
    public boolean isInFront() {
        return Ui.get(() -> findTree().isPresent());
    }

    /** The tab in front. */
    public String tab() {
        return Ui.get(() -> folder().getSelection().getText());
    }

    /** Brings a tab to the front as a click does. */
    public void tab(String label) {
        Ui.run(() -> {
            CTabFolder folder = folder();
            CTabItem item = Arrays.stream(folder.getItems()).filter(tab -> tab.getText().equals(label)).findFirst()
                    .orElseThrow();
            folder.setSelection(item);
            folder.notifyListeners(SWT.Selection, new Event());
        });
    }

    private CTabFolder folder() {
        return Widgets.find(control(), CTabFolder.class, folder -> folder.getItemCount() > 1).orElseThrow();
    }

    /** The names at the top. */
    public List<String> blocks() {
        return Ui.get(() -> Arrays.stream(tree().getItems()).map(TreeItem::getText).toList());
    }

    /** The names of all rows that can be scrolled to. */
    public List<String> names() {
        return Ui.get(() -> {
            List<String> names = new ArrayList<>();
            collect(tree().getItems(), names);
            return names;
        });
    }

    private static void collect(TreeItem[] items, List<String> names) {
        for (TreeItem item : items) {
            names.add(item.getText());
            if (item.getExpanded()) {
                collect(item.getItems(), names);
            }
        }
    }

    /** Waits until the names of the rows are as wanted. */
    public void awaitNames(String what, Predicate<List<String>> wanted) {
        Ui.await(what, () -> Optional.of(namesNow()).filter(wanted), () -> "but " + namesNow());
    }

    private List<String> namesNow() {
        List<String> names = new ArrayList<>();
        collect(tree().getItems(), names);
        return names;
    }

    /** Selects a row as a click does, opening those above it. */
    public void select(String... path) {
        Ui.await("there is a row " + String.join(".", path), () -> find(path).isPresent(), () -> "but only "
                + namesNow());
        Ui.run(() -> {
            TreeItem item = item(path);
            tree().setSelection(item);
            tree().showItem(item);
            Event event = new Event();
            event.item = item;
            tree().notifyListeners(SWT.Selection, event);
        });
    }

    /** Presses Enter on the selected row. */
    public void enter() {
        Ui.run(() -> {
            Event event = new Event();
            event.item = tree().getSelection()[0];
            tree().notifyListeners(SWT.DefaultSelection, event);
        });
    }

    /** Clicks a cell twice, as the window system reports it. */
    public void doubleClick(Column column, String... path) {
        select(path);
        Ui.run(() -> {
            TreeItem item = item(path);
            Rectangle cell = item.getBounds(column.ordinal());
            Event down = new Event();
            down.button = 1;
            down.x = cell.x + cell.width / 2;
            down.y = cell.y + cell.height / 2;
            tree().notifyListeners(SWT.MouseDown, down);
        });
        enter();
    }

    /** The box in which a value is being written. UI thread only. */
    public Optional<Combo> editor() {
        return findTree().flatMap(tree -> Stream.of(tree.getChildren()).filter(Combo.class::isInstance)
                .map(Combo.class::cast).filter(box -> !box.isDisposed()).findFirst());
    }

    private TreeItem item(String... path) {
        return find(path).orElseThrow(() -> new AssertionError("no row " + String.join(".", path) + " but "
                + namesNow()));
    }

    /** Rows come a while after the region is open, and again when its description has changed. */
    private Optional<TreeItem> find(String... path) {
        TreeItem[] items = tree().getItems();
        TreeItem found = null;
        for (String name : path) {
            if (found != null && !found.getExpanded()) {
                Event event = new Event();
                event.item = found;
                tree().notifyListeners(SWT.Expand, event);
                found.setExpanded(true);
            }
            found = Stream.of(items).filter(item -> item.getText().equals(name)).findFirst().orElse(null);
            if (found == null) {
                return Optional.empty();
            }
            items = found.getItems();
        }
        return Optional.ofNullable(found);
    }

    /** What a cell says now. */
    public String cell(Column column, String... path) {
        return Ui.get(() -> item(path).getText(column.ordinal()).strip());
    }

    /** Waits until a cell says what is wanted; returns it. */
    public String await(Column column, String what, Predicate<String> wanted, String... path) {
        return Ui.await(String.join(".", path) + " " + what,
                () -> find(path).map(item -> item.getText(column.ordinal()).strip()).filter(wanted),
                () -> "but " + find(path).map(item -> item.getText(column.ordinal()))
                        .orElseGet(() -> "only " + namesNow()));
    }

    /** Waits until the value of a row is a number; returns it, without the mark of a change. */
    public String awaitValue(String... path) {
        return await(Column.VALUE, "has a value", text -> text.matches("[●○]?\\s*0x[0-9a-f]+"), path)
                .replaceFirst("^[●○]\\s*", "");
    }

    /** The path of what is selected, names only. */
    public List<String> selected() {
        return Ui.get(() -> {
            List<String> path = new ArrayList<>();
            for (TreeItem at = Stream.of(tree().getSelection()).findFirst().orElse(null); at != null;
                    at = at.getParentItem()) {
                path.addFirst(at.getText());
            }
            return path;
        });
    }

    /** Types into the filter. */
    public void filter(String text) {
        Ui.run(() -> Widgets.find(control(), Text.class, box -> (box.getStyle() & SWT.SEARCH) != 0).orElseThrow()
                .setText(text));
    }

    /** Presses a button, or changes a check box. */
    public void press(String label) {
        Ui.run(() -> {
            Button button = Widgets.button(control(), label)
                    .orElseThrow(() -> new AssertionError("no button " + label));
            if ((button.getStyle() & SWT.CHECK) != 0) {
                button.setSelection(!button.getSelection());
            }
            Widgets.press(button);
        });
    }

    /** Presses a button that opens a dialog, and does not wait for it. */
    public void pressForDialog(String label) {
        Ui.display().asyncExec(() -> Widgets.press(Widgets.button(control(), label)
                .orElseThrow(() -> new AssertionError("no button " + label))));
    }

    /** The time from one refresh to the next that is chosen. */
    public String interval() {
        return Ui.get(() -> Widgets.find(control(), Combo.class, box -> Stream.of(box.getItems())
                .anyMatch(item -> item.endsWith(" ms"))).orElseThrow().getText());
    }

    /** Whether a button is offered. */
    public boolean offers(String label) {
        return Ui.get(() -> Widgets.button(control(), label).filter(Button::isEnabled).isPresent());
    }

    /** The documentation beside the bits. */
    public String documentation() {
        return Ui.get(() -> Widgets.find(control(), Text.class, box -> (box.getStyle() & SWT.READ_ONLY) != 0)
                .map(Text::getText).orElse(""));
    }

    /** The bits. UI thread only. */
    public BitFieldStrip strip() {
        return Widgets.find(control(), BitFieldStrip.class, strip -> true).orElseThrow();
    }

    /** All that labels say. */
    public List<String> labels() {
        return Ui.get(() -> Widgets.labels(control()).toList());
    }

    /** Waits until a label contains that. */
    public void awaitLabel(String part) {
        Ui.await("a label says '" + part + "'",
                () -> Widgets.labels(control()).filter(text -> text.contains(part)).findFirst(),
                () -> "but " + Widgets.labels(control()).toList());
    }
}
