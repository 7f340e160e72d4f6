// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.barscope.core.memory.Span;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The ranges of an export, one line each; with no line it is the whole BAR. */
final class RangeRows extends Composite {

    private final Runnable changed;
    private final Composite rows;
    private final List<Row> all = new ArrayList<>();

    private record Row(Composite line, Text offset, Text length, Label mark) {
    }

    /** @param changed called after every change */
    RangeRows(Composite parent, Runnable changed) {
        super(parent, SWT.NONE);
        this.changed = changed;
        GridLayoutFactory.fillDefaults().spacing(4, 4).applyTo(this);
        rows = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(4, 2).applyTo(rows);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(rows);
        Button add = new Button(this, SWT.PUSH);
        add.setText("&Add Range");
        add.setToolTipText("Exports a part of the BAR; without ranges all of it is exported");
        add.addListener(SWT.Selection, event -> {
            add("", "");
            changed.run();
        });
    }

    /** Adds a line and goes to it. */
    void add(String offset, String length) {
        Composite line = new Composite(rows, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(6).spacing(6, 2).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        Label mark = new Label(line, SWT.NONE);
        GridDataFactory.fillDefaults().hint(18, SWT.DEFAULT).align(SWT.CENTER, SWT.CENTER).applyTo(mark);
        Text offsetBox = box(line, "Offset", offset);
        Text lengthBox = box(line, "Length", length);
        Row row = new Row(line, offsetBox, lengthBox, mark);
        Button remove = new Button(line, SWT.PUSH);
        remove.setText("Remove");
        remove.addListener(SWT.Selection, event -> {
            all.remove(row);
            line.dispose();
            relayout();
            changed.run();
        });
        all.add(row);
        relayout();
        offsetBox.setFocus();
    }

    private Text box(Composite line, String name, String value) {
        Label label = new Label(line, SWT.NONE);
        label.setText(name + ":");
        Text box = new Text(line, SWT.BORDER);
        box.setText(value);
        box.setMessage("0x1000, 64K");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        box.addModifyListener(event -> changed.run());
        return box;
    }

    private void relayout() {
        layout(true, true);
        getParent().layout(true, true);
    }

    /** The first line that holds no numbers. */
    OptionalInt unreadable() {
        for (int i = 0; i < all.size(); i++) {
            OptionalLong offset = Quantity.parse(all.get(i).offset.getText());
            OptionalLong length = Quantity.parse(all.get(i).length.getText());
            if (offset.isEmpty() || length.isEmpty() || offset.getAsLong() > Long.MAX_VALUE - length.getAsLong()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The ranges; only when none is {@linkplain #unreadable() unreadable}. */
    List<Span> ranges() {
        return all.stream().map(row -> new Span(Quantity.parse(row.offset.getText()).orElseThrow(),
                Quantity.parse(row.length.getText()).orElseThrow())).toList();
    }

    /** Marks the line that something is wrong with. */
    void mark(OptionalInt wrong) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).mark.setText(wrong.isPresent() && wrong.getAsInt() == i ? "✗" : "");
        }
    }
}
