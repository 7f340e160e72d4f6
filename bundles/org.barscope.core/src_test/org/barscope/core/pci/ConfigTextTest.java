// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigTextTest {

    private static final PciIds IDS = PciIds.parse("""
            1234  Example Corp.
            \t11e8  Educational device
            C 0c  Serial bus controller
            \t03  USB controller
            \t\t30  XHCI
            """);

    @Test
    void writesTheHeadLine() {
        byte[] known = ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0x0c0330).u8(8, 0x10).build();
        assertEquals("USB controller: Example Corp. Educational device (rev 10) (prog-if 30 [XHCI])",
                ConfigText.title(ConfigSpace.decode(known), IDS));
        byte[] unknown = ConfigSpaceBuilder.endpoint(0x8086, 0x0001, 0x120001).build();
        assertEquals("Class 1200: Device 8086:0001 (prog-if 01)",
                ConfigText.title(ConfigSpace.decode(unknown), IDS));
    }

    @Test
    void writesTheWholeBody() {
        ConfigSpaceBuilder space = ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0x0c0330).u16(4, 0x0406)
                .u64(0x10, 0xfe00_0000_000cL).u32(0x18, 0xe001).u32(0x30, 0xfb00_0001L).u16(0x3c, 0x010b)
                .u16(0x2c, 0x1234).u16(0x2e, 0x11e8);
        int msix = space.standard(0x11, 12);
        space.u16(msix + 2, 0x8007).u32(msix + 4, 0x3000).u32(msix + 8, 0x3801);
        ConfigSpace config = ConfigSpace.decode(space.build());
        assertEquals(List.of(
                "\tSubsystem: Example Corp. Educational device",
                "\tControl: I/O- Mem+ BusMaster+ SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR- FastB2B-"
                        + " DisINTx+",
                "\tStatus: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort- >SERR- <PERR-"
                        + " INTx-",
                "\tLatency: 0",
                "\tInterrupt: pin A routed to IRQ 11",
                "\tRegion 0: Memory at fe0000000000 (64-bit, prefetchable)",
                "\tRegion 2: I/O ports at e000 [disabled]",
                "\tExpansion ROM at fb000000",
                "\tCapabilities: [40] MSI-X: Enable+ Count=8 Masked-",
                "\t\tVector table: BAR=0 offset=00003000",
                "\t\tPBA: BAR=1 offset=00003800"),
                ConfigText.body(config, IDS, KernelResources.unknown()));
    }

    @Test
    void prefersWhatTheKernelKnows() {
        byte[] bytes = ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0).u16(4, 2).u32(0x10, 0xfe00_0000L)
                .u16(0x3c, 0x01ff).build();
        KernelResources kernel = new KernelResources(OptionalInt.of(33), Map.of(
                0, new KernelResources.Range(0x40_0000_0000L, 0x8_0000),
                1, new KernelResources.Range(0, 0x1800),
                KernelResources.ROM, new KernelResources.Range(0xc0000, 0x20000)));
        List<String> lines = ConfigText.body(ConfigSpace.decode(bytes), IDS, kernel);
        assertTrue(lines.contains("\tInterrupt: pin A routed to IRQ 33"), lines::toString);
        assertTrue(lines.contains("\tRegion 0: Memory at 4000000000 (32-bit, non-prefetchable) [size=512K]"),
                lines::toString);
        assertTrue(lines.contains("\tRegion 1: Memory at <unassigned> (32-bit, non-prefetchable) [size=6K]"),
                lines::toString);
        assertTrue(lines.contains("\tExpansion ROM at 000c0000 [disabled] [size=128K]"), lines::toString);
    }

    @Test
    void saysWhatIsOdd() {
        byte[] bytes = ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0x060400).u16(6, 0x10).u8(0x34, 0x10).build();
        List<String> lines =
                ConfigText.body(ConfigSpace.decode(bytes), IDS, KernelResources.unknown());
        assertEquals(List.of("\t!!! class 0604 does not fit header type 00",
                "\t!!! the capability list points into the header, at 0x10"),
                lines.subList(lines.size() - 2, lines.size()));
        byte[] strange = ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0).u8(0x0e, 3).build();
        assertEquals(List.of("\t!!! Unknown header type 03"),
                ConfigText.body(ConfigSpace.decode(strange), IDS, KernelResources.unknown()));
    }
}
