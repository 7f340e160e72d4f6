// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.pci.ConfigBytes;
import org.barscope.core.pci.ConfigField;
import org.barscope.core.pci.FieldAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    private static final List<Class<?>> TABLES = List.of(
            CapabilityWalker.class, EnhancedAllocation.class, ErrorCapabilities.class, ExpressCapability.class,
            HeaderRegisters.class, HyperTransport.class, LinkCapabilities.class, MiscCapabilities.class,
            PowerCapabilities.class, RoutingCapabilities.class, StandardCapabilities.class, VendorCapabilities.class,
            VirtualizationCapabilities.class);

    private static final int MINIMUM_LAYOUTS = 90;

    private static Decoding decoding(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new Decoding(ConfigBytes.copyOf(content), 0, new FunctionFacts(0, 0, 0, FunctionFacts.NO_PORT, 0));
    }

    private static List<Layout> layouts() throws IllegalAccessException {
        List<Layout> layouts = new ArrayList<>();
        for (Class<?> table : TABLES) {
            for (Field field : table.getDeclaredFields()) {
                if (field.getType() == Layout.class) {
                    field.setAccessible(true);
                    layouts.add((Layout) field.get(null));
                }
            }
        }
        return layouts;
    }

    @Test
    void everyLayoutOfTheTablesIsSound() throws IllegalAccessException {
        List<Layout> layouts = layouts();
        assertTrue(layouts.size() >= MINIMUM_LAYOUTS, () -> layouts.size() + " layouts");
        for (Layout layout : layouts) {
            assertFalse(layout.registers().isEmpty());
            for (Layout.Register register : layout.registers()) {
                for (Layout.Item item : register.items()) {
                    if (item instanceof Layout.FieldItem field) {
                        assertTrue(field.msb() < register.width(),
                                () -> register.name() + "." + field.name() + " lies outside its register");
                    }
                }
            }
        }
    }

    @Test
    void readsEveryPartOfTheNotation() {
        Layout layout = Layout.of("""
                # a comment
                02.16 Ctl rw
                  0     Enable
                  3:1   Mode {off|slow|fast} "Mode {},"   # and another
                  4     Locked ro ?shown
                  5     Gone @there
                  6     Hidden !
                /
                "Limit:" ?shown
                  15:8  Limit rw1c %hex2 "{}"
                04.8 Sta - ?shown
                  7:0   Code {1=one|*=code %d}
                """);
        Decoding decoding = decoding(0, 0, 0x55, 0x1f, 0x07).tag("shown", true);
        decoding.apply(layout, 0, "X.");
        assertEquals(List.of("X.Ctl: Enable+ Mode fast, Locked+", "\tLimit: 1f", "Code=code 7"), decoding.text());
        assertEquals(List.of("X.Ctl.Limit", "X.Ctl.Hidden", "X.Ctl.Locked", "X.Ctl.Mode", "X.Ctl.Enable"),
                decoding.registers().getFirst().fields().stream().map(ConfigField::path).toList());
        ConfigField limit = decoding.registers().getFirst().fields().getFirst();
        assertEquals(new ConfigField("X.Ctl.Limit", 2, 16, 15, 8, 0x1f, "", FieldAccess.RW1C), limit);
        ConfigField mode = decoding.registers().getFirst().fields().get(3);
        assertEquals("fast", mode.meaning());
        assertEquals(FieldAccess.RW, mode.access());
        assertEquals(5, decoding.length());
    }

    @Test
    void obeysConditions() {
        Layout layout = Layout.of("""
                00.8 A ?shown
                  0     Flag
                01.8 B
                  0     Plain @!special
                  0     Special @special
                """);
        assertEquals(List.of("B: Plain+"), decoding(1, 1).apply(layout).text());
        assertEquals(List.of("A: Flag+", "B: Special+"),
                decoding(1, 1).tag("shown", true).tag("special", true).apply(layout).text());
    }

    @Test
    void neverMakesUpWhatWasNotRead() {
        Layout layout = Layout.of("""
                00.8 There
                  0     Flag
                01.16 Missing
                  0     Flag
                """);
        Decoding decoding = decoding(1, 1).apply(layout);
        assertEquals(1, decoding.registers().size());
        assertTrue(decoding.truncated());
        assertEquals(List.of("There: Flag+", "<the rest was not read>"), decoding.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "02.12 Odd", "xx.16 Odd", "02.16", "02.16 Name bogus", "02.16 Name\n 5:7 Upside", "02.16 Name\n 70 Far",
        "02.16 Name\n 1 Flag %nothing", "02.16 Name\n 1 Flag bogus", "02.16 Name\n 1 Flag \"open",
        "02.16 Name\n 3:0 Word {a|b", "02.16 Name\n \"text\" bogus"
    })
    void refusesMistakes(String text) {
        assertThrows(IllegalArgumentException.class, () -> Layout.of(text).registers());
    }
}
