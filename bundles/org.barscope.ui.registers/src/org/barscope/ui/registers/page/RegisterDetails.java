// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Change;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.ui.registers.outline.Row;
import org.barscope.ui.registers.outline.RowDocumentation;
import org.barscope.widgets.bits.BitField;
import org.barscope.widgets.bits.BitFieldStrip;
import org.barscope.widgets.bits.BitWord;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Below the tree: the bits of the selected register, what the description says, and the way to read a guarded one. */
final class RegisterDetails extends Composite {

    private static final int NARROWEST_TEXT = 140;
    private static final int WIDEST_TEXT = 320;
    private static final int WIDEST_LINE = 32;

    private final Label title;
    private final Composite guard;
    private final Label guardText;
    private final ScrolledComposite bits;
    private final Button readOnce;
    private final BitFieldStrip strip;
    private final Text text;
    private Consumer<Row> bitListener = row -> {
    };
    private Consumer<RegisterInstance> readOnceListener = register -> {
    };
    private RegisterValues values;
    private RowDocumentation documentation;
    private Optional<Row> row = Optional.empty();
    private boolean showing;
    private int perLine = WIDEST_LINE;

    RegisterDetails(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(8, 4).spacing(10, 4).applyTo(this);
        // The bits may be higher than there is room.
        bits = new ScrolledComposite(this, SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(false, true).applyTo(bits);
        strip = new BitFieldStrip(bits, SWT.NONE);
        strip.addCurrentBitListener(this::bitChosen);
        bits.setContent(strip);
        Composite words = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(8, 4).applyTo(words);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(words);
        title = new Label(words, SWT.NONE);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(title);
        guard = new Composite(words, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(8, 2).applyTo(guard);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(guard);
        guardText = new Label(guard, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(NARROWEST_TEXT, SWT.DEFAULT).applyTo(guardText);
        readOnce = new Button(guard, SWT.PUSH);
        readOnce.setText("Read &Once");
        readOnce.setToolTipText("Reads this register one time; the journal keeps that it was read");
        readOnce.addListener(SWT.Selection, event -> row.flatMap(Row::instance).ifPresent(readOnceListener));
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(readOnce);
        text = new Text(words, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Documentation of " + title.getText();
            }
        });
        GridDataFactory.fillDefaults().grab(true, true).hint(NARROWEST_TEXT, 40).applyTo(text);
        addListener(SWT.Resize, event -> fitBits());
    }

    /** As many bits in a line as leave room for words. */
    private void fitBits() {
        boolean wide = strip.widthOf(WIDEST_LINE) + WIDEST_TEXT <= getClientArea().width;
        perLine = wide ? WIDEST_LINE : WIDEST_LINE / 2;
        strip.setBitsPerLine(perLine);
        strip.setSize(strip.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        GridData data = (GridData) bits.getLayoutData();
        boolean scrolls = strip.getSize().y > getClientArea().height;
        int width = strip.getSize().x + (scrolls ? bits.getVerticalBar().getSize().x : 0);
        if (data.widthHint != width) {
            data.widthHint = width;
            layout(true);
        }
    }

    /** The line of the current bit may be out of sight. */
    private void showCurrentBit() {
        int width = strip.getWord().width();
        int lines = Math.max(1, width / perLine);
        bits.setOrigin(0, (width - 1 - strip.getCurrentBit()) / perLine * strip.getSize().y / lines);
    }

    /** Reports the field, or the register where no field is, of a bit that the user has gone to. */
    void onBit(Consumer<Row> listener) {
        bitListener = listener;
    }

    /** Reports that the user wants a guarded register read, having been told what that does. */
    void onReadOnce(Consumer<RegisterInstance> listener) {
        readOnceListener = listener;
    }

    /** Reports a bit that the user wants another way, and its field, or the register where no field is. */
    void onFlip(ObjIntConsumer<Row> listener) {
        strip.setFlipHandler(Optional.of(bit -> rowOf(bit).ifPresent(there -> listener.accept(there, bit))));
    }

    /** The documentation as it is shown. */
    String documentation() {
        return text.getText();
    }

    /** Takes the values it shows from somewhere else; shows nothing until a row is given. */
    void show(RegisterValues known) {
        values = known;
        documentation = new RowDocumentation(known, ZoneId.systemDefault());
        show(Optional.empty());
    }

    /** Shows another row, or nothing. */
    void show(Optional<Row> wanted) {
        row = wanted;
        refresh();
    }

    /** Shows the values as they are now. */
    void refresh() {
        boolean register = row.flatMap(Row::instance).isPresent();
        setText(title, row.map(documentation::title).orElse("Select a register to see its bits and documentation"));
        String words = row.map(documentation::text).orElse("");
        if (!words.equals(text.getText())) {
            text.setText(words);
        }
        if (bits.getVisible() != register) {
            ((GridData) bits.getLayoutData()).exclude = !register;
            bits.setVisible(register);
            layout(true);
        }
        Optional<RegisterInstance> guarded = row.flatMap(Row::instance).filter(documentation::mayReadOnce);
        guarded.flatMap(RowDocumentation::consequence).ifPresent(reason -> setText(guardText, reason));
        readOnce.setEnabled(guarded.isPresent() && values.status().live());
        if (guard.getVisible() != guarded.isPresent() || ((GridData) guard.getLayoutData()).exclude
                == guarded.isPresent()) {
            ((GridData) guard.getLayoutData()).exclude = guarded.isEmpty();
            guard.setVisible(guarded.isPresent());
            layout(true, true);
        }
        if (register) {
            showBits();
        }
    }

    private static void setText(Label label, String words) {
        String escaped = words.replace("&", "&&");
        if (!label.getText().equals(escaped)) {
            label.setText(escaped);
            label.requestLayout();
        }
    }

    private void showBits() {
        RegisterInstance instance = row.flatMap(Row::instance).orElseThrow();
        Register register = instance.register();
        Entry entry = values.of(instance);
        BitWord word = word(register, entry);
        showing = true;
        try {
            if (!word.equals(strip.getWord())) {
                int before = strip.getWord().width();
                strip.setWord(word);
                if (before != word.width()) {
                    fitBits();
                }
            }
            strip.setAccessibleName("Bits of " + instance.path());
            if (row.get() instanceof Row.OfField field && !field.field().bits().overlaps(
                    BitRange.ofWidth(strip.getCurrentBit(), 1))) {
                strip.setCurrentBit(field.field().bits().msb());
                showCurrentBit();
            }
        } finally {
            showing = false;
        }
    }

    private static BitWord word(Register register, Entry entry) {
        int width = 8 * register.bytes();
        List<BitField> fields = new ArrayList<>();
        long taken = 0;
        long known = 0;
        for (Field field : register.flatFields()) {
            // A strip has one line of fields: of those that overlap, the one that the description has first.
            if ((taken & field.bits().mask()) == 0) {
                taken |= field.bits().mask();
                fields.add(new BitField(field.bits().msb(), field.bits().lsb(), field.name(),
                        field.description().orElse(""), field.access().writable()));
                known |= field.access().readable() ? field.bits().mask() : 0;
            }
        }
        if (!entry.state().hasValue()) {
            return BitWord.unknown(width, fields);
        }
        long readable = known | register.mask() & ~taken;
        long changed = entry.change() == Change.NONE ? 0
                : entry.previous().stream().map(before -> before ^ entry.word()).findFirst().orElse(0);
        return new BitWord(width, entry.word(), readable, changed, 0, fields);
    }

    private void bitChosen(int bit) {
        if (!showing) {
            rowOf(bit).ifPresent(there -> {
                row = Optional.of(there);
                bitListener.accept(there);
                refresh();
            });
        }
    }

    /** The field of a bit, or the register where no field is. */
    private Optional<Row> rowOf(int bit) {
        Optional<Row> register = row.filter(shown -> !(shown instanceof Row.Group))
                .map(shown -> shown instanceof Row.OfField field ? field.registerRow() : shown);
        return register.map(whole -> whole.all().stream().filter(Row.OfField.class::isInstance)
                .map(Row.OfField.class::cast).filter(part -> part.field().bits().overlaps(BitRange.ofWidth(bit, 1)))
                .map(Row.class::cast).findFirst().orElse(whole));
    }

    @Override
    public boolean setFocus() {
        return strip.isVisible() ? strip.setFocus() : text.setFocus();
    }
}
