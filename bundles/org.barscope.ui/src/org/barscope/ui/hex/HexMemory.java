// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.barscope.widgets.hex.CellFormat;
import org.barscope.widgets.hex.HexOptions;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSelection;
import org.barscope.widgets.hex.RowFit;
import org.barscope.widgets.hex.TextEncoding;
import org.eclipse.ui.IMemento;

/**
 * How a hex page looked, in a memento. Not that it was paused: a page without a value needs an explanation. What
 * another version wrote, and this one does not know, is left out.
 */
final class HexMemory {

    private static final String CELL = "cell";
    private static final String ORDER = "order";
    private static final String FORMAT = "format";
    private static final String FIT = "fit";
    private static final String ROW = "row";
    private static final String TEXT = "text";
    private static final String ADDRESS_LABEL = "addressLabel";
    private static final String ADDRESS_BASE = "addressBase";
    private static final String INTERVAL = "intervalMillis";
    private static final String CARET = "caret";
    private static final String TOP = "top";

    private HexMemory() {
    }

    static void save(IMemento memory, HexPage page) {
        HexOptions options = page.canvas().getOptions();
        memory.putInteger(CELL, options.cellSize());
        memory.putString(ORDER, options.order() == ByteOrder.BIG_ENDIAN ? "big" : "little");
        memory.putString(FORMAT, options.format().name());
        memory.putString(FIT, options.fit().name());
        memory.putInteger(ROW, options.bytesPerRow());
        memory.putString(TEXT, options.text().name());
        memory.putString(ADDRESS_LABEL, options.addressLabel());
        memory.putString(ADDRESS_BASE, Long.toHexString(options.addressBase()));
        memory.putString(INTERVAL, Long.toString(page.interval().toMillis()));
        page.canvas().getSelection().map(HexSelection::caret)
                .ifPresent(caret -> memory.putString(CARET, Long.toHexString(caret)));
        page.canvas().getVisibleRange().map(HexRange::first)
                .ifPresent(top -> memory.putString(TOP, Long.toHexString(top)));
    }

    static void restore(IMemento memory, HexPage page) {
        page.options(options(memory, page.canvas().getOptions()));
        number(memory, INTERVAL, 10).filter(millis -> millis > 0).map(Duration::ofMillis).ifPresent(page::interval);
        long size = page.region().info().size();
        number(memory, CARET, 16).filter(at -> at >= 0 && at < size).ifPresent(page.canvas()::setCaret);
        number(memory, TOP, 16).filter(at -> at >= 0 && at < size).ifPresent(page.canvas()::setTopOffset);
    }

    private static HexOptions options(IMemento memory, HexOptions usual) {
        HexOptions options = usual;
        Integer cell = memory.getInteger(CELL);
        if (cell != null && (cell == 1 || cell == 2 || cell == 4 || cell == 8)) {
            options = options.withCellSize(cell);
        }
        options = options.withOrder("big".equals(memory.getString(ORDER)) ? ByteOrder.BIG_ENDIAN
                : ByteOrder.LITTLE_ENDIAN);
        int size = options.cellSize();
        options = constant(CellFormat.values(), memory.getString(FORMAT)).filter(f -> f.supports(size))
                .map(options::withFormat).orElse(options);
        Integer row = memory.getInteger(ROW);
        Optional<RowFit> fit = constant(RowFit.values(), memory.getString(FIT));
        if (fit.isPresent() && fit.get() == RowFit.FIXED && row != null && row > 0 && row % size == 0) {
            options = options.withBytesPerRow(row);
        } else if (fit.isPresent() && fit.get() != RowFit.FIXED) {
            options = options.withFit(fit.get());
        }
        options = constant(TextEncoding.values(), memory.getString(TEXT)).map(options::withText).orElse(options);
        String label = memory.getString(ADDRESS_LABEL);
        Optional<Long> base = number(memory, ADDRESS_BASE, 16);
        return label == null || base.isEmpty() ? options : options.withAddress(label, base.get());
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] known, String name) {
        return Arrays.stream(known).filter(value -> value.name().equals(name)).findFirst();
    }

    private static Optional<Long> number(IMemento memory, String key, int radix) {
        String text = memory.getString(key);
        try {
            return text == null ? Optional.empty() : Optional.of(Long.parseUnsignedLong(text, radix));
        } catch (NumberFormatException fromAnotherVersion) {
            return Optional.empty();
        }
    }
}
