// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingChoice;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.binding.PciIdentity;
import org.barscope.registers.binding.Placement;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.ReadPlan;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Guard;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.svd.SvdReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in descriptions against numbers from their specifications and from the devices QEMU models. */
class BuiltInDescriptionsTest {
    static Stream<String> names() {
        return BuiltInDescriptions.bindings().stream().map(Binding::description).distinct();
    }

    private static Binding binding(String description) {
        return BuiltInDescriptions.bindings().stream().filter(b -> b.description().equals(description)).findFirst()
                .orElseThrow();
    }

    /** Places a description; registers read as the map says, by path. */
    private static Placement place(String description, byte[] config, Map<String, Long> values) throws IOException {
        return Placement.of(binding(description), BuiltInDescriptions.load(description), new ConfigSpace(config),
                (region, register) -> {
                    Long value = values.get(register.path());
                    if (value == null) {
                        throw new IOException("not expected");
                    }
                    return value;
                });
    }

    private static RegisterInstance find(Placement placement, String region, String path) {
        return placement.layouts().get(region).find(path).orElseThrow(() -> new AssertionError(path));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyDescriptionIsCleanSvd(String name) throws Exception {
        try (InputStream in = BuiltInDescriptions.class.getResourceAsStream(name)) {
            assertEquals(List.of(), new SvdReader().read(Path.of(name), in.readAllBytes(), ReadMonitor.NONE)
                    .warnings());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRegisterIsAlignedAndDocumented(String name) throws IOException {
        for (RegisterInstance register : RegisterLayout.of(BuiltInDescriptions.load(name)).registers()) {
            assertEquals(0, register.address() % register.register().accessBytes(), register.path());
            assertTrue(register.register().description().isPresent(), register.path());
        }
    }

    @Test
    void unknownNamesAreRefused() {
        assertThrows(IOException.class, () -> BuiltInDescriptions.load("none.svd"));
        assertThrows(IOException.class, () -> BuiltInDescriptions.load("../svd/SvdReader.class"));
    }

    private static List<String> chosen(int vendor, int device, int classCode, byte[] config) {
        BindingChoice choice = BindingChoice.of(BuiltInDescriptions.bindings(),
                new PciIdentity(vendor, device, 0x1af4, 0x1100, classCode), new ConfigSpace(config));
        List<String> names = new ArrayList<>();
        choice.candidates().forEach(binding -> names.add(binding.description()));
        choice.overlays().forEach(binding -> names.add("+" + binding.description()));
        return names;
    }

    @Test
    void devicesOfTheLabGetTheirDescription() {
        byte[] plain = new byte[256];
        byte[] virtio = config(0x40, 9, 0, 16, 1);
        byte[] msix = config(0x40, 0x11, 0, 4, 0);
        assertEquals(List.of("edu.svd", "+pci-config.svd"), chosen(0x1234, 0x11e8, 0x00ff00, plain));
        assertEquals(List.of("nvme.svd", "+msix.svd", "+pci-config.svd"), chosen(0x1b36, 0x0010, 0x010802, msix));
        assertEquals(List.of("e1000e.svd", "+msix.svd", "+pci-config.svd"), chosen(0x8086, 0x10d3, 0x020000, msix));
        assertEquals(List.of("ahci.svd", "+pci-config.svd"), chosen(0x8086, 0x2922, 0x010601, plain));
        assertEquals(List.of("xhci.svd", "+msix.svd", "+pci-config.svd"), chosen(0x1b36, 0x000d, 0x0c0330, msix));
        assertEquals(List.of("virtio-pci.svd", "+pci-config.svd"), chosen(0x1af4, 0x1041, 0x020000, virtio));
        assertEquals(List.of("ivshmem.svd", "+pci-config.svd"), chosen(0x1af4, 0x1110, 0x050000, virtio));
        assertEquals(List.of("bochs-display.svd", "+pci-config.svd"), chosen(0x1234, 0x1111, 0x038000, plain));
        assertEquals(List.of("+pci-config.svd"), chosen(0x10ec, 0x8168, 0x020000, plain));
    }

    private static byte[] config(int at, int... capability) {
        byte[] bytes = new byte[4096];
        bytes[6] = 0x10;
        bytes[0x34] = (byte) at;
        put(bytes, at, capability);
        return bytes;
    }

    private static void put(byte[] bytes, int at, int... values) {
        for (int i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
    }

    @Test
    void nvmeDoorbellsFollowTheStride() throws IOException {
        Placement packed = place("nvme.svd", new byte[256], Map.of("CTRL.CAP", 0x004008200f0107ffL));
        assertEquals(List.of(), packed.problems());
        assertEquals(0x1000, find(packed, "bar0", "SQ[0].TDBL").address());
        assertEquals(0x1004, find(packed, "bar0", "CQ[0].HDBL").address());
        assertEquals(0x1010, find(packed, "bar0", "SQ[2].TDBL").address());
        Placement wide = place("nvme.svd", new byte[256], Map.of("CTRL.CAP", 2L << 32));
        assertEquals(0x1010, find(wide, "bar0", "CQ[0].HDBL").address());
        assertEquals(0x1020, find(wide, "bar0", "SQ[1].TDBL").address());
        assertEquals(Guard.Kind.WRITE_ONLY, find(wide, "bar0", "SQ[1].TDBL").guard().orElseThrow().kind());
    }

    @Test
    void nvmeRegistersDecode() throws IOException {
        RegisterLayout layout = RegisterLayout.of(BuiltInDescriptions.load("nvme.svd"));
        DecodedRegister cap = DecodedRegister.of(layout.find("CTRL.CAP").orElseThrow().register(),
                0x0820_0028_0f01_07ffL);
        assertEquals(0x7ff, cap.field("MQES").orElseThrow().value());
        assertEquals(1, cap.field("CQR").orElseThrow().value());
        assertEquals(15, cap.field("TO").orElseThrow().value());
        assertEquals(8, cap.field("DSTRD").orElseThrow().value());
        DecodedRegister csts = DecodedRegister.of(layout.find("CTRL.CSTS").orElseThrow().register(), 9);
        assertEquals("COMPLETE", csts.field("SHST").orElseThrow().meaning().orElseThrow().name());
        assertEquals("READY", csts.field("RDY").orElseThrow().meaning().orElseThrow().name());
        DecodedRegister version = DecodedRegister.of(layout.find("CTRL.VS").orElseThrow().register(), 0x10400);
        assertEquals(1, version.field("MJR").orElseThrow().value());
        assertEquals(4, version.field("MNR").orElseThrow().value());
        assertEquals(0x40, layout.find("CTRL.BPINFO").orElseThrow().address());
        assertEquals(0xE18, layout.find("CTRL.PMRMSCU").orElseThrow().address());
    }

    @Test
    void e1000eHasTheRegistersOfABringUpAndGuardsThoseThatAReadClears() throws IOException {
        RegisterLayout layout = RegisterLayout.of(BuiltInDescriptions.load("e1000e.svd"));
        long described = BuiltInDescriptions.load("e1000e.svd").blocks().stream()
                .mapToLong(block -> block.registers().size()).sum();
        assertTrue(described >= 120, described + " registers");
        Map<String, Long> expected = new HashMap<>(Map.of("GEN.CTRL", 0L, "GEN.STATUS", 8L, "GEN.RCTL", 0x100L,
                "TXC.TCTL", 0x400L, "RX.Q[0].RDH", 0x2810L, "TX.Q[1].TDT", 0x3918L, "TX.Q[0].TARC", 0x3840L,
                "FILTER.RA[15].RAH", 0x547cL, "STAT.ICRXOC", 0x4124L, "HOST.SWSM", 0x5b50L));
        expected.putAll(Map.of("CFG.PBA", 0x1000L, "FILTER.VFTA[127]", 0x57fcL, "RSS.RSSRK[0]", 0x5c80L, "TS.RXUDP",
                0xb638L, "RX.RADV", 0x282cL, "RX.FCRTH", 0x2168L, "CFG.EEWR", 0x102cL, "HOST.FACTPS", 0x5b30L,
                "FILTER.IP4AT[3].ADDR", 0x5858L, "HOST.WUPM[31]", 0x5a7cL));
        expected.forEach((path, address) -> assertEquals(address,
                layout.find(path).orElseThrow(() -> new AssertionError(path)).address(), path));
        Set<Long> touched = new HashSet<>();
        ReadPlan.of(layout.registers()).accesses().forEach(access -> touched.add(access.address()));
        for (String path : List.of("GEN.ICR", "STAT.CRCERRS", "STAT.TPT", "HOST.SWSM", "TS.RXSTMPH", "GEN.ICS",
                "GEN.IMC")) {
            RegisterInstance register = layout.find(path).orElseThrow();
            assertTrue(register.guard().isPresent(), path);
            assertTrue(!touched.contains(register.address()), path);
        }
        assertTrue(touched.contains(0xD0L), "IMS is readable");
        assertTrue(layout.registers().stream().filter(r -> r.block().equals("STAT"))
                .allMatch(r -> r.guard().isPresent()));
    }

    @Test
    void xhciBlocksFollowTheCapabilityRegisters() throws IOException {
        // The values of QEMU's controller: 64 slots, 16 interrupters, 8 ports.
        Placement placement = place("xhci.svd", new byte[256], Map.of("CAP.CAPLENGTH", 0x01000040L,
                "CAP.HCSPARAMS1", 0x08001040L, "CAP.RTSOFF", 0x1000L, "CAP.DBOFF", 0x2000L));
        assertEquals(List.of(), placement.problems());
        assertEquals(0x44, find(placement, "bar0", "OP.USBSTS").address());
        assertEquals(0x4b0, find(placement, "bar0", "PORT[7].PORTSC").address());
        assertTrue(placement.layouts().get("bar0").find("PORT[8].PORTSC").isEmpty());
        assertEquals(0x1000, find(placement, "bar0", "RT.MFINDEX").address());
        assertEquals(0x1038, find(placement, "bar0", "INTR[0].ERDP").address());
        assertEquals(0x2100, find(placement, "bar0", "DB[64].DOORBELL").address());
    }

    @Test
    void ahciHasOnlyImplementedPorts() throws IOException {
        Placement placement = place("ahci.svd", new byte[256], Map.of("GHC.PI", 0x3fL));
        assertEquals(0x380 + 0x28, find(placement, "bar5", "PORT[5].SSTS").address());
        assertTrue(placement.layouts().get("bar5").find("PORT[6].SSTS").isEmpty());
    }

    @Test
    void virtioStructuresLieWhereTheCapabilitiesSay() throws IOException {
        byte[] config = config(0x40, 9, 0x50, 16, 1, 4, 0, 0, 0, 0, 0x10, 0, 0, 0x40, 0, 0, 0);
        put(config, 0x50, 9, 0, 16, 3, 2, 0, 0, 0, 0, 0x20, 0, 0, 1, 0, 0, 0);
        Placement placement = place("virtio-pci.svd", config, Map.of());
        assertEquals(List.of(), placement.problems());
        assertEquals(0x1014, find(placement, "bar4", "COMMON.DEVICE_STATUS").address());
        assertEquals(0x103a, find(placement, "bar4", "COMMON_1_2.QUEUE_RESET").address());
        assertEquals(Guard.Kind.READ_ACTION,
                find(placement, "bar2", "ISR.STATUS").guard().orElseThrow().kind());
        config[0x40 + 12] = 0x38;
        assertTrue(place("virtio-pci.svd", config, Map.of()).layouts().get("bar4").find("COMMON_1_2.QUEUE_RESET")
                .isEmpty());
    }

    @Test
    void msixTableLiesWhereTheCapabilitySays() throws IOException {
        byte[] config = config(0x40, 0x11, 0, 64, 0x80, 3, 0x20, 0, 0, 2, 0x30, 0, 0);
        Placement placement = place("msix.svd", config, Map.of());
        assertEquals(0x2000 + 64 * 16 + 12, find(placement, "bar3", "MSIX_TABLE[64].VECTOR_CTRL").address());
        assertTrue(placement.layouts().get("bar3").find("MSIX_TABLE[65].DATA").isEmpty());
        assertEquals(0x3008, find(placement, "bar2", "MSIX_PBA[1].PENDING").address());
        assertTrue(placement.layouts().get("bar2").find("MSIX_PBA[2].PENDING").isEmpty());
    }

    @Test
    void configurationSpaceHasItsHeaderAndCapabilities() throws IOException {
        byte[] config = config(0x40, 1, 0x60, 3, 0);
        put(config, 0x60, 0x10, 0, 2, 0);
        put(config, 0x100, 1, 0, 1, 0);
        Placement device = place("pci-config.svd", config, Map.of());
        assertEquals(List.of(), device.problems());
        assertEquals(0x44, find(device, "config", "PM.PMCSR").address());
        assertEquals(0x72, find(device, "config", "EXPRESS.LNKSTA").address());
        assertEquals(0x10c, find(device, "config", "AER.UNCORRECTABLE_SEVERITY").address());
        assertEquals(0x24, find(device, "config", "TYPE0.BAR5").address());
        assertTrue(device.layouts().get("config").find("TYPE1.PRIMARY_BUS").isEmpty());
        assertTrue(device.layouts().get("config").find("MSI.CONTROL").isEmpty());
        config[0x0e] = (byte) 0x81;
        Placement bridge = place("pci-config.svd", config, Map.of());
        assertEquals(0x18, find(bridge, "config", "TYPE1.PRIMARY_BUS").address());
        assertEquals(0x3e, find(bridge, "config", "TYPE1.BRIDGE_CONTROL").address());
        assertTrue(bridge.layouts().get("config").find("TYPE0.BAR0").isEmpty());
    }

    @Test
    void smallDevices() throws IOException {
        RegisterLayout edu = RegisterLayout.of(BuiltInDescriptions.load("edu.svd"));
        assertEquals(8, edu.find("EDU.DMA_CMD").orElseThrow().register().accessBytes());
        assertEquals(0x98, edu.find("EDU.DMA_CMD").orElseThrow().address());
        assertTrue(edu.find("EDU.IRQ_RAISE").orElseThrow().guard().isPresent());
        RegisterLayout shared = RegisterLayout.of(BuiltInDescriptions.load("ivshmem.svd"));
        assertEquals("INTR_STATUS is cleared by a read",
                shared.find("IVSHMEM.INTR_STATUS").orElseThrow().guard().orElseThrow().reason());
        RegisterLayout display = RegisterLayout.of(BuiltInDescriptions.load("bochs-display.svd"));
        assertEquals("ID5", DecodedRegister.of(display.find("DISPI.ID").orElseThrow().register(), 0xb0c5).fields()
                .getFirst().meaning().orElseThrow().name());
        assertEquals(0x514, display.find("DISPI.VIDEO_MEMORY_64K").orElseThrow().address());
    }
}
