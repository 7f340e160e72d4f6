// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.compare;

import java.util.List;

import org.barscope.ui.discussion.colors.MailColor;
import org.barscope.ui.discussion.compare.ComparisonText.Row;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;

/** One column of a comparison. Marks at the beginning of lines say the same as the colours. UI thread only. */
final class ComparisonColumn {

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
        MailColor.follow(text);
        AccessibleName.set(text, name);
    }

    private StyleRange style(Row row, int start, int length) {
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = length;
        switch (row.kind()) {
            case FILE -> style.fontStyle = SWT.BOLD;
            case HUNK, NOTE -> style.fontStyle = SWT.ITALIC;
            case OLDER -> style.foreground = MailColor.REMOVED.on(text.getBackground());
            case NEWER -> style.foreground = MailColor.ADDED.on(text.getBackground());
            case SAME, FILLER -> {
            }
        }
        return style;
    }

    private Color background(ComparisonText.Kind kind) {
        return switch (kind) {
            case OLDER -> MailColor.REMOVED_BACKGROUND.on(text.getBackground());
            case NEWER -> MailColor.ADDED_BACKGROUND.on(text.getBackground());
            case FILLER -> MailColor.FILLER.on(text.getBackground());
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
