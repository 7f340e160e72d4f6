// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;

/** An editor of mail: a message, its raw bytes, or two versions of a patch. Any thread but the UI's. */
public final class MessagePage {

    private final IEditorPart editor;

    private MessagePage(IEditorPart editor) {
        this.editor = editor;
    }

    /** Waits for an editor whose title contains a text. */
    public static MessagePage opened(String title) {
        return new MessagePage(Ui.await("there is an editor '" + title + "'",
                () -> Arrays.stream(Workbench.page().getEditorReferences())
                        .filter(reference -> reference.getPartName().contains(title))
                        .map(reference -> reference.getEditor(true)).findFirst(),
                () -> "but only " + Arrays.stream(Workbench.page().getEditorReferences())
                        .map(IEditorReference::getPartName).toList()));
    }

    private Composite control() {
        return Widgets.of(editor);
    }

    private StyledText styled() {
        return Widgets.find(control(), StyledText.class, text -> true)
                .orElseThrow(() -> new AssertionError("no text is shown: " + Widgets.labels(control()).toList()));
    }

    /** The text shown in the first column. */
    public String text() {
        return Ui.get(() -> styled().getText());
    }

    /** The texts of all columns in sight. */
    public List<String> columns() {
        return Ui.get(() -> Widgets.below(control()).filter(StyledText.class::isInstance).map(StyledText.class::cast)
                .filter(Widgets::shown).map(StyledText::getText).toList());
    }

    /** Waits until the text contains that; returns all of it. */
    public String await(String part) {
        return Ui.await("the text has '" + part + "'", () -> Widgets.find(control(), StyledText.class, text -> true)
                .map(StyledText::getText).filter(text -> text.contains(part)), () -> shownNow());
    }

    /** Waits until the text no longer contains that; returns all of it. */
    public String awaitNot(String part) {
        return Ui.await("the text has no '" + part + "'", () -> Widgets.find(control(), StyledText.class, text -> true)
                .map(StyledText::getText).filter(text -> !text.contains(part)), () -> shownNow());
    }

    /** What the text lies on. UI thread, or any other. */
    public RGB paper() {
        return Ui.get(() -> styled().getBackground().getRGB());
    }

    /** Whether the text is painted with a colour somewhere. UI thread, or any other. */
    public boolean paints(RGB color) {
        return Ui.get(() -> {
            StyledText text = styled();
            Image image = new Image(text.getDisplay(), text.getSize().x, text.getSize().y);
            GC gc = new GC(image);
            try {
                text.print(gc);
                ImageData data = image.getImageData();
                for (int y = 0; y < data.height; y++) {
                    for (int x = 0; x < data.width; x += 2) {
                        if (data.palette.getRGB(data.getPixel(x, y)).equals(color)) {
                            return true;
                        }
                    }
                }
                return false;
            } finally {
                gc.dispose();
                image.dispose();
            }
        });
    }

    private String shownNow() {
        String text = Widgets.find(control(), StyledText.class, shown -> true)
                .map(StyledText::getText).orElse("nothing");
        return "but " + text.substring(0, Math.min(2_000, text.length())) + Widgets.labels(control()).toList();
    }

    /** Waits until a label says that; returns all of it. */
    public String awaitLabel(String part) {
        return Ui.await("a label says '" + part + "'", () -> Widgets.labels(control())
                .filter(text -> text.contains(part)).findFirst(), () -> Widgets.labels(control()).toList().toString());
    }

    /** Puts the cursor on the first occurrence of a text and presses Enter. */
    public void activate(String part) {
        await(part);
        Ui.display().asyncExec(() -> {
            StyledText text = styled();
            text.setFocus();
            text.setSelection(text.getText().indexOf(part) + 1);
            Event key = new Event();
            key.keyCode = SWT.CR;
            key.character = SWT.CR;
            text.notifyListeners(SWT.KeyDown, key);
        });
    }

    /** Puts the cursor on a line that begins so. */
    public void cursorAt(String part) {
        await(part);
        Ui.run(() -> styled().setSelection(styled().getText().indexOf(part)));
    }

    /** A tab of those beside the text. */
    public void tab(String name) {
        Ui.await("there is a tab '" + name + "'", () -> tabItem(name));
        Ui.run(() -> {
            CTabItem item = tabItem(name).orElseThrow();
            item.getParent().setSelection(item);
            Event event = new Event();
            event.item = item;
            item.getParent().notifyListeners(SWT.Selection, event);
        });
    }

    private Optional<CTabItem> tabItem(String name) {
        return Widgets.below(control()).filter(CTabFolder.class::isInstance).map(CTabFolder.class::cast)
                .flatMap(folder -> Arrays.stream(folder.getItems())).filter(item -> item.getText().startsWith(name))
                .findFirst();
    }

    /** The rows of the tree in sight, expanded, columns joined. */
    public List<String> rows() {
        return Ui.get(() -> {
            List<String> rows = new ArrayList<>();
            tree().ifPresent(tree -> collect(tree.getItems(), rows));
            return rows;
        });
    }

    private Optional<Tree> tree() {
        return Widgets.find(control(), Tree.class, tree -> true);
    }

    private static void collect(TreeItem[] items, List<String> rows) {
        for (TreeItem item : items) {
            rows.add(Stream.of(0, 1).map(item::getText).collect(Collectors.joining(" | ")));
            if (item.getExpanded()) {
                collect(item.getItems(), rows);
            }
        }
    }

    /** Selects a row of the tree in sight by a part of its text. */
    public void select(String part) {
        TreeItem found = Ui.await("there is a row '" + part + "'", () -> tree().flatMap(tree -> find(tree.getItems(),
                part)), () -> rows().toString());
        Ui.run(() -> {
            tree().orElseThrow().setFocus();
            tree().orElseThrow().setSelection(found);
            Event event = new Event();
            event.item = found;
            tree().orElseThrow().notifyListeners(SWT.Selection, event);
        });
    }

    private static Optional<TreeItem> find(TreeItem[] items, String part) {
        for (TreeItem item : items) {
            if (item.getText(0).contains(part)) {
                return Optional.of(item);
            }
            Optional<TreeItem> below = item.getExpanded() ? find(item.getItems(), part) : Optional.empty();
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }

    /** The text of the selected row of the tree in sight. */
    public String selected() {
        return Ui.get(() -> Arrays.stream(tree().orElseThrow().getSelection()).map(item -> item.getText(0))
                .collect(Collectors.joining()));
    }

    /** Presses a button. */
    public void press(String button) {
        Ui.run(() -> {
            Button found = Widgets.button(control(), button).orElseThrow();
            if ((found.getStyle() & SWT.CHECK) != 0) {
                found.setSelection(!found.getSelection());
            }
            Widgets.press(found);
        });
    }

    /** Brings the editor to the front, so that commands mean it. */
    public MessagePage front() {
        Ui.run(() -> Workbench.page().activate(editor));
        return this;
    }

    /** The editor's title. */
    public String title() {
        return Ui.get(editor::getTitle);
    }
}
