// SPDX-License-Identifier: EPL-2.0
package org.barscope.model.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class XmlTextTest {

    @Test
    void whatIsAllowedIsTheSameObject() {
        String text = "tab\tline\r\n\ufffd \ud7ff \ue000 \u0085 🖧 \udbff\udfff";
        assertSame(text, XmlText.replaceForbidden(text));
        assertSame("", XmlText.replaceForbidden(""));
        assertNull(XmlText.replaceForbidden(null));
    }

    @Test
    void everyForbiddenCharacterIsReplacedByOne() {
        for (int c = 0; c <= 0xffff; c++) {
            boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
            boolean forbidden = control || Character.isSurrogate((char) c) || c >= 0xfffe;
            String expected = forbidden ? "<\ufffd>" : "<" + (char) c + ">";
            assertEquals(expected, XmlText.replaceForbidden("<" + (char) c + ">"), Integer.toHexString(c));
        }
    }

    @Test
    void halfAPairBesideAWholeOneIsReplacedAlone() {
        assertEquals("\ufffd🖧\ufffd", XmlText.replaceForbidden("\ud83d🖧\udda7"));
    }
}
