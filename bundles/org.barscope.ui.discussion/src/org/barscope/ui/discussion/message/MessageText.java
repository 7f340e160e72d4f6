// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.barscope.ui.discussion.colors.MailColor;
import org.barscope.ui.discussion.message.MessageDocument.Fold;
import org.barscope.ui.discussion.message.MessageDocument.Hot;
import org.barscope.ui.discussion.message.MessageDocument.Span;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.LineStyleEvent;
import org.eclipse.swt.custom.ST;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Cursor;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * Shows a document. Styles are worked out line by line as lines come into sight, so that long messages open at once.
 * Tab and Shift+Tab go from link to link, Enter activates; the marks in the left margin fold quotes. UI thread only.
 */
final class MessageText {

    private static final int GUTTER = 18;
    /** Longer documents are not wrapped, and shorter ones only if they need it: wrapping measures every line. */
    private static final int MOST_WRAPPED_LINES = 500;
    private static final int WIDE_LINE = 100;

    private final StyledText text;
    private final Consumer<Hot> activate;
    private final Consumer<Fold> fold;
    private MessageDocument document = MessageDocument.EMPTY;

    MessageText(Composite parent, Consumer<Hot> activate, Consumer<Fold> fold) {
        this.activate = activate;
        this.fold = fold;
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL);
        text.setFont(JFaceResources.getTextFont());
        text.setLeftMargin(GUTTER);
        text.setTopMargin(4);
        text.setAlwaysShowScrollBars(false);
        text.addLineStyleListener(this::style);
        MailColor.follow(text);
        text.addListener(SWT.Paint, event -> gutter(event.gc));
        text.addListener(SWT.MouseDown, this::pressed);
        text.addListener(SWT.MouseMove, this::moved);
        text.addVerifyKeyListener(event -> event.doit = !key(event.keyCode, event.stateMask));
        text.addTraverseListener(event -> {
            if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
                // Ctrl+Tab leaves the text, as everywhere.
                event.doit = (event.stateMask & SWT.CTRL) != 0 || document.hots().isEmpty();
            }
        });
        AccessibleName.set(text, "Message");
    }

    /** The control. */
    StyledText control() {
        return text;
    }

    /** What is shown. */
    MessageDocument document() {
        return document;
    }

    /** Shows another document, from its beginning or, where it is the same message, from about the same line. */
    void show(MessageDocument shown, boolean sameMessage) {
        int line = text.getLineAtOffset(text.getCaretOffset());
        int top = text.getTopIndex();
        text.setRedraw(false);
        try {
            document = shown;
            text.setWordWrap(shown.lines().length <= MOST_WRAPPED_LINES
                    && shown.text().lines().anyMatch(each -> each.length() > WIDE_LINE));
            text.setText(shown.text());
            if (sameMessage) {
                text.setCaretOffset(text.getOffsetAtLine(Math.min(line, text.getLineCount() - 1)));
                text.setTopIndex(top);
            }
        } finally {
            text.setRedraw(true);
        }
    }

    /** Scrolls to a line of the message and puts the cursor there. */
    void reveal(int messageLine) {
        int line = Math.min(document.shown(messageLine), text.getLineCount() - 1);
        text.setCaretOffset(text.getOffsetAtLine(line));
        text.setTopIndex(Math.max(0, line - 5));
    }

    private void style(LineStyleEvent event) {
        List<Span> spans = document.spans();
        int length = event.lineText.length();
        int[] roles = new int[length];
        for (int i = first(spans, event.lineOffset); i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.start() >= event.lineOffset + length) {
                break;
            }
            for (int c = span.start(); c < Math.min(span.end(), event.lineOffset + length); c++) {
                roles[c - event.lineOffset] |= span.role().bit();
            }
        }
        event.styles = palette().styles(event.lineOffset, roles).toArray(StyleRange[]::new);
    }

    private static int first(List<Span> spans, int offset) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Palette palette() {
        return Palette.on(text.getBackground());
    }

    private void gutter(GC gc) {
        gc.setBackground(palette().quiet());
        gc.setAntialias(SWT.ON);
        int bottom = text.getClientArea().height;
        for (Fold shown : document.folds()) {
            int y = text.getLinePixel(shown.line());
            if (y > bottom) {
                break;
            }
            int height = text.getLineHeight();
            if (y + height > 0 && shown.line() < text.getLineCount()) {
                int middle = y + height / 2;
                gc.fillPolygon(new int[] {4, middle - 3, 14, middle - 3, 9, middle + 4});
            }
        }
    }

    private void pressed(Event event) {
        if (event.button != 1) {
            return;
        }
        if (event.x < GUTTER) {
            int line = text.getLineIndex(event.y);
            document.folds().stream().filter(shown -> shown.line() == line).findFirst().ifPresent(fold);
        } else if ((event.stateMask & SWT.MODIFIER_MASK) == 0 || (event.stateMask & SWT.MOD1) != 0) {
            at(event).ifPresent(activate);
        }
    }

    private Optional<Hot> at(Event event) {
        int offset = text.getOffsetAtPoint(new Point(event.x, event.y));
        return offset < 0 ? Optional.empty() : document.hot(offset);
    }

    private void moved(Event event) {
        Optional<Hot> hot = at(event);
        boolean folds = event.x < GUTTER && document.folds().stream()
                .anyMatch(shown -> shown.line() == text.getLineIndex(event.y));
        Cursor cursor = hot.isPresent() || folds ? text.getDisplay().getSystemCursor(SWT.CURSOR_HAND) : null;
        if (text.getCursor() != cursor) {
            text.setCursor(cursor);
        }
        String tip = folds ? "Folds the quote" : hot.map(Hot::tip).orElse(null);
        if (!Objects.equals(tip, text.getToolTipText())) {
            text.setToolTipText(tip);
        }
    }

    private boolean key(int code, int modifiers) {
        int pressed = modifiers & SWT.MODIFIER_MASK;
        if (code == SWT.TAB && (pressed == 0 || pressed == SWT.SHIFT)) {
            document.next(text.getCaretOffset(), pressed == 0).ifPresent(this::select);
            return true;
        }
        if ((code == SWT.CR || code == SWT.KEYPAD_CR) && pressed == 0) {
            document.hot(text.getSelection().x).ifPresent(activate);
            return true;
        }
        if (code == ' ' && pressed == 0) {
            text.invokeAction(ST.PAGE_DOWN);
            return true;
        }
        return false;
    }

    private void select(Hot hot) {
        text.setSelection(hot.end(), hot.start());
        text.showSelection();
    }

    /** The quote at the cursor, to be folded. */
    Optional<Fold> foldAtCursor() {
        int line = text.getLineAtOffset(text.getCaretOffset());
        List<Fold> before = new ArrayList<>(document.folds());
        before.removeIf(shown -> shown.line() > line);
        return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
    }

    /** What is selected, or the whole text of the message without its header fields. */
    String selectedOrBody() {
        if (text.getSelectionCount() > 0) {
            return text.getSelectionText();
        }
        return text.getText().substring(text.getOffsetAtLine(Math.min(document.body(), text.getLineCount() - 1)));
    }

    /** Selects the next occurrence of a text; false when there is none. */
    boolean find(String wanted, boolean forward) {
        if (wanted.isEmpty()) {
            return true;
        }
        String all = text.getText().toLowerCase(Locale.ROOT);
        String sought = wanted.toLowerCase(Locale.ROOT);
        Point selected = text.getSelection();
        int at = forward ? all.indexOf(sought, selected.y) : all.lastIndexOf(sought, selected.x - 1);
        if (at < 0 || !forward && selected.x == 0) {
            at = forward ? all.indexOf(sought) : all.lastIndexOf(sought);
        }
        if (at < 0) {
            return false;
        }
        text.setSelection(at, at + sought.length());
        text.showSelection();
        return true;
    }
}
