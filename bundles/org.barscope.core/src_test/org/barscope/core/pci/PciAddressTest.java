// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0000:01:00.0, 0000:01:00.0",
        "01:00.0,      0000:01:00.0",
        "FFFF:aB:1F.7, ffff:ab:1f.7",
        "10000:e1:00.0, 10000:e1:00.0",
        "7fffffff:00:00.0, 7fffffff:00:00.0"
    })
    void readsAndWritesTheKernelsForm(String text, String canonical) {
        PciAddress address = PciAddress.parse(text);
        assertEquals(canonical, address.toString());
        assertEquals(address, PciAddress.parse(address.toString()));
    }

    @Test
    void takesTheParts() {
        assertEquals(new PciAddress(0x10002, 0xe1, 0x1d, 5), PciAddress.parse("10002:e1:1d.5"));
        assertEquals("e1:1d.5", PciAddress.parse("10002:e1:1d.5").toShortString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "01:00", "1:00.0", "01:0.0", "01:20.0", "01:00.8", "01:00.10", "0000-01:00.0", " 01:00.0", "01:00.0 ",
        "000:01:00.0", "80000000:01:00.0", "100000000:01:00.0", "01:00.0\n", "x1:00.0", "0000:01:00.0/bar0", "٠١:٠٠.٠"
    })
    void rejectsWhatIsNoAddress(String text) {
        assertTrue(PciAddress.tryParse(text).isEmpty());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> PciAddress.parse(text));
        assertEquals("'" + text + "' is not a PCI address; write it as 0000:01:00.0 or 01:00.0", refused.getMessage());
    }

    @Test
    void rejectsPartsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new PciAddress(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PciAddress(0, 256, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PciAddress(0, 0, 32, 0));
        assertThrows(IllegalArgumentException.class, () -> new PciAddress(0, 0, 0, 8));
    }

    @Test
    void ordersByDomainBusDeviceFunction() {
        List<String> ordered = List.of("0000:00:00.0", "0000:00:00.1", "0000:00:01.0", "0000:02:00.0", "0000:10:00.0",
                "0001:00:00.0", "10000:00:00.0");
        List<String> sorted = Stream.of(6, 3, 0, 5, 2, 4, 1).map(ordered::get).map(PciAddress::parse).sorted()
                .map(PciAddress::toString).toList();
        assertEquals(ordered, sorted);
    }

    @Test
    void convertsRoutingIds() {
        PciAddress address = PciAddress.ofRoutingId(3, 0x0212);
        assertEquals(PciAddress.parse("0003:02:02.2"), address);
        assertEquals(0x0212, address.routingId());
        assertEquals(0xffff, PciAddress.parse("ff:1f.7").routingId());
    }
}
