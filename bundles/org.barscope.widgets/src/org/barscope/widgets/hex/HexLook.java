// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Canvas;

/** Which colours and font the canvas uses: those it was given, or those of its surroundings. */
final class HexLook {

    private static final int SAMPLE_LENGTH = 256;

    private final Canvas canvas;
    private Optional<HexTheme> chosen = Optional.empty();
    private boolean fontSet;
    private HexTheme theme;
    private UnaryOperator<HexTheme> adjustment = UnaryOperator.identity();
    private Font ownFont;

    HexLook(Canvas canvas) {
        this.canvas = canvas;
        refresh();
    }

    void choose(Optional<HexTheme> newTheme) {
        chosen = newTheme;
        refresh();
    }

    /** Sets what is changed about whatever theme applies. */
    void adjust(UnaryOperator<HexTheme> change) {
        adjustment = change;
        refresh();
    }

    /** The control was given a font of its own, or no longer has one. */
    void fontSet(boolean set) {
        fontSet = set;
    }

    /** Looks at the surroundings again. */
    void refresh() {
        theme = adjustment.apply(chosen.orElseGet(this::ambient));
    }

    private HexTheme ambient() {
        boolean backgroundSet = !canvas.getBackground().equals(canvas.getParent().getBackground());
        return backgroundSet ? HexTheme.of(canvas.getBackground().getRGB(), canvas.getForeground().getRGB())
                : HexTheme.of(canvas.getDisplay());
    }

    HexTheme theme() {
        return theme;
    }

    Font font() {
        if (fontSet) {
            return canvas.getFont();
        }
        return theme.font().orElseGet(() -> {
            if (ownFont == null) {
                int size = canvas.getDisplay().getSystemFont().getFontData()[0].getHeight();
                ownFont = new Font(canvas.getDisplay(), "Monospace", size, SWT.NORMAL);
            }
            return ownFont;
        });
    }

    /** Measures the font. The advance is taken from a long line, because it may be fractional. */
    HexGeometry.FontSize measure() {
        GC gc = new GC(canvas);
        TextLayout sample = new TextLayout(canvas.getDisplay());
        try {
            gc.setFont(font());
            sample.setFont(font());
            sample.setText("0".repeat(SAMPLE_LENGTH));
            return new HexGeometry.FontSize((double) sample.getBounds().width / SAMPLE_LENGTH,
                    gc.getFontMetrics().getHeight());
        } finally {
            sample.dispose();
            gc.dispose();
        }
    }

    void dispose() {
        if (ownFont != null) {
            ownFont.dispose();
        }
    }
}
