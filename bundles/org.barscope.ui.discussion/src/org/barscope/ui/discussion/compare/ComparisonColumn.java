// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.compare;

import java.util.List;

import org.barscope.ui.discussion.compare.ComparisonText.Row;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;

/** One column of a comparison. Marks at the beginning of lines say the same as the colours. UI thread only. */
final class ComparisonColumn {

    private static final int DARK_BELOW = 1_275;

    private final StyledText text;
    private List<Row> rows = List.of();

    ComparisonColumn(Composite parent, String name) {
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL);
        text.setFont(JFaceResources.getTextFont());
        text.setLeftMargin(4);
        text.addLineStyleListener(event -> {
            int line = text.getLineAtOffset(event.lineOffset);
            if (line < rows.size() && !event.lineText.isEmpty()) {
                event.styles = new StyleRange[] {style(rows.get(line), event.lineOffset, event.lineText.length())};
            }
        });
        text.addLineBackgroundListener(event -> {
            int line = text.getLineAtOffset(event.lineOffset);
            if (line < rows.size()) {
                event.lineBackground = background(rows.get(line).kind());
            }
        });
        text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name;
            }
        });
    }

    private boolean dark() {
        Color background = text.getBackground();
        return background.getRed() * 3 + background.getGreen() * 6 + background.getBlue() < DARK_BELOW;
    }

    private StyleRange style(Row row, int start, int length) {
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = length;
        switch (row.kind()) {
            case FILE -> style.fontStyle = SWT.BOLD;
            case HUNK, NOTE -> style.fontStyle = SWT.ITALIC;
            case OLDER -> style.foreground = dark() ? new Color(0xff, 0xa3, 0xa8) : new Color(0xa1, 0x12, 0x20);
            case NEWER -> style.foreground = dark() ? new Color(0x8f, 0xe3, 0xa5) : new Color(0x0b, 0x5d, 0x22);
            case SAME, FILLER -> {
            }
        }
        return style;
    }

    private Color background(ComparisonText.Kind kind) {
        return switch (kind) {
            case OLDER -> dark() ? new Color(0x48, 0x22, 0x26) : new Color(0xfd, 0xe6, 0xe7);
            case NEWER -> dark() ? new Color(0x1d, 0x3a, 0x27) : new Color(0xe2, 0xf6, 0xe6);
            case FILLER -> dark() ? new Color(0x3c, 0x42, 0x4a) : new Color(0xec, 0xee, 0xf1);
            case FILE, SAME, HUNK, NOTE -> null;
        };
    }

    /** Shows lines. */
    void show(List<Row> shown) {
        rows = shown;
        text.setText(ComparisonText.text(shown));
    }

    /** Scrolls another column along with this one. */
    void scrollTogether(ComparisonColumn other) {
        text.getVerticalBar().addListener(SWT.Selection, event -> follow(other));
        text.addCaretListener(event -> text.getDisplay().asyncExec(() -> follow(other)));
        text.addListener(SWT.MouseWheel, event -> text.getDisplay().asyncExec(() -> follow(other)));
    }

    private void follow(ComparisonColumn other) {
        if (!text.isDisposed() && !other.text.isDisposed() && !other.rows.isEmpty()
                && other.text.getTopPixel() != text.getTopPixel()) {
            other.text.setTopPixel(text.getTopPixel());
        }
    }

    /** The control. */
    StyledText control() {
        return text;
    }
}
