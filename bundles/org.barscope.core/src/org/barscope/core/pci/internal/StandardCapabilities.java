// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;
import java.util.StringJoiner;

/**
 * The capabilities of the standard list that need no class of their own. Registers are named as in
 * {@code linux/pci_regs.h} and {@code lspci}; sections are those of the PCI Express Base Specification 5.0 unless
 * another source is named.
 */
final class StandardCapabilities implements CapabilityGroup {

    /** Section 7.5.2; PCI Power Management 1.2. */
    private static final Layout POWER_MANAGEMENT = Layout.of("""
            02.16 Flags
              2:0   Version ro !
              3     PMEClk
              5     DSI
              9     D1
              10    D2
              8:6   AuxCurrent {0mA|55mA|100mA|160mA|220mA|270mA|320mA|375mA}
              11    PME_D0 "PME(D0{+}"
              12    PME_D1 ",D1{+}"
              13    PME_D2 ",D2{+}"
              14    PME_D3hot ",D3hot{+}"
              15    PME_D3cold ",D3cold{+})"
            04.16 Status rw
              1:0   State {D0|D1|D2|D3} "{}"
              3     NoSoftRst ro
              8     PME-Enable rws
              12:9  DSel
              14:13 DScale ro
              15    PME rw1cs
            """);

    private static final Layout POWER_MANAGEMENT_BRIDGE = Layout.of("""
            06.8 Bridge
              7     PM
              6     B2 "B3{-}"
            """);

    private static final Layout POWER_MANAGEMENT_DATA = Layout.of("""
            07.8 Data !
              7:0 Data ro
            """);

    /** AGP 3.0, section 5.3; the rates mean 4x and 8x in AGP 3 mode. */
    private static final Layout AGP = Layout.of("""
            02.8 Version !
              7:4   Major
              3:0   Minor
            04.32 Status
              31:24 RQ %plus1
              16    Iso
              15:13 ArqSz
              12:10 Cal
              9     SBA
              8     ITACoh
              7     GART64
              6     HTrans
              5     64bit
              4     FW
              3     AGP3
              2:0   Rate %$rate
            08.32 Command rw
              31:24 RQ %plus1
              15:13 ArqSz
              12:10 Cal
              9     SBA
              8     AGP
              7     GART64
              5     64bit
              4     FW
              2:0   Rate %$commandRate
            """);

    /** Section 7.9.19. The data lies in a device, not in its configuration space, so only the window is here. */
    private static final Layout VPD = Layout.of("""
            02.16 Address rw
              15    F
              14:0  Address %hex4 "{}"
            04.32 Data rw
              31:0  Data %hex8 "{}"
            """);

    /** PCI-to-PCI Bridge Architecture 1.2, section 3.2.6. */
    private static final Layout SLOT_ID = Layout.of("""
            02.8 ExpansionSlot !
              5     First
              4:0   Slots
            03.8 Chassis ! rw
              7:0   Chassis %hex2
            """);

    /** Section 7.7.1. */
    private static final Layout MSI_CONTROL = Layout.of("""
            02.16 MsgCtrl ! rw
              0     Enable
              3:1   MultiMsgCapable ro %pow2
              6:4   MultiMsgEnable %pow2
              7     64bit ro
              8     Maskable ro
              9     ExtDataCapable ro
              10    ExtDataEnable
            """);

    private static final Layout MSI_32 = Layout.of("""
            04.32 Address - rw
              31:0  Address %hex8 "Address: {} "
            08.16 Data + rw
              15:0  Data %hex4 "Data: {}"
            """);

    private static final Layout MSI_64 = Layout.of("""
            04.64 Address - rw
              63:0  Address %hex16 "Address: {} "
            0c.16 Data + rw
              15:0  Data %hex4 "Data: {}"
            """);

    private static final Layout MSI_MASK = Layout.of("""
            0.32 Masking - rw
              31:0  Mask %hex8 "Masking: {} "
            4.32 Pending +
              31:0  Pending %hex8 "Pending: {}"
            """);

    /** PICMG 2.1 R2.0, section 3.1.1 (HS_CSR). */
    private static final Layout HOT_SWAP = Layout.of("""
            02.8 HS_CSR rw
              0     DHA
              1     EIM
              2     PIE ro
              3     LOO
              5:4   PI ro
              6     EXT rw1c
              7     INS rw1c
            """);

    /** PCI-X Protocol Addendum 2.0, section 7.2. */
    private static final Layout PCIX_DEVICE = Layout.of("""
            02.16 Command rw
              0     DPERE
              1     ERO
              3:2   RBC %bytes512
              6:4   OST {1|2|3|4|8|12|16|32}
              13:12 Version ro !
            04.32 Status
              15:0  Dev %routingId
              16    64bit
              17    133MHz
              18    SCD rw1c
              19    USC rw1c
              20    DC {simple|bridge}
              22:21 DMMRBC %bytes512
              25:23 DMOST {1|2|3|4|8|12|16|32}
              28:26 DMCRS {8|16|32|64|128|256|512|1024}
              29    RSCEM rw1c
              30    266MHz
              31    533MHz
            """);

    private static final Layout PCIX_BRIDGE = Layout.of("""
            02.16 SecStatus "Secondary Status:"
              0     64bit
              1     133MHz
              2     SCD rw1c
              3     USC rw1c
              4     SCO rw1c
              5     SRD rw1c
              8:6   Freq {conv|66MHz|100MHz|133MHz|?4|?5|?6|?7}
              13:12 Version ro !
              14    266MHz !
              15    533MHz !
            04.32 Status
              15:0  Dev %routingId
              16    64bit
              17    133MHz
              18    SCD rw1c
              19    USC rw1c
              20    SCO rw1c
              21    SRD rw1c
            08.32 Upstream rw
              15:0  Capacity ro
              31:16 CommitmentLimit
            0c.32 Downstream rw
              15:0  Capacity ro
              31:16 CommitmentLimit
            """);

    /** EHCI 1.0, appendix C. */
    private static final Layout DEBUG_PORT = Layout.of("""
            02.16 DebugPort !
              15:13 BAR
              12:0  Offset %hex4
            """);

    /** PICMG 2.0 R3.0; no public description of more than the header. */
    private static final Layout CENTRAL_RESOURCE = Layout.of("""
            02.16 CCRC !
              15:0  Value %hex4
            """);

    /** PCI Standard Hot-Plug Controller 1.0, section 4.1. */
    private static final Layout HOT_PLUG = Layout.of("""
            02.8 Select rw
              7:0   DwordSelect "Dword={}"
            03.8 Pending +
              6     CSP
              7     CIP
            04.32 Data rw
              31:0  Data %hex8 "{}"
            """);

    /** PCI-to-PCI Bridge Architecture 1.2, section 3.2.5.13. */
    private static final Layout SUBSYSTEM = Layout.of("""
            04.32 Subsystem !
              15:0  VendorID %hex4
              31:16 DeviceID %hex4
            """);

    private static final Layout SECURE_DEVICE = Layout.of("""
            00.32 Capability
              18:16 Type
              23:19 Revision
              24    IotlbSup
              25    HtTunnel
              26    NpCache
              27    EFRSup
              28    CapExt
            """);

    /** AMD I/O Virtualization Technology 48882, section 3.2: the IOMMU is a secure device of type 3. */
    private static final Layout AMD_IOMMU = Layout.of("""
            04.32 BaseLow rw
              0     Enable
              31:14 Base %hex "Base={}"
            08.32 BaseHigh rw
              31:0  Base %hex8 "{}"
            0c.32 Range
              4:0   UnitID
              7     RngValid
              15:8  Bus %hex2
              23:16 FirstDevice %hex2
              31:24 LastDevice %hex2
            10.32 Misc
              4:0   MsiNum
              7:5   GvaSize
              14:8  PaSize
              21:15 VaSize
              22    HtAtsResv
              31:27 MsiNumPPR
            """);

    /** Section 7.7.2. */
    private static final Layout MSIX = Layout.of("""
            02.16 MsgCtrl ! rw
              10:0  TableSize ro %plus1
              14    Masked
              15    Enable
            04.32 Table "Vector table:"
              2:0   BAR
              31:3  Offset %$table "offset={}"
            08.32 PBA
              2:0   BAR
              31:3  Offset %$pba "offset={}"
            """);

    /** Serial ATA AHCI 1.3.1, section 2.4. */
    private static final Layout SATA = Layout.of("""
            02.16 Revision !
              7:4   Major
              3:0   Minor
            04.32 BarLoc !
              3:0   Location {4=BAR0|5=BAR1|6=BAR2|7=BAR3|8=BAR4|9=BAR5|15=configuration space|*=reserved}
              23:4  Offset %hex8
            """);

    /** PCI Engineering Change Notice "Advanced Capabilities for Conventional PCI". */
    private static final Layout ADVANCED_FEATURES = Layout.of("""
            02.8 Length !
              7:0   Length
            03.8 AFCap
              0     TP
              1     FLR
            04.8 AFCtrl rw
              0     FLR
            05.8 AFStatus
              0     TP
            """);

    /** Section 7.8.10. */
    private static final Layout FLATTENING_PORTAL = Layout.of("""
            04.32 FPBCap
              0     RID
              1     MemLow
              2     MemHigh
              10:8  RIDVectorSize
              18:16 MemLowVectorSize
              26:24 MemHighVectorSize
            08.32 RIDCtl1 rw
              0     Enable
              7:4   Granularity
              31:19 Start %hex4
            0c.32 RIDCtl2 rw
              31:19 SecondaryStart %hex4
            """);

    private static final Layout ID_ONLY = Layout.of("""
            02.16 Flags !
              15:0  Value %hex4
            """);

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x00, "NULL", "Null"),
            new Definition(0x01, "PM", "Power Management"),
            new Definition(0x02, "AGP", "Accelerated Graphics Port"),
            new Definition(0x03, "VPD", "Vital Product Data"),
            new Definition(0x04, "SLOTID", "Slot Identification"),
            new Definition(0x05, "MSI", "Message Signaled Interrupts"),
            new Definition(0x06, "CHSWP", "CompactPCI hot-swap"),
            new Definition(0x07, "PCIX", "PCI-X"),
            new Definition(0x08, "HT", "HyperTransport"),
            new Definition(0x09, "VNDR", "Vendor Specific Information"),
            new Definition(0x0a, "DBG", "Debug port"),
            new Definition(0x0b, "CCRC", "CompactPCI central resource control"),
            new Definition(0x0c, "SHPC", "Hot-plug capable"),
            new Definition(0x0d, "SSVID", "Subsystem"),
            new Definition(0x0e, "AGP3", "AGP3"),
            new Definition(0x0f, "SECDEV", "Secure device"),
            new Definition(0x10, "EXP", "PCI Express"),
            new Definition(0x11, "MSIX", "MSI-X"),
            new Definition(0x12, "SATA", "SATA HBA"),
            new Definition(0x13, "AF", "PCI Advanced Features"),
            new Definition(0x14, "EA", "Enhanced Allocation"),
            new Definition(0x15, "FPB", "Flattening Portal Bridge"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x01 -> powerManagement(d);
            case 0x02 -> agp(d);
            case 0x03 -> d.apply(VPD);
            case 0x04 -> slotId(d);
            case 0x05 -> msi(d);
            case 0x06 -> d.apply(HOT_SWAP);
            case 0x07 -> pcix(d);
            case 0x08 -> HyperTransport.decode(d);
            case 0x09 -> VendorCapabilities.standard(d);
            case 0x0a -> debugPort(d);
            case 0x0b -> d.apply(CENTRAL_RESOURCE);
            case 0x0c -> d.apply(HOT_PLUG);
            case 0x0d -> subsystem(d);
            case 0x0e -> agp(d);
            case 0x0f -> secureDevice(d);
            case 0x10 -> ExpressCapability.decode(d);
            case 0x11 -> msix(d);
            case 0x12 -> sata(d);
            case 0x13 -> d.apply(ADVANCED_FEATURES);
            case 0x14 -> EnhancedAllocation.decode(d);
            case 0x15 -> d.apply(FLATTENING_PORTAL);
            default -> {
                // The name is all that is known.
            }
        }
    }

    /** What can be shown of an id that no specification known here defines. */
    static void unknown(Decoding d, int id) {
        d.apply(ID_ONLY);
        d.headline(String.format("Capability ID %#02x [%04x]", id, d.peek16(2)));
    }

    private static void powerManagement(Decoding d) {
        int version = bits(d.peek16(2), 2, 0);
        d.version(version).headline("Power Management version " + version).apply(POWER_MANAGEMENT);
        if (d.facts().bridge()) {
            d.apply(POWER_MANAGEMENT_BRIDGE);
        }
        d.apply(POWER_MANAGEMENT_DATA);
    }

    private static void agp(Decoding d) {
        int version = (int) d.peek(2, 8);
        long status = d.peek32(4);
        boolean agp3 = version >= 0x30 && bits(status, 3, 3) == 1;
        String name = (d.peek(0, 8) == 0x0e ? "AGP3" : "AGP");
        d.headline(String.format("%s version %x.%x", name, version >> 4, version & 0xf)).version(version >> 4)
                .set("rate", agpRates(bits(status, 2, 0), agp3))
                .set("commandRate", agpRates(bits(d.peek32(8), 2, 0), agp3))
                .apply(AGP);
    }

    private static String agpRates(int rates, boolean agp3) {
        StringJoiner text = new StringJoiner(",").setEmptyValue("<none>");
        for (int bit = 0; bit < 3; bit++) {
            if ((rates & 1 << bit) != 0) {
                text.add("x" + (1 << bit + (agp3 ? 2 : 0)));
            }
        }
        return text.toString();
    }

    private static void slotId(Decoding d) {
        int flags = d.peek16(2);
        d.headline(String.format("Slot ID: %d slots, First%s, chassis %02x", flags & 0x1f, sign(flags & 0x20),
                flags >> 8)).apply(SLOT_ID);
    }

    private static void msi(Decoding d) {
        int flags = d.peek16(2);
        boolean is64 = (flags & 0x80) != 0;
        boolean maskable = (flags & 0x100) != 0;
        d.headline(String.format("MSI: Enable%s Count=%d/%d Maskable%s 64bit%s", sign(flags & 1),
                1 << bits(flags, 6, 4), 1 << bits(flags, 3, 1), sign(flags & 0x100), sign(flags & 0x80)));
        d.apply(MSI_CONTROL).apply(is64 ? MSI_64 : MSI_32);
        if (maskable) {
            d.apply(MSI_MASK, is64 ? 0x10 : 0x0c, "");
        }
    }

    private static void pcix(Decoding d) {
        boolean bridge = d.facts().bridge();
        d.headline(bridge ? "PCI-X bridge device" : "PCI-X non-bridge device")
                .version(bits(d.peek16(2), 13, 12))
                .apply(bridge ? PCIX_BRIDGE : PCIX_DEVICE);
    }

    private static void debugPort(Decoding d) {
        int value = d.peek16(2);
        d.headline(String.format("Debug port: BAR=%d offset=%04x", value >> 13, value & 0x1fff)).apply(DEBUG_PORT);
    }

    private static void subsystem(Decoding d) {
        d.headline(String.format("Subsystem: %04x:%04x", d.peek16(4), d.peek16(6))).apply(SUBSYSTEM);
    }

    private static void secureDevice(Decoding d) {
        d.apply(SECURE_DEVICE);
        if (bits(d.peek32(0), 18, 16) == 3) {
            d.headline("Secure device (AMD IOMMU)").apply(AMD_IOMMU);
        }
    }

    private static void msix(Decoding d) {
        int flags = d.peek16(2);
        d.headline(String.format("MSI-X: Enable%s Count=%d Masked%s", sign(flags & 0x8000), (flags & 0x7ff) + 1,
                sign(flags & 0x4000)));
        d.set("table", Meanings.hex(d.peek32(4) & ~7L, 8)).set("pba", Meanings.hex(d.peek32(8) & ~7L, 8)).apply(MSIX);
    }

    private static void sata(Decoding d) {
        int revision = d.peek16(2);
        long location = d.peek32(4);
        int bar = bits(location, 3, 0);
        String where = bar >= 4 && bar <= 9
                ? String.format("BAR%d Offset=%08x", bar - 4, bits(location, 23, 4))
                : bar == 15 ? "InCfgSpace" : "BAR??" + bar;
        d.headline(String.format("SATA HBA v%d.%d %s", bits(revision, 7, 4), bits(revision, 3, 0), where)).apply(SATA);
    }

    /** The sign that {@code lspci} puts behind the name of a flag. */
    static String sign(long value) {
        return value != 0 ? "+" : "-";
    }
}
