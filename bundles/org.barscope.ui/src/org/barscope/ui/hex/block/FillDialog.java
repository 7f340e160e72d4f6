// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.nio.ByteOrder;
import java.util.List;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.format.Filling;
import org.barscope.core.memory.format.PasteForm;
import org.barscope.ui.hex.HexPage;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Fills a range with bytes that repeat, or with a counter. */
final class FillDialog extends BlockDialog {

    private static final List<String> KINDS = List.of("Bytes, repeated", "8-bit counter", "16-bit counter",
            "32-bit counter", "64-bit counter");

    private Text length;
    private Combo kind;
    private Text pattern;
    private Text step;
    private Combo order;

    FillDialog(Shell parent, HexPage page) {
        super(parent, page);
    }

    @Override
    String verb() {
        return "Fill";
    }

    @Override
    void content(Composite area) {
        length = text(area, "&Length:", "0x" + Long.toHexString(target().length()));
        kind = combo(area, "&With:", KINDS, 0);
        pattern = text(area, "&Bytes or first:", "00");
        pattern.setToolTipText("Bytes in hexadecimal, or the number that a counter begins with");
        step = text(area, "S&tep:", "1");
        step.setToolTipText("From each number of a counter to the next");
        order = combo(area, "Byte &order:", List.of("little-endian", "big-endian"),
                page().order() == ByteOrder.BIG_ENDIAN ? 1 : 0);
    }

    @Override
    Block block(long offset) {
        int width = kind.getSelectionIndex() == 0 ? 0 : 1 << kind.getSelectionIndex() - 1;
        step.setEnabled(width > 0);
        order.setEnabled(width > 1);
        Filling filling = width == 0
                ? new Filling.Pattern(PasteForm.HEX.parse(pattern.getText(), ByteOrder.LITTLE_ENDIAN))
                : new Filling.Counter(width, order.getSelectionIndex() == 1 ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN, number(pattern.getText()), number(step.getText()));
        long bytes = number(length.getText());
        if (width > Short.BYTES && bytes > Filling.MOST_COUNTED) {
            throw new IllegalArgumentException("a counter of " + 8 * width + " bits fills "
                    + (Filling.MOST_COUNTED >> 20) + " MiB at once");
        }
        return new Block(new Span(offset, bytes), filling);
    }
}
