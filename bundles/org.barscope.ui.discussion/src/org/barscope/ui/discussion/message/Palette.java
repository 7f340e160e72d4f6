// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;

/** How roles look on a light or a dark background. No two roles that matter differ in colour alone. */
final class Palette {

    private static final Palette LIGHT = new Palette(new RGB(0x0a, 0x58, 0xca), new RGB(0x5f, 0x66, 0x70),
            new RGB(0x1f, 0x5f, 0x3a), new RGB(0x6b, 0x3a, 0x8c), new RGB(0x0b, 0x5d, 0x22), new RGB(0xe2, 0xf6, 0xe6),
            new RGB(0xa1, 0x12, 0x20), new RGB(0xfd, 0xe6, 0xe7), new RGB(0x6f, 0x42, 0xc1), new RGB(0x9a, 0x5b, 0x00),
            new RGB(0xff, 0xe6, 0x8a));
    private static final Palette DARK = new Palette(new RGB(0x7a, 0xb8, 0xff), new RGB(0x9a, 0xa3, 0xae),
            new RGB(0x86, 0xc9, 0x9f), new RGB(0xc9, 0xa3, 0xea), new RGB(0x8f, 0xe3, 0xa5), new RGB(0x1d, 0x3a, 0x27),
            new RGB(0xff, 0xa3, 0xa8), new RGB(0x48, 0x22, 0x26), new RGB(0xc3, 0xa6, 0xff), new RGB(0xf0, 0xb8, 0x5c),
            new RGB(0x6b, 0x56, 0x17));

    private final Color link;
    private final Color quiet;
    private final Color quoteOdd;
    private final Color quoteEven;
    private final Color added;
    private final Color addedBack;
    private final Color removed;
    private final Color removedBack;
    private final Color hunk;
    private final Color warning;
    private final Color mark;

    private Palette(RGB link, RGB quiet, RGB quoteOdd, RGB quoteEven, RGB added, RGB addedBack, RGB removed,
            RGB removedBack, RGB hunk, RGB warning, RGB mark) {
        this.link = new Color(link);
        this.quiet = new Color(quiet);
        this.quoteOdd = new Color(quoteOdd);
        this.quoteEven = new Color(quoteEven);
        this.added = new Color(added);
        this.addedBack = new Color(addedBack);
        this.removed = new Color(removed);
        this.removedBack = new Color(removedBack);
        this.hunk = new Color(hunk);
        this.warning = new Color(warning);
        this.mark = new Color(mark);
    }

    /** The palette for a background. */
    static Palette on(Color background) {
        return background.getRed() * 3 + background.getGreen() * 6 + background.getBlue() < 1_275 ? DARK : LIGHT;
    }

    /** The colour of what matters less. */
    Color quiet() {
        return quiet;
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
            case HEADER_NAME -> style.foreground = quiet;
            case HEADER_VALUE -> {
            }
            case WARNING -> style.foreground = warning;
            case QUOTE_ODD -> style.foreground = quoteOdd;
            case QUOTE_EVEN -> style.foreground = quoteEven;
            case DIFF_FILE -> style.fontStyle |= SWT.BOLD;
            case DIFF_HUNK -> {
                style.foreground = hunk;
                style.fontStyle |= SWT.ITALIC;
            }
            case DIFF_ADDED -> {
                style.foreground = added;
                style.background = addedBack;
            }
            case DIFF_REMOVED -> {
                style.foreground = removed;
                style.background = removedBack;
            }
            case TRAILER -> style.fontStyle |= SWT.BOLD;
            case SIGNATURE -> {
                style.foreground = quiet;
                style.fontStyle |= SWT.ITALIC;
            }
            case PLACEHOLDER -> {
                style.foreground = quiet;
                style.underline = true;
            }
            case LINK -> {
                style.foreground = link;
                style.underline = true;
            }
            case DEAD_LINK -> {
                style.underline = true;
                style.underlineStyle = SWT.UNDERLINE_SQUIGGLE;
                style.underlineColor = quiet;
            }
            case MARK -> {
                style.background = mark;
                style.borderStyle = SWT.BORDER_SOLID;
                style.borderColor = warning;
            }
        }
    }
}
