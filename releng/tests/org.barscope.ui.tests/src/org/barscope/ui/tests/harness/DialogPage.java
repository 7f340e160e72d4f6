// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** A dialog or wizard of ours, by its title. Not for the UI thread. */
public final class DialogPage {

    private final Shell shell;

    private DialogPage(Shell shell) {
        this.shell = shell;
    }

    /** Returns when the dialog of that title is open. */
    public static DialogPage await(String title) {
        return new DialogPage(Ui.await("the dialog '" + title + "' opens", () -> Arrays
                .stream(Ui.display().getShells()).filter(s -> s.isVisible() && s.getText().equals(title)).findFirst()));
    }

    /** Whether a dialog of that title is open. UI thread only. */
    public static boolean isOpen(String title) {
        return Arrays.stream(Ui.display().getShells()).anyMatch(s -> s.isVisible() && s.getText().equals(title));
    }

    /** The text of the radio button that is chosen, mnemonics aside. */
    public String checked() {
        return Ui.get(() -> Widgets.find(shell, Button.class, b -> (b.getStyle() & SWT.RADIO) != 0 && b.getSelection())
                .orElseThrow(() -> new AssertionError("nothing is chosen")).getText().replace("&", ""));
    }

    /** All that its labels and messages say now. */
    public String text() {
        return Ui.get(() -> Stream.concat(Widgets.labels(shell), texts(true).stream().map(Text::getText))
                .collect(Collectors.joining(" ")));
    }

    /** Whether it says that somewhere. */
    public boolean says(String part) {
        return text().contains(part);
    }

    private List<Text> texts(boolean readOnly) {
        return Widgets.below(shell).filter(Text.class::isInstance).map(Text.class::cast).filter(Widgets::shown)
                .filter(t -> ((t.getStyle() & SWT.READ_ONLY) != 0) == readOnly).toList();
    }

    /** What its tables show, a line each row. */
    public String tables() {
        return Ui.get(() -> Widgets.below(shell).filter(Table.class::isInstance).map(Table.class::cast)
                .flatMap(table -> Arrays.stream(table.getItems())).map(DialogPage::row)
                .collect(Collectors.joining("\n")));
    }

    /** A row's cells. */
    static String row(TableItem item) {
        return IntStream.range(0, Math.max(1, item.getParent().getColumnCount())).mapToObj(item::getText)
                .collect(Collectors.joining(" | "));
    }

    /** Types into the box at that place among those that take text, in reading order. */
    public void type(int box, String text) {
        Ui.run(() -> texts(false).get(box).setText(text));
    }

    /** Chooses the first item of a list that begins so. */
    public void choose(String beginning) {
        Ui.run(() -> {
            for (Combo combo : Widgets.below(shell).filter(Combo.class::isInstance).map(Combo.class::cast).toList()) {
                Optional<String> item = Arrays.stream(combo.getItems()).filter(i -> i.startsWith(beginning))
                        .findFirst();
                if (item.isPresent()) {
                    Widgets.choose(combo, item.get());
                    return;
                }
            }
            throw new AssertionError("nothing to choose begins with '" + beginning + "'");
        });
    }

    /** Checks the box whose text contains that. */
    public void check(String part) {
        Ui.run(() -> {
            Button box = Widgets.find(shell, Button.class, b -> b.getText().replace("&", "")
                    .contains(part)).orElseThrow();
            box.setSelection(true);
            box.notifyListeners(SWT.Selection, new Event());
        });
    }

    /** Selects the row of a table that contains that, as a click does. */
    public void selectRow(String part) {
        Ui.run(() -> {
            TableItem row = Widgets.below(shell).filter(Table.class::isInstance).map(Table.class::cast)
                    .flatMap(table -> Arrays.stream(table.getItems())).filter(item -> row(item).contains(part))
                    .findFirst().orElseThrow(() -> new AssertionError("there is no row '" + part + "'"));
            row.getParent().setSelection(row);
            row.getParent().notifyListeners(SWT.Selection, new Event());
        });
    }

    /** The items of all its lists. */
    public List<String> lists() {
        return Ui.get(() -> Widgets.below(shell).filter(org.eclipse.swt.widgets.List.class::isInstance)
                .map(org.eclipse.swt.widgets.List.class::cast).flatMap(list -> Arrays.stream(list.getItems()))
                .toList());
    }

    /** Selects an item of a list as a click does. */
    public void selectItem(String item) {
        Ui.run(() -> {
            org.eclipse.swt.widgets.List list = Widgets.find(shell, org.eclipse.swt.widgets.List.class,
                    one -> one.indexOf(item) >= 0).orElseThrow();
            list.setSelection(new String[] {item});
            list.notifyListeners(SWT.Selection, new Event());
        });
    }

    /** Checks the row of a table that contains that. */
    public void checkRow(String part) {
        Ui.run(() -> {
            TableItem row = Widgets.below(shell).filter(Table.class::isInstance).map(Table.class::cast)
                    .flatMap(table -> Arrays.stream(table.getItems())).filter(item -> row(item).contains(part))
                    .findFirst().orElseThrow(() -> new AssertionError("there is no row '" + part + "'"));
            row.setChecked(true);
            Event event = new Event();
            event.item = row;
            event.detail = SWT.CHECK;
            row.getParent().notifyListeners(SWT.Selection, event);
        });
    }

    /** Whether it has a button of that text. */
    public boolean has(String button) {
        return Ui.get(() -> Widgets.button(shell, button).isPresent());
    }

    /** Whether a button can be pressed. */
    public boolean enabled(String button) {
        return Ui.get(() -> Widgets.button(shell, button).orElseThrow().isEnabled());
    }

    /** Presses a button; does not wait for what comes of it. */
    public void press(String button) {
        Ui.run(() -> Widgets.press(Widgets.button(shell, button)
                .orElseThrow(() -> new AssertionError("there is no button '" + button + "'"))));
        Ui.settle();
    }
}
