// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InspectorTest {

    private final Inspector inspector = new Inspector(ZoneOffset.UTC);

    private Map<String, Meaning> of(String hex) {
        return inspector.inspect(HexFormat.of().parseHex(hex)).stream()
                .collect(Collectors.toMap(Meaning::name, Function.identity()));
    }

    private static void check(Map<String, Meaning> all, String name, String little, String big) {
        assertEquals(little, all.get(name).little(), name);
        assertEquals(Optional.ofNullable(big), all.get(name).big(), name);
    }

    @Test
    void numbersInBothOrders() {
        Map<String, Meaning> all = of("edff0080000000f0");
        check(all, "Unsigned 8", "237", null);
        check(all, "Signed 8", "-19", null);
        check(all, "Hex 16", "0xffed", "0xedff");
        check(all, "Signed 16", "-19", "-4609");
        check(all, "Unsigned 32", "2147549165", Long.toString(0xedff0080L));
        check(all, "Signed 32", Integer.toString(0x8000ffed), Integer.toString(0xedff0080));
        check(all, "Unsigned 64", Long.toUnsignedString(0xf00000008000ffedL),
                Long.toUnsignedString(0xedff0080000000f0L));
        check(all, "Bits 8", "1110 1101", null);
        assertFalse(all.containsKey("UUID"));
    }

    @Test
    void floats() {
        check(of("0000c03f"), "Float 32", "1.5", Float.toString(Float.intBitsToFloat(0x0000c03f)));
        check(of("3ff8000000000000"), "Float 64", Double.toString(Double.longBitsToDouble(0xf83fL)), "1.5");
        check(of("003c"), "Float 16", "1.0", Float.toString(Float.float16ToFloat((short) 0x3c)));
    }

    @Test
    void times() {
        check(of("00f15365"), "Unix time 32", "2023-11-14 22:13:20.000 +00:00",
                of("00f15365").get("Unix time 32").big().orElseThrow());
        assertTrue(of("0000000000000080").get("Nanoseconds since 1970").little().startsWith("1677-09-21"));
        assertEquals("1970-01-01 00:00:00.000 +00:00", of("00803ed5deb19d01").get("Windows file time").little());
    }

    @Test
    void addressesAndIdentifiers() {
        check(of("0901"), "PCI address (requester)", "01:01.1", "09:00.1");
        check(of("525400123456"), "MAC address", "52:54:00:12:34:56", null);
        check(of("33221100554477668899aabbccddeeff"), "UUID", "00112233-4455-6677-8899-aabbccddeeff",
                "33221100-5544-7766-8899-aabbccddeeff");
        check(of("c3a4"), "Character", "'ä' U+00E4", null);
        check(of("0a"), "Character", "U+000A LINE FEED (LF)", null);
        check(of("ff"), "Character", "–", null);
    }

    @Test
    void agreesWithByteBuffersAndNeverFails() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(Inspector.LONGEST + 4)];
            random.nextBytes(bytes);
            for (Meaning meaning : inspector.inspect(bytes)) {
                assertTrue(meaning.bytes() <= bytes.length);
                assertFalse(meaning.little().isEmpty());
            }
            if (bytes.length >= 8) {
                for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
                    assertEquals(java.nio.ByteBuffer.wrap(bytes).order(order).getLong(),
                            Inspector.value(bytes, 8, order));
                }
            }
        }
    }
}
