// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;

import org.barscope.registers.formats.DescriptionFormat;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;

class Utf8Test {

    private static OptionalInt malformed(String text, Charset charset) {
        return Utf8.malformed(text.getBytes(charset));
    }

    @Test
    void findsTheFirstByteThatDoesNotFit() {
        assertEquals(OptionalInt.of(3), malformed("<a>\u00e9</a>", StandardCharsets.ISO_8859_1));
        assertEquals(OptionalInt.of(9_003), malformed("<a>" + "x".repeat(9_000) + "\u00e9</a>",
                StandardCharsets.ISO_8859_1));
    }

    @Test
    void leavesWhatFitsAndOtherEncodingsAlone() {
        assertEquals(OptionalInt.empty(), malformed("\ufeff<?xml version='1.0'?><a>\u00e9\u2028</a>",
                StandardCharsets.UTF_8));
        assertEquals(OptionalInt.empty(), malformed("<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>",
                StandardCharsets.ISO_8859_1));
        assertEquals(OptionalInt.empty(), malformed("<a>\u00e9</a>", StandardCharsets.UTF_16));
        assertEquals(OptionalInt.empty(), malformed("<a>\u00e9</a>", StandardCharsets.UTF_16LE));
        assertEquals(OptionalInt.empty(), malformed("", StandardCharsets.UTF_8));
    }

    @Test
    void aReaderNamesThePlaceAndSaysNothingElsewhere() {
        byte[] file = "<device>\n <name>\u00e9</name></device>".getBytes(StandardCharsets.ISO_8859_1);
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DescriptionException refused;
        System.setErr(new PrintStream(printed, true));
        try {
            refused = assertThrows(DescriptionException.class, () -> DescriptionFormat.SVD.reader()
                    .read(Path.of("latin.svd"), file, ReadMonitor.NONE));
        } finally {
            System.setErr(before);
        }
        assertEquals("latin.svd:2:8: not well-formed XML: byte 0xe9 is not UTF-8; if the file is in another encoding, "
                + "its first line has to say so", refused.faults().getLast().toString());
        assertEquals("", printed.toString());
    }
}
