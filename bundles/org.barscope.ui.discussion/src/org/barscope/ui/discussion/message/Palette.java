// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayList;
import java.util.List;

import org.barscope.ui.discussion.colors.MailColor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.Color;

/** How roles look on a light or a dark background. No two roles that matter differ in colour alone. */
final class Palette {

    private final Color background;

    private Palette(Color background) {
        this.background = background;
    }

    /** The palette for a background. */
    static Palette on(Color background) {
        return new Palette(background);
    }

    /** The colour of what matters less. */
    Color quiet() {
        return MailColor.QUIET.on(background);
    }

    /** The styles of a line, whose roles are given for each character as a set of bits. */
    List<StyleRange> styles(int offset, int[] roles) {
        List<StyleRange> styles = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= roles.length; i++) {
            if (i == roles.length || roles[i] != roles[start]) {
                if (roles[start] != 0) {
                    styles.add(style(offset + start, i - start, roles[start]));
                }
                start = i;
            }
        }
        return styles;
    }

    private StyleRange style(int start, int length, int roles) {
        StyleRange style = new StyleRange();
        style.start = start;
        style.length = length;
        for (TextRole role : TextRole.values()) {
            if ((roles & role.bit()) != 0) {
                apply(style, role);
            }
        }
        return style;
    }

    private void apply(StyleRange style, TextRole role) {
        switch (role) {
            case SUBJECT -> style.fontStyle |= SWT.BOLD;
            case HEADER_NAME -> style.foreground = MailColor.QUIET.on(background);
            case HEADER_VALUE -> {
            }
            case WARNING -> style.foreground = MailColor.WARNING.on(background);
            case QUOTE_ODD -> style.foreground = MailColor.QUOTE_ODD.on(background);
            case QUOTE_EVEN -> style.foreground = MailColor.QUOTE_EVEN.on(background);
            case DIFF_FILE -> style.fontStyle |= SWT.BOLD;
            case DIFF_HUNK -> {
                style.foreground = MailColor.HUNK.on(background);
                style.fontStyle |= SWT.ITALIC;
            }
            case DIFF_ADDED -> {
                style.foreground = MailColor.ADDED.on(background);
                style.background = MailColor.ADDED_BACKGROUND.on(background);
            }
            case DIFF_REMOVED -> {
                style.foreground = MailColor.REMOVED.on(background);
                style.background = MailColor.REMOVED_BACKGROUND.on(background);
            }
            case TRAILER -> style.fontStyle |= SWT.BOLD;
            case SIGNATURE -> {
                style.foreground = MailColor.QUIET.on(background);
                style.fontStyle |= SWT.ITALIC;
            }
            case PLACEHOLDER -> {
                style.foreground = MailColor.QUIET.on(background);
                style.underline = true;
            }
            case LINK -> {
                style.foreground = MailColor.LINK.on(background);
                style.underline = true;
            }
            case DEAD_LINK -> {
                style.underline = true;
                style.underlineStyle = SWT.UNDERLINE_SQUIGGLE;
                style.underlineColor = MailColor.QUIET.on(background);
            }
            case MARK -> {
                style.background = MailColor.MARK.on(background);
                style.borderStyle = SWT.BORDER_SOLID;
                style.borderColor = MailColor.WARNING.on(background);
            }
        }
    }
}
