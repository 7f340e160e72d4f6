// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

import org.barscope.widgets.hex.HexTheme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/**
 * The bits of a register in boxes, its fields below them. A click on a box, or Space at the caret, asks to flip a bit.
 * <p>
 * Keys: Left and Right move by bits, with Ctrl by fields; Up and Down between the lines; Home and End to the ends;
 * Space flips, 0 and 1 set. Bits that are not known show a placeholder and cannot be flipped.
 */
public final class BitFieldStrip extends Canvas {

    private final BitStripAccessibility accessibility;
    private final List<IntConsumer> currentBitListeners = new CopyOnWriteArrayList<>();
    private BitWord word = BitWord.unknown(32, List.of());
    private Optional<HexTheme> chosenTheme = Optional.empty();
    private Optional<IntConsumer> flipHandler = Optional.empty();
    private BitStripGeometry geometry = new BitStripGeometry(32, 14, 16);
    private OptionalInt hover = OptionalInt.empty();
    private int caret;
    private int bitsPerLine = BitStripGeometry.PER_LINE;
    private Font ownFont;

    /**
     * A strip of 32 unknown bits.
     *
     * @param parent the parent
     * @param style  style bits of {@link Canvas}
     */
    public BitFieldStrip(Composite parent, int style) {
        super(parent, style | SWT.DOUBLE_BUFFERED | SWT.LEFT_TO_RIGHT);
        accessibility = new BitStripAccessibility(this);
        addListener(SWT.Paint, event -> new BitStripPainter(event.gc, geometry, theme()).paint(word,
                getClientArea(), isFocusControl() ? OptionalInt.of(caret) : OptionalInt.empty(), hover));
        addListener(SWT.MouseDown, this::mouseDown);
        addListener(SWT.MouseMove, event -> hovered(geometry.bitAt(event.x, event.y)));
        addListener(SWT.MouseExit, event -> hovered(OptionalInt.empty()));
        addListener(SWT.KeyDown, this::keyDown);
        addListener(SWT.Traverse, this::traverse);
        addListener(SWT.FocusIn, event -> focusChanged());
        addListener(SWT.FocusOut, event -> focusChanged());
        addListener(SWT.ZoomChanged, event -> measure());
        Listener settings = event -> redraw();
        getDisplay().addListener(SWT.Settings, settings);
        addListener(SWT.Dispose, event -> {
            getDisplay().removeListener(SWT.Settings, settings);
            if (ownFont != null) {
                ownFont.dispose();
            }
        });
        int size = getDisplay().getSystemFont().getFontData()[0].getHeight();
        ownFont = new Font(getDisplay(), "Monospace", size, SWT.NORMAL);
        setFont(ownFont);
    }

    /**
     * Shows other bits. The caret stays, or goes to the nearest bit.
     *
     * @param newWord the bits
     */
    public void setWord(BitWord newWord) {
        checkWidget();
        boolean resized = newWord.width() != word.width();
        word = Objects.requireNonNull(newWord, "newWord");
        caret = Math.min(caret, word.width() - 1);
        if (resized) {
            measure();
            requestLayout();
        }
        updateToolTip();
        accessibility.valuesChanged();
        redraw();
    }

    /**
     * The bits shown.
     *
     * @return the word
     */
    public BitWord getWord() {
        checkWidget();
        return word;
    }

    /**
     * Sets who flips bits. It is called with the number of the bit, on the UI thread; the strip changes when it is
     * given another word. Without a handler the strip is read-only.
     *
     * @param handler the handler, or nothing
     */
    public void setFlipHandler(Optional<IntConsumer> handler) {
        checkWidget();
        flipHandler = Objects.requireNonNull(handler, "handler");
    }

    /**
     * Chooses colours.
     *
     * @param theme the theme, or nothing to follow the lists of the desktop
     */
    public void setTheme(Optional<HexTheme> theme) {
        checkWidget();
        chosenTheme = Objects.requireNonNull(theme, "theme");
        chosenTheme.flatMap(HexTheme::font).ifPresent(this::setFont);
        redraw();
    }

    private HexTheme theme() {
        return chosenTheme.orElseGet(() -> HexTheme.of(getDisplay()));
    }

    /**
     * The bit the keyboard acts on.
     *
     * @return its number
     */
    public int getCurrentBit() {
        checkWidget();
        return caret;
    }

    /**
     * Moves the caret.
     *
     * @param bit number of the bit; the nearest there is will do
     */
    public void setCurrentBit(int bit) {
        checkWidget();
        int target = Math.clamp(bit, 0, word.width() - 1);
        if (target != caret) {
            caret = target;
            redraw();
            accessibility.caretMoved();
            currentBitListeners.forEach(listener -> listener.accept(target));
        }
    }

    /**
     * Registers for moves of the caret.
     *
     * @param listener receives the number of the bit
     */
    public void addCurrentBitListener(IntConsumer listener) {
        checkWidget();
        currentBitListeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Removes a listener.
     *
     * @param listener to remove
     */
    public void removeCurrentBitListener(IntConsumer listener) {
        checkWidget();
        currentBitListeners.remove(listener);
    }

    /**
     * Sets how many bits a line has, where there are so many.
     *
     * @param most 8, 16 or 32; 32 at first
     */
    public void setBitsPerLine(int most) {
        checkWidget();
        if (most != 8 && most != 16 && most != BitStripGeometry.PER_LINE) {
            throw new IllegalArgumentException("A line has 8, 16 or 32 bits, not " + most);
        }
        if (most != bitsPerLine) {
            bitsPerLine = most;
            measure();
            requestLayout();
        }
    }

    /**
     * The width that so many bits in a line take.
     *
     * @param most 8, 16 or 32
     * @return the width in points
     */
    public int widthOf(int most) {
        checkWidget();
        return new BitStripGeometry(word.width(), geometry.cell(), geometry.lineHeight(), most).totalWidth();
    }

    /**
     * Names the strip for screen readers.
     *
     * @param name such as the register's path
     */
    public void setAccessibleName(String name) {
        checkWidget();
        accessibility.name(Objects.requireNonNull(name, "name"));
    }

    @Override
    public void setFont(Font font) {
        super.setFont(font);
        measure();
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? geometry.totalWidth() : widthHint,
                heightHint == SWT.DEFAULT ? geometry.totalHeight() : heightHint);
    }

    BitStripGeometry geometry() {
        return geometry;
    }

    BitStripAccessibility accessibility() {
        return accessibility;
    }

    /** A bit in words: number, field, value. */
    String describe(int bit) {
        StringBuilder text = new StringBuilder("Bit ").append(bit).append(", ")
                .append(word.field(bit).map(BitField::signature).orElse("reserved")).append(", ")
                .append(!word.isKnown(bit) ? "not known" : word.isSet(bit) ? "1" : "0");
        if (word.isChanged(bit)) {
            text.append(", changed");
        }
        if (word.isPending(bit)) {
            text.append(", not written yet");
        }
        return text.toString();
    }

    private void measure() {
        GC gc = new GC(this);
        gc.setFont(getFont());
        Point digits = gc.textExtent("63");
        gc.dispose();
        geometry = new BitStripGeometry(word.width(), digits.x + 6, digits.y, bitsPerLine);
        redraw();
    }

    private void focusChanged() {
        redraw();
        accessibility.caretMoved();
    }

    private void hovered(OptionalInt bit) {
        if (!bit.equals(hover)) {
            hover = bit;
            updateToolTip();
            redraw();
        }
    }

    private void updateToolTip() {
        String text = hover.isEmpty() || hover.getAsInt() >= word.width() ? null : toolTip(hover.getAsInt());
        if (text == null || !text.equals(getToolTipText())) {
            setToolTipText(text);
        }
    }

    private String toolTip(int bit) {
        StringBuilder text = new StringBuilder(describe(bit));
        word.field(bit).ifPresent(field -> {
            word.valueOf(field).ifPresent(value -> text.append('\n').append(field.name()).append(" = 0x")
                    .append(Long.toHexString(value)));
            if (!field.detail().isEmpty()) {
                text.append('\n').append(field.detail());
            }
        });
        return text.toString();
    }

    private void mouseDown(Event event) {
        forceFocus();
        OptionalInt bit = geometry.bitAt(event.x, event.y);
        if (event.button == 1 && bit.isPresent()) {
            setCurrentBit(bit.getAsInt());
            // The label below is for selecting only; a slip there must not flip anything.
            if (geometry.box(bit.getAsInt()).contains(event.x, event.y)) {
                flip(bit.getAsInt());
            }
        }
    }

    private void flip(int bit) {
        if (word.isKnown(bit) && word.isWritable(bit)) {
            flipHandler.ifPresent(handler -> handler.accept(bit));
        }
    }

    private void keyDown(Event event) {
        boolean control = (event.stateMask & SWT.MODIFIER_MASK) == SWT.CTRL;
        if ((event.stateMask & SWT.MODIFIER_MASK) != 0 && !control) {
            return;
        }
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> setCurrentBit(control ? nextField(1) : caret + 1);
            case SWT.ARROW_RIGHT -> setCurrentBit(control ? nextField(-1) : caret - 1);
            case SWT.ARROW_UP -> setCurrentBit(caret + geometry.perLine() < word.width() ? caret + geometry.perLine()
                    : caret);
            case SWT.ARROW_DOWN -> setCurrentBit(caret >= geometry.perLine() ? caret - geometry.perLine() : caret);
            case SWT.HOME -> setCurrentBit(word.width() - 1);
            case SWT.END -> setCurrentBit(0);
            case ' ' -> flip(caret);
            case '0', SWT.KEYPAD_0 -> set(false);
            case '1', SWT.KEYPAD_1 -> set(true);
            default -> {
                return;
            }
        }
        event.doit = false;
    }

    private void set(boolean wanted) {
        if (word.isSet(caret) != wanted) {
            flip(caret);
        }
    }

    /** The first bit of the next field, or of the next reserved bits, to the left (1) or right (-1). */
    private int nextField(int direction) {
        Optional<BitField> here = word.field(caret);
        int bit = caret;
        while (bit + direction >= 0 && bit + direction < word.width()) {
            bit += direction;
            if (!word.field(bit).equals(here)) {
                return bit;
            }
        }
        return bit;
    }

    private void traverse(Event event) {
        event.doit = switch (event.detail) {
            case SWT.TRAVERSE_TAB_NEXT, SWT.TRAVERSE_TAB_PREVIOUS, SWT.TRAVERSE_ESCAPE, SWT.TRAVERSE_RETURN,
                    SWT.TRAVERSE_MNEMONIC -> true;
            default -> false;
        };
    }
}
