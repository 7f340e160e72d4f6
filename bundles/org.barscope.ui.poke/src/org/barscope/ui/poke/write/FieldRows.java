// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.naming.ValueText;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The fields of a register that can be written, one line each: what it is now, and a box for what it is to be. */
final class FieldRows extends ScrolledComposite {

    private final List<Row> rows = new ArrayList<>();

    private record Row(Field field, Label now, Combo box) {
    }

    /** @param changed called after every change */
    FieldRows(Composite parent, List<Field> fields, Runnable changed) {
        super(parent, SWT.V_SCROLL | SWT.BORDER);
        Composite area = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).margins(8, 6).spacing(12, 4).applyTo(area);
        for (Field field : fields) {
            Label name = new Label(area, SWT.NONE);
            name.setText(field.name());
            name.setToolTipText(field.description().orElse(field.name()));
            Label bits = new Label(area, SWT.NONE);
            bits.setText(place(field));
            Label now = new Label(area, SWT.NONE);
            GridDataFactory.fillDefaults().hint(150, SWT.DEFAULT).align(SWT.FILL, SWT.CENTER).applyTo(now);
            if (!field.access().writable()) {
                new Label(area, SWT.NONE).setText("cannot be written");
                rows.add(new Row(field, now, null));
                continue;
            }
            Combo box = new Combo(area, SWT.DROP_DOWN);
            field.valuesForWriting().ifPresent(values -> values.values().stream()
                    .filter(v -> v.pattern().filter(p -> p.isExact()).isPresent()).map(EnumeratedValue::name)
                    .forEach(box::add));
            box.setToolTipText("Empty keeps what " + field.name() + " is");
            box.addModifyListener(event -> changed.run());
            GridDataFactory.fillDefaults().grab(true, false).hint(170, SWT.DEFAULT).applyTo(box);
            rows.add(new Row(field, now, box));
        }
        setContent(area);
        setExpandHorizontal(true);
        setExpandVertical(true);
        setMinSize(area.computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    private static String place(Field field) {
        String bits = field.bits().width() == 1 ? "[" + field.bits().lsb() + "]"
                : "[" + field.bits().msb() + ":" + field.bits().lsb() + "]";
        String write = field.modifiedWriteValues() == ModifiedWriteValues.MODIFY ? field.access().label()
                : field.modifiedWriteValues().label();
        return bits + "  " + write;
    }

    /** Shows what the fields are in a word; empty when that is not known. */
    void present(OptionalLong word) {
        for (Row row : rows) {
            String text = "not read";
            if (word.isPresent() && row.field.access().readable()) {
                DecodedField decoded = DecodedField.of(row.field, word.getAsLong());
                text = "now " + ValueText.hex(decoded.value(), row.field.bits().width())
                        + decoded.meaning().map(m -> " " + m.name()).orElse("");
            }
            if (!row.now.getText().equals(text)) {
                row.now.setText(text);
            }
        }
    }

    /**
     * What was typed, by field name.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    Map<String, Long> values() {
        Map<String, Long> values = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.box != null && !row.box.getText().isBlank()) {
                try {
                    values.put(row.field.name(), ValueText.parse(row.box.getText(), row.field));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException(row.field.name() + ": " + wrong.getMessage(), wrong);
                }
            }
        }
        return values;
    }

    /** Enables or disables all boxes. */
    void allow(boolean enabled) {
        rows.stream().filter(row -> row.box != null).forEach(row -> row.box.setEnabled(enabled));
    }
}
