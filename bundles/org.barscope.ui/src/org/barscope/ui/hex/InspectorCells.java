// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Optional;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.TableEditor;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

/** A box for typing over a cell of the Data Inspector: what is typed waits for Enter, and Esc takes it back. */
final class InspectorCells {

    private final Table table;
    private final TableEditor editor;
    private Optional<Text> box = Optional.empty();

    /** Says what becomes of what is typed. */
    interface Typing {

        /** Looks at the text at each change. */
        void typed(String text);

        /** Enter was pressed. @return true when the box may go */
        boolean entered(String text);

        /** Nothing comes of it. */
        void takenBack();
    }

    InspectorCells(Table table) {
        this.table = table;
        editor = new TableEditor(table);
        editor.grabHorizontal = true;
        editor.horizontalAlignment = SWT.LEFT;
    }

    /** Whether a cell is being typed over. */
    boolean typing() {
        return box.isPresent();
    }

    /** Opens the box over a cell, with its text selected. */
    void open(int row, int column, String name, Typing typing) {
        close();
        Text text = new Text(table, SWT.SINGLE | SWT.BORDER);
        text.setFont(table.getFont());
        text.setText(table.getItem(row).getText(column));
        text.setToolTipText(name);
        AccessibleName.set(text, name);
        box = Optional.of(text);
        editor.setEditor(text, table.getItem(row), column);
        table.showColumn(table.getColumn(column));
        text.selectAll();
        text.setFocus();
        typing.typed(text.getText());
        text.addListener(SWT.Modify, event -> typing.typed(text.getText()));
        text.addListener(SWT.Traverse, event -> traverse(event, text, typing));
        text.addListener(SWT.FocusOut, event -> takeBack(text, typing));
    }

    private void traverse(Event event, Text text, Typing typing) {
        if (event.detail == SWT.TRAVERSE_RETURN) {
            event.doit = false;
            if (typing.entered(text.getText())) {
                close();
                table.setFocus();
            }
        } else if (event.detail == SWT.TRAVERSE_ESCAPE) {
            event.doit = false;
            takeBack(text, typing);
            table.setFocus();
        }
    }

    private void takeBack(Text text, Typing typing) {
        if (box.filter(text::equals).isPresent()) {
            close();
            typing.takenBack();
        }
    }

    /** Takes the box away; nothing comes of what was typed. */
    void close() {
        Optional<Text> gone = box.filter(text -> !text.isDisposed());
        // Before it goes: losing the focus would take back what was entered.
        box = Optional.empty();
        gone.ifPresent(Text::dispose);
    }
}
