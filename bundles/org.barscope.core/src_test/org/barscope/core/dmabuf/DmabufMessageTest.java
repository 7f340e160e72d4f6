// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DmabufMessageTest {

    private static final DmabufMessage NOTHING = new DmabufMessage(Optional.empty(), OptionalInt.empty(), List.of());

    @Test
    void saysWhichPartOfWhichBarAndIsReadBack() {
        List<Span> ranges = List.of(new Span(0x3000, 0x1000), new Span(0, 0x2000));
        DmabufRecord exported = new DmabufRecord(9, 0x3000, "n", "vfio_pci_core", Optional.empty(), List.of(),
                RegionStatus.LIVE).from(PciAddress.parse("0000:00:04.0"), 2, ranges);

        String line = DmabufMessage.of(exported);

        assertEquals("dmabuf size=0x3000 bar=0000:00:04.0/bar2 ranges=0x3000+0x1000,0x0+0x2000\n", line);
        assertEquals(new DmabufMessage(Optional.of(PciAddress.parse("0000:00:04.0")), OptionalInt.of(2), ranges),
                DmabufMessage.parse(line));
    }

    @Test
    void memoryHasNoBar() {
        String line = DmabufMessage.of(new DmabufRecord(9, 0x3000, "", "udmabuf", Optional.empty(), List.of(),
                RegionStatus.LIVE));

        assertEquals("dmabuf size=0x3000\n", line);
        assertEquals(NOTHING, DmabufMessage.parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello bar=0000:00:04.0/bar2", "dmabuf bar=zz/bar0",
        "dmabuf bar=0000:00:04.0/bar9",
        "dmabuf bar=:/bar0 ranges=0x0+0x1"})
    void whatOthersSayMeansNothing(String text) {
        assertEquals(NOTHING, DmabufMessage.parse(text));
    }

    @Test
    void rangesThatAreNoneAreLeftOut() {
        assertEquals(List.of(new Span(0, 0x1000)), DmabufMessage.parse(
                "dmabuf bar=0000:00:04.0/bar0 ranges=0x0+0x1000,0xffffffffffffffff+0x1,9+9").ranges());
    }
}
