// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;

/**
 * Capabilities whose content a vendor defines: the standard one (with the structures of Virtio 1.2, section 4.1.4), the
 * extended one and the designated one (with those of CXL 3.0, section 8.1).
 */
final class VendorCapabilities implements CapabilityGroup {

    private static final int VIRTIO_VENDOR = 0x1af4;
    private static final int CXL_VENDOR = 0x1e98;

    private static final Layout LENGTH = Layout.of("""
            02.8 Length !
              7:0   Length %hex2
            """);

    private static final Layout VIRTIO = Layout.of("""
            02.8 cap_len !
              7:0   Length
            03.8 cfg_type !
              7:0   Type {0=none|1=CommonCfg|2=Notify|3=ISR|4=DeviceCfg|5=PciCfg|8=SharedMemory|9=Vendor|*=unknown}
            04.8 bar -
              7:0   BAR
            05.8 id !
              7:0   Id
            08.32 offset + rw
              31:0  offset %hex8
            0c.32 length + rw
              31:0  size %hex8
            """);

    private static final Layout VIRTIO_NOTIFY = Layout.of("""
            10.32 notify_off_multiplier +
              31:0  multiplier %hex8
            """);

    private static final Layout VIRTIO_CONFIG_ACCESS = Layout.of("""
            10.32 pci_cfg_data + rw
              31:0  data %hex8
            """);

    private static final Layout VIRTIO_SHARED_MEMORY = Layout.of("""
            10.32 offset_hi +
              31:0  offset_hi %hex8
            14.32 length_hi +
              31:0  size_hi %hex8
            """);

    /** PCI Express Base 5.0 section 7.9.5. */
    private static final Layout EXTENDED = Layout.of("""
            04.32 VSECHeader !
              15:0  ID %hex4
              19:16 Revision
              31:20 Length %hex3
            """);

    /** PCI Express Base 5.0 section 7.9.6; {@code PCI_DVSEC_*}. */
    private static final Layout DESIGNATED = Layout.of("""
            04.32 DVSECHeader1 !
              15:0  VendorID %hex4
              19:16 Revision
              31:20 Length
            08.16 DVSECHeader2 !
              15:0  ID %hex4
            """);

    /** CXL 3.0 section 8.1.3. */
    private static final Layout CXL_DEVICE = Layout.of("""
            0a.16 CXLCap
              0     Cache
              1     IO
              2     Mem
              3     MemHWInit
              5:4   HDMCount "HDMCount {}"
              6     CacheWBInval
              7     Reset
              14    Viral
            0c.16 CXLCtl rw
              0     Cache
              1     IO
              2     Mem
              7:3   CacheSFCov "CacheSFCov {}"
              10:8  CacheSFGran "CacheSFGran {}"
              11    CacheClean
              14    Viral
            0e.16 CXLSta rw1c
              14    Viral
            10.16 CXLCtl2 rw
              0     DisableCaching
              1     InitCacheWB&Inval
              2     InitRst
              3     RstMemClrEn
            12.16 CXLSta2
              0     CacheInvalid
              1     ResetComplete
              2     ResetError
              15    PMComplete
            14.16 CXLLock rw
              0     ConfigLock
            16.16 CXLCap2
              3:0   CacheUnit {not reported|64K|1M|*=reserved}
              15:8  CacheSize
            """.replace("{not reported|64K|1M|*=reserved}", "{0=not reported|1=64K|2=1M|*=reserved}"));

    private static final Layout CXL_RANGE = Layout.of("""
            00.32 SizeHigh !
              31:0  Size %hex8
            04.32 SizeLow "{range}"
              31:28 Size %hex !
              0     Valid
              1     Active
              4:2   MediaType {Volatile|Non-volatile|CDAT|reserved} "Type={}"
              7:5   MemoryClass {DRAM|Storage|CDAT|reserved} "Class={}"
              12:8  Interleave !
              15:13 Timeout !
            08.32 BaseHigh ! rw
              31:0  Base %hex8
            0c.32 BaseLow ! rw
              31:28 Base %hex
            """);

    /** CXL 3.0 section 8.1.9. */
    private static final Layout CXL_REGISTER_BLOCK = Layout.of("""
            00.32 Low "{block}:" hwinit ?used
              2:0   BIR "BIR: bar{},"
              15:8  ID {0=empty|1=component registers|2=BAR virtualization|3=CXL device registers|4=CPMU registers\
            |255=vendor-specific|*=reserved} "ID: {},"
              31:16 Offset %$offset "offset: {}"
            04.32 High ! hwinit
              31:0  Offset %hex8
            """);

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x0b, "VNDR", "Vendor Specific Information"),
            new Definition(0x23, "DVSEC", "Designated Vendor-Specific"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x0b -> extended(d);
            case 0x23 -> designated(d);
            default -> {
                // The name is all that is known.
            }
        }
    }

    static void standard(Decoding d) {
        int device = d.facts().deviceId();
        if (d.facts().vendorId() == VIRTIO_VENDOR && device >= 0x1000 && device <= 0x107f) {
            virtio(d);
            return;
        }
        int length = (int) d.peek(2, 8);
        d.headline(String.format("Vendor Specific Information: Len=%02x", length)).apply(LENGTH).length(length);
    }

    private static void virtio(Decoding d) {
        int type = (int) d.peek(3, 8);
        String title = switch (type) {
            case 1 -> "CommonCfg";
            case 2 -> "Notify";
            case 3 -> "ISR";
            case 4 -> "DeviceCfg";
            case 5 -> "PciCfg";
            case 8 -> "SharedMemory";
            case 9 -> "Vendor";
            default -> "unknown type " + type;
        };
        d.headline("Vendor Specific Information: VirtIO: " + title).apply(VIRTIO);
        switch (type) {
            case 2 -> d.apply(VIRTIO_NOTIFY);
            case 5 -> d.apply(VIRTIO_CONFIG_ACCESS);
            case 8 -> d.apply(VIRTIO_SHARED_MEMORY);
            default -> {
                // The common part is all there is.
            }
        }
        d.length((int) d.peek(2, 8));
    }

    private static void extended(Decoding d) {
        long header = d.peek32(4);
        int length = bits(header, 31, 20);
        d.headline(String.format("Vendor Specific Information: ID=%04x Rev=%d Len=%03x", bits(header, 15, 0),
                bits(header, 19, 16), length)).apply(EXTENDED).length(length);
    }

    private static void designated(Decoding d) {
        long header = d.peek32(4);
        int vendor = bits(header, 15, 0);
        int revision = bits(header, 19, 16);
        int length = bits(header, 31, 20);
        int id = d.peek16(8);
        d.headline(String.format("Designated Vendor-Specific: Vendor=%04x ID=%04x Rev=%d Len=%d", vendor, id, revision,
                length)).apply(DESIGNATED).length(length);
        if (vendor == CXL_VENDOR && length >= 0x10) {
            d.headline(d.headline() + ": CXL");
            cxl(d, id, revision, length);
        }
    }

    private static void cxl(Decoding d, int id, int revision, int length) {
        d.line(switch (id) {
            case 0 -> "PCIe DVSEC for CXL Devices";
            case 2 -> "Non-CXL Function Map DVSEC";
            case 3 -> "CXL Extensions DVSEC for Ports";
            case 4 -> "GPF DVSEC for CXL Ports";
            case 5 -> "GPF DVSEC for CXL Devices";
            case 7 -> "PCIe DVSEC for Flex Bus Port";
            case 8 -> "Register Locator DVSEC";
            case 9 -> "MLD DVSEC";
            case 10 -> "PCIe DVSEC for Test Capability";
            default -> String.format("Unknown ID %04x", id);
        });
        if (id == 0 && revision >= 1 && length >= 0x38) {
            d.apply(CXL_DEVICE);
            cxlRange(d, 1, 0x18);
            cxlRange(d, 2, 0x28);
        } else if (id == 8) {
            for (int at = 0x0c; at + 8 <= length && d.has(at, 8); at += 8) {
                int block = (at - 4) / 8;
                long offset = d.peek32(at) & 0xffff_0000L | d.peek32(at + 4) << 32;
                d.tag("used", bits(d.peek32(at), 15, 8) != 0);
                d.set("block", "Block" + block).set("offset", Meanings.hex(offset, 16));
                d.apply(CXL_REGISTER_BLOCK, at, "Block" + block + ".");
            }
        }
    }

    private static void cxlRange(Decoding d, int number, int at) {
        long size = d.peek32(at) << 32 | d.peek32(at + 4) & 0xf000_0000L;
        long base = d.peek32(at + 8) << 32 | d.peek32(at + 12) & 0xf000_0000L;
        d.set("range", String.format("Range%d: %016x-%016x [size=0x%x]", number, base, base + size - 1, size));
        d.apply(CXL_RANGE, at, "Range" + number + ".");
    }
}
