// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Known values of the saved dumps, so that the decoder is held to something where there is no lspci. */
class ConfigSpaceTest {

    private static ConfigSpace decode(String dump, String address) {
        PciAddress wanted = PciAddress.parse(address);
        return ConfigDump.resource(dump).stream().filter(function -> function.address().equals(wanted)).findFirst()
                .map(function -> ConfigSpace.decode(function.bytes())).orElseThrow();
    }

    private static long value(ConfigSpace config, String capability, String path) {
        return field(config, capability, path).value();
    }

    private static String meaning(ConfigSpace config, String capability, String path) {
        return field(config, capability, path).meaning();
    }

    private static ConfigField field(ConfigSpace config, String capability, String path) {
        return config.capability(capability).flatMap(found -> found.field(path))
                .orElseThrow(() -> new AssertionError("no " + capability + "." + path));
    }

    @Test
    void decodesTheHeaderOfAnEndpoint() {
        ConfigSpace nic = decode("endpoints.dump", "01:00.0");
        assertEquals(0x8086, nic.vendorId());
        assertEquals(0x10fb, nic.deviceId());
        assertEquals(0x020000, nic.classCode());
        assertEquals(1, nic.revision());
        assertEquals(64, nic.cacheLineSize());
        assertTrue(nic.multiFunction());
        assertTrue(nic.present());
        assertEquals(Optional.of(0x80860003), nic.subsystem());
        assertEquals(11, nic.interruptLine());
        assertEquals(1, nic.interruptPin());
        assertEquals(List.of(), nic.findings());
        PciHeader.Device header = assertInstanceOf(PciHeader.Device.class, nic.header());
        assertEquals(new ExpansionRom(0x30, 0xd0a80000L, 0xd0a80000L, false), header.rom());
        ConfigRegister command = nic.register("Command").orElseThrow();
        assertEquals(0x0406, command.value());
        assertEquals(List.of("DisINTx", "BusMaster", "Mem"),
                command.fields().stream().filter(ConfigField::isSet).map(ConfigField::name).toList());
    }

    @Test
    void decodesBarsOfEveryKind() {
        ConfigSpace gpu = decode("endpoints.dump", "03:00.0");
        assertEquals(List.of(
                new BarConfig(0, 0x10, 0x60_0000_000cL, BarConfig.Kind.MEMORY_64, true, 0x60_0000_0000L),
                new BarConfig(2, 0x18, 0x70_e000_000cL, BarConfig.Kind.MEMORY_64, true, 0x70_e000_0000L),
                new BarConfig(4, 0x20, 0xf001, BarConfig.Kind.IO, false, 0xf000),
                new BarConfig(5, 0x24, 0xfca00000L, BarConfig.Kind.MEMORY_32, false, 0xfca00000L)), gpu.bars());
        byte[] odd = ConfigSpaceBuilder.endpoint(1, 2, 0).u32(0x10, 0xa0002).u32(0x14, 0xffff_ffffL)
                .u32(0x18, 0xf0000006L).u32(0x24, 0xf8000004L).build();
        assertEquals(List.of(BarConfig.Kind.MEMORY_BELOW_1M, BarConfig.Kind.NONE, BarConfig.Kind.MEMORY_RESERVED,
                BarConfig.Kind.NONE, BarConfig.Kind.NONE, BarConfig.Kind.MEMORY_64_WITHOUT_UPPER),
                ConfigSpace.decode(odd).bars().stream().map(BarConfig::kind).toList());
    }

    @Test
    void decodesBridgeWindows() {
        PciHeader.Bridge port =
                assertInstanceOf(PciHeader.Bridge.class, decode("ports.dump", "00:1c.0").header());
        assertEquals(List.of(
                new BridgeWindow(BridgeWindow.Kind.IO, 0xe000, 0xefff, 16),
                new BridgeWindow(BridgeWindow.Kind.MEMORY, 0xdf000000L, 0xdf1fffffL, 32),
                new BridgeWindow(BridgeWindow.Kind.PREFETCHABLE, 0x40_c000_0000L, 0x40_cfff_ffffL, 64)),
                port.windows());
        assertEquals(2, port.secondaryBus());
        PciHeader.Bridge closed =
                assertInstanceOf(PciHeader.Bridge.class, decode("ports.dump", "05:01.0").header());
        assertEquals(List.of(false, false, false), closed.windows().stream().map(BridgeWindow::open).toList());
        byte[] contradicting = ConfigSpaceBuilder.bridge(1, 2).u8(0x1c, 0x11).u8(0x1d, 0x10).build();
        PciHeader.Bridge odd =
                assertInstanceOf(PciHeader.Bridge.class, ConfigSpace.decode(contradicting).header());
        assertEquals(0, odd.windows().getFirst().addressBits());
    }

    @Test
    void decodesCardBus() {
        ConfigSpace config = decode("legacy.dump", "15:00.0");
        PciHeader.CardBus cardBus = assertInstanceOf(PciHeader.CardBus.class, config.header());
        assertEquals(List.of(
                new BridgeWindow(BridgeWindow.Kind.PREFETCHABLE, 0x50000000L, 0x51ffffffL, 32),
                new BridgeWindow(BridgeWindow.Kind.MEMORY, 0x52000000L, 0x53ffffffL, 32),
                new BridgeWindow(BridgeWindow.Kind.IO, 0x4000, 0x40ff, 16),
                new BridgeWindow(BridgeWindow.Kind.IO, 0x4400, 0x44ff, 32)), cardBus.windows());
        assertEquals(Optional.of(0x10140512), config.subsystem());
        assertEquals("PM", config.capabilities().getFirst().shortName());
    }

    @Test
    void findsSubsystemOfABridgeInItsCapability() {
        assertEquals(Optional.of(0x10438694), decode("ports.dump", "00:1c.0").subsystem());
    }

    @Test
    void decodesInterruptCapabilities() {
        ConfigSpace nic = decode("endpoints.dump", "01:00.0");
        assertEquals(1, value(nic, "MSIX", "MsgCtrl.Enable"));
        assertEquals("64", meaning(nic, "MSIX", "MsgCtrl.TableSize"));
        assertEquals(4, value(nic, "MSIX", "Table.BAR"));
        assertEquals("00002000", meaning(nic, "MSIX", "PBA.Offset"));
        assertEquals(1, value(nic, "MSI", "MsgCtrl.Maskable"));
        ConfigSpace gpu = decode("endpoints.dump", "03:00.0");
        assertEquals(0xfee00000L, value(gpu, "MSI", "Address.Address"));
        assertEquals(0x22, value(gpu, "MSI", "Data.Data"));
        assertEquals(14, gpu.capability("MSI").orElseThrow().length());
        ConfigSpace sata = decode("legacy.dump", "00:1f.2");
        assertEquals("BAR4", meaning(sata, "SATA", "BarLoc.Location"));
    }

    @Test
    void decodesLinkAndSlot() {
        ConfigSpace ssd = decode("endpoints.dump", "02:00.0");
        assertEquals("16GT/s", meaning(ssd, "EXP", "LnkSta.Speed"));
        assertEquals("x4", meaning(ssd, "EXP", "LnkSta.Width"));
        assertEquals("512 bytes", meaning(ssd, "EXP", "DevCap.MaxPayload"));
        assertEquals("2.5-16GT/s", meaning(ssd, "EXP", "LnkCap2.Speeds"));
        ConfigSpace port = decode("ports.dump", "00:1c.0");
        assertEquals("Root Port", meaning(port, "EXP", "Flags.Type"));
        assertEquals(4, value(port, "EXP", "SltCap.Slot"));
        assertEquals("10W", meaning(port, "EXP", "SltCap.PowerLimit"));
        assertEquals("On", meaning(port, "EXP", "SltCtl.AttnInd"));
        assertEquals(0x0200, value(port, "EXP", "RootSta.PMEReqID"));
    }

    @Test
    void decodesVirtualFunctions() {
        ConfigSpace nic = decode("endpoints.dump", "01:00.0");
        assertEquals(64, value(nic, "SRIOV", "TotalVFs.Count"));
        assertEquals(8, value(nic, "SRIOV", "NumVFs.Count"));
        assertEquals(128, value(nic, "SRIOV", "VFOffset.Offset"));
        assertEquals(2, value(nic, "SRIOV", "VFStride.Stride"));
        assertEquals(0x10ed, value(nic, "SRIOV", "VFDeviceID.DeviceID"));
        assertEquals("00000000d0900000", meaning(nic, "SRIOV", "VF0.BAR.Address"));
        assertTrue(nic.capability("SRIOV").orElseThrow().register("VF3.BAR").isPresent());
        assertEquals("90-e2-ba-01-02-03-04-05", meaning(nic, "DSN", "SerialNumber.Number"));
    }

    @Test
    void decodesErrorsAndContainment() {
        ConfigSpace nic = decode("endpoints.dump", "01:00.0");
        assertEquals(1, value(nic, "ERR", "UESta.UnsupReq"));
        assertEquals(0, value(nic, "ERR", "UESta.MalfTLP"));
        assertEquals(0x14, value(nic, "ERR", "AERCap.FirstError"));
        assertEquals(0x9eece789L, value(nic, "ERR", "HeaderLog3.Log"));
        assertFalse(nic.capability("ERR").orElseThrow().register("RootCmd").isPresent());
        ConfigSpace port = decode("ports.dump", "00:1c.0");
        assertEquals(1, value(port, "ERR", "RootCmd.FERptEn"));
        assertEquals(0x44, value(port, "DPC", "RPPIO3.Log.Log"));
        assertEquals(FieldAccess.RW1CS, field(port, "ERR", "UESta.DLP").access());
    }

    @Test
    void decodesSizesOfResizableBars() {
        ConfigSpace gpu = decode("endpoints.dump", "03:00.0");
        assertEquals("16GB", meaning(gpu, "REBAR", "Entry0.Ctrl.Size"));
        assertEquals("256MB 512MB 1GB 2GB 4GB 8GB 16GB", meaning(gpu, "REBAR", "Entry0.Cap.Sizes"));
        assertEquals(2, value(gpu, "REBAR", "Entry1.Ctrl.BAR"));
        assertEquals("4MB", meaning(gpu, "REBAR", "Entry1.Ctrl.Size"));
    }

    @Test
    void decodesVirtioStructures() {
        ConfigSpace net = decode("machine-virtio.dump", "00:03.0");
        List<PciCapability> structures =
                net.capabilities().stream().filter(capability -> capability.id() == 9).toList();
        assertEquals(List.of("CommonCfg", "ISR", "DeviceCfg", "Notify", "PciCfg"),
                structures.stream().map(capability -> capability.field("cfg_type.Type").orElseThrow().meaning())
                        .toList());
        PciCapability notify = structures.get(3);
        assertEquals(4, notify.field("notify_off_multiplier.multiplier").orElseThrow().value());
        assertEquals(0x6000, notify.field("offset.offset").orElseThrow().value());
        assertEquals(0x14, notify.length());
    }

    @Test
    void decodesWhatLspciOnlyNames() {
        ConfigSpace memory = decode("endpoints.dump", "0d:00.0");
        assertEquals("secure", meaning(memory, "IDE", "SelectiveIDE0.Sta.Status"));
        assertEquals(11, value(memory, "IDE", "SelectiveIDE0.Ctl.ID"));
        assertEquals("component registers", memory.capabilityAt(0x150).orElseThrow()
                .field("Block1.Low.ID").orElseThrow().meaning());
        assertEquals("100ns", meaning(memory, "RTR", "ReadinessTime2.FLR"));
        assertEquals(60, value(memory, "DPA", "Substate1.Power.Allocation"));
        ConfigSpace ssd = decode("endpoints.dump", "02:00.0");
        assertEquals("Sustained", meaning(ssd, "PWR", "Data.Type"));
        assertEquals(5, value(ssd, "PL_16GT", "Lane3.EqCtl.UspTxPreset"));
    }

    @Test
    void describesFieldsByTheirPlace() {
        ConfigField speed = field(decode("endpoints.dump", "02:00.0"), "EXP", "LnkSta.Speed");
        assertEquals(0x82, speed.offset());
        assertEquals(16, speed.width());
        assertEquals(3, speed.msb());
        assertEquals(0, speed.lsb());
        assertEquals(4, speed.bits());
        assertEquals("Speed", speed.name());
        assertEquals(FieldAccess.RO, speed.access());
    }

    @Test
    void showsTheHeaderToUnprivilegedUsersAndSaysWhatIsMissing() {
        ConfigSpace full = decode("endpoints.dump", "01:00.0");
        ConfigSpace partial = ConfigSpace.decode(Arrays.copyOf(full.bytes().toByteArray(), 64));
        assertEquals(full.bars(), partial.bars());
        assertEquals(full.registers(), partial.registers());
        assertEquals(List.of(), partial.capabilities());
        assertEquals(List.of("the capability at 0x40 was not read: only 64 bytes of configuration space were readable;"
                + " reading the rest takes root"), partial.findings());
    }

    @Test
    void saysThatAFunctionIsGone() {
        byte[] ones = new byte[256];
        Arrays.fill(ones, (byte) 0xff);
        ConfigSpace gone = ConfigSpace.decode(ones);
        assertFalse(gone.present());
        assertEquals(new PciHeader.Unknown(0x7f), gone.header());
        assertEquals(List.of(), gone.capabilities());
        assertEquals(List.of("the function answers with all ones: it is gone, powered off or behind a link that is"
                + " down"), gone.findings());
    }

    @Test
    void aVirtualFunctionIsPresentThoughItsIdsAreOnes() {
        byte[] bytes = new byte[256];
        Arrays.fill(bytes, 0, 4, (byte) 0xff);
        bytes[6] = 0x10;
        bytes[0x34] = 0x40;
        bytes[0x40] = 0x11;
        ConfigSpace virtual = ConfigSpace.decode(bytes);
        assertTrue(virtual.present());
        assertTrue(virtual.capability("MSIX").isPresent());
        assertEquals(List.of(), virtual.findings());
    }

    @Test
    void refusesLessThanAHeader() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ConfigSpace.decode(new byte[63]));
        assertEquals("a PCI configuration space has at least 64 bytes, these are 63", refused.getMessage());
    }

    @Test
    void keepsItsOwnCopyOfTheBytes() {
        byte[] bytes = ConfigSpaceBuilder.endpoint(0x1234, 0x11e8, 0).build();
        ConfigSpace config = ConfigSpace.decode(bytes);
        bytes[0] = 0;
        config.bytes().toByteArray()[1] = 0;
        assertEquals(0x1234, config.bytes().u16(0));
    }
}
