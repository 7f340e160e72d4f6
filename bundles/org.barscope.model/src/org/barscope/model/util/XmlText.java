// SPDX-License-Identifier: EPL-2.0
package org.barscope.model.util;

/** Strings as they can stand in an XML 1.0 document. */
public final class XmlText {

    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {
    }

    /**
     * Replaces what no XML 1.0 document can hold, not even escaped: control characters other than tab and line ends,
     * unpaired surrogates, U+FFFE and U+FFFF (Extensible Markup Language 1.0, section 2.2).
     *
     * @param text any string, or null
     * @return the same object when there is nothing to replace; else a copy with U+FFFD in place of each of them
     */
    public static String replaceForbidden(String text) {
        if (text == null || text.codePoints().allMatch(XmlText::allowed)) {
            return text;
        }
        int[] replaced = text.codePoints().map(c -> allowed(c) ? c : REPLACEMENT).toArray();
        return new String(replaced, 0, replaced.length);
    }

    private static boolean allowed(int c) {
        return c == '\t' || c == '\n' || c == '\r'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }
}
