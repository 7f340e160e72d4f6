// SPDX-License-Identifier: EPL-2.0
package org.barscope.benchmarks;

import java.nio.charset.StandardCharsets;

/** Descriptions for the benchmarks of registers: as large as those of vendors, and always the same. */
final class MadeUpDescription {

    private static final int REGISTERS_OF_A_BLOCK = 100;

    private MadeUpDescription() {
    }

    /** CMSIS-SVD with that many registers of eight fields, about 1.6 KB each. */
    static byte[] svd(int registers) {
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0" encoding="utf-8"?>
                <device schemaVersion="1.3"><name>MADEUP</name><version>1</version><description>Made up</description>
                <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
                <resetValue>0</resetValue><peripherals>
                """);
        for (int first = 0; first < registers; first += REGISTERS_OF_A_BLOCK) {
            text.append("<peripheral><name>BLOCK").append(first).append("</name><description>A block</description>")
                    .append("<baseAddress>").append(4L * first).append("</baseAddress><registers>\n");
            for (int i = first; i < Math.min(registers, first + REGISTERS_OF_A_BLOCK); i++) {
                register(text, i, 4 * (i - first));
            }
            text.append("</registers></peripheral>\n");
        }
        return text.append("</peripherals></device>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void register(StringBuilder text, int number, int offset) {
        text.append("<register><name>REG").append(number).append("</name><description>Register ").append(number)
                .append(" controls part ").append(number % 7).append("</description><addressOffset>").append(offset)
                .append("</addressOffset><fields>\n");
        for (int field = 0; field < Integer.BYTES * 2; field++) {
            text.append("<field><name>F").append(field).append("</name><description>Field ").append(field)
                    .append("</description><bitRange>[").append(4 * field + 3).append(':').append(4 * field)
                    .append("]</bitRange><enumeratedValues><enumeratedValue><name>OFF</name><value>0</value>")
                    .append("</enumeratedValue></enumeratedValues></field>\n");
        }
        text.append("</fields></register>\n");
    }
}
