// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/**
 * The device tree. A path names nodes from the machine down, each by the beginning of its text. Not for the UI thread.
 */
public final class DevicesPage {

    /** What the demo machine is called. */
    public static final String DEMO = "Demo machine";
    /** The view's id. */
    public static final String ID = "org.barscope.ui.devices";

    private final Composite control;

    private DevicesPage(Composite control) {
        this.control = control;
    }

    /** Brings the view to the front; returns when the demo machine is in it. */
    public static DevicesPage show() {
        DevicesPage page = new DevicesPage(Ui.get(() -> Widgets.of(Workbench.page().showView(ID))));
        page.await(DEMO);
        return page;
    }

    /** The tree. */
    public Tree tree() {
        return Widgets.find(control, Tree.class, tree -> true).orElseThrow();
    }

    /** What the part consists of. */
    public Composite control() {
        return control;
    }

    /** Types into the filter box. */
    public void filter(String text) {
        Ui.run(() -> Widgets.find(control, Text.class, box -> true).orElseThrow().setText(text));
    }

    /** The texts of the nodes that can be scrolled to as the tree is expanded now, indented by two blanks a level. */
    public List<String> outline() {
        return Ui.get(() -> {
            List<String> lines = new ArrayList<>();
            outline(tree().getItems(), "", lines);
            return lines;
        });
    }

    private static void outline(TreeItem[] items, String indent, List<String> lines) {
        for (TreeItem item : items) {
            lines.add(indent + item.getText());
            if (item.getExpanded()) {
                outline(item.getItems(), indent + "  ", lines);
            }
        }
    }

    /** The texts of the nodes right below a node; expands it. */
    public List<String> children(String... path) {
        await(path);
        return Ui.get(() -> Arrays.stream(expand(find(path).orElseThrow()).getItems()).map(TreeItem::getText).toList());
    }

    /** The addresses of all devices of a machine. */
    public List<String> devices(String machine) {
        return children(machine).stream().flatMap(group -> group.startsWith("IOMMU group ")
                ? children(machine, group).stream() : Stream.of(group))
                .filter(text -> text.matches("[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7] .*"))
                .map(text -> text.substring(0, text.indexOf(' '))).sorted().toList();
    }

    /** Returns when there is a node of that path, with its text. */
    public String await(String... path) {
        return Ui.await("the tree shows " + String.join(" → ", path), () -> find(path).map(TreeItem::getText),
                () -> "but shows " + outline());
    }

    /** The text of a node if it is there now. */
    public Optional<String> text(String... path) {
        return Ui.get(() -> find(path).map(TreeItem::getText));
    }

    /** Waits until a node's text contains that. */
    public void awaitText(String part, String... path) {
        Ui.await("the tree says '" + part + "'", () -> text(path).filter(text -> text.contains(part)),
                () -> "but " + text(path));
    }

    /** Waits until a node is there and its text does not contain that. */
    public void awaitNoText(String part, String... path) {
        Ui.await("the tree does not say '" + part + "'", () -> text(path).filter(text -> !text.contains(part)),
                () -> "but " + text(path));
    }

    /** Whether there is such a node now. */
    public boolean has(String... path) {
        return text(path).isPresent();
    }

    /** Selects a node as a click does. */
    public void select(String... path) {
        await(path);
        Ui.run(() -> select(find(path).orElseThrow()));
    }

    /** Selects a node and presses Enter; does not wait for what comes of it: it may be a dialog that waits for us. */
    public void enter(String... path) {
        await(path);
        Ui.display().asyncExec(() -> {
            TreeItem item = find(path).orElseThrow();
            select(item);
            Event event = new Event();
            event.item = item;
            tree().notifyListeners(SWT.DefaultSelection, event);
        });
    }

    private void select(TreeItem item) {
        tree().setFocus();
        tree().setSelection(item);
        Event event = new Event();
        event.item = item;
        tree().notifyListeners(SWT.Selection, event);
    }

    private Optional<TreeItem> find(String... path) {
        TreeItem[] items = tree().getItems();
        Optional<TreeItem> found = Optional.empty();
        for (String name : path) {
            found = Arrays.stream(items).filter(item -> item.getText().startsWith(name)).findFirst();
            if (found.isEmpty()) {
                return found;
            }
            // Only on the way: looking for a node must not expand it.
            items = name.equals(path[path.length - 1]) ? items : expand(found.get()).getItems();
        }
        return found;
    }

    private TreeItem expand(TreeItem item) {
        if (!item.getExpanded() && item.getItemCount() > 0) {
            Event event = new Event();
            event.item = item;
            tree().notifyListeners(SWT.Expand, event);
            item.setExpanded(true);
        }
        return item;
    }

    /** Whether a node is expanded now. */
    public boolean expanded(String... path) {
        return Ui.get(() -> find(path).map(TreeItem::getExpanded).orElse(false));
    }

    /** Collapses a node as a click on its arrow does. */
    public void collapse(String... path) {
        await(path);
        Ui.run(() -> {
            TreeItem item = find(path).orElseThrow();
            Event event = new Event();
            event.item = item;
            tree().notifyListeners(SWT.Collapse, event);
            item.setExpanded(false);
        });
    }

    /** Expands a node as a click on its arrow does. */
    public void expand(String... path) {
        await(path);
        Ui.run(() -> expand(find(path).orElseThrow()));
    }
}
