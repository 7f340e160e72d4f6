// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;
import java.util.StringJoiner;

/**
 * Extended capabilities about address translation, virtual functions and the size of BARs (PCI Express Base
 * Specification 5.0, chapters 7.8, 7.9, 9.3 and 10.5).
 */
final class VirtualizationCapabilities implements CapabilityGroup {

    /** Section 10.5.1; {@code PCI_ATS_*}. */
    private static final Layout ATS = Layout.of("""
            04.16 ATSCap
              4:0   InvalidateQueueDepth %hex2 "Invalidate Queue Depth: {}"
              5     PageAligned !
              6     GlobalInvalidate !
              7     RelaxedOrdering !
            06.16 ATSCtl rw
              15    Enable "Enable{+},"
              4:0   STU %hex2 "Smallest Translation Unit: {}"
            """);

    /** Section 9.3.3; {@code PCI_SRIOV_*}. */
    private static final Layout SRIOV = Layout.of("""
            04.32 IOVCap
              0     Migration
              2     10BitTagReq hwinit
              31:21 IntMsg %hex3 "Interrupt Message Number: {}"
              1     ARIPreserved !
            08.16 IOVCtl rw
              0     Enable
              1     Migration
              2     Interrupt
              3     MSE
              4     ARIHierarchy
              5     10BitTagReq
            0a.16 IOVSta rw1c
              0     Migration
            0c.16 InitialVFs -
              15:0  Count "Initial VFs: {},"
            0e.16 TotalVFs +
              15:0  Count hwinit "Total VFs: {},"
            10.16 NumVFs + rw
              15:0  Count "Number of VFs: {},"
            12.8 FunctionDependencyLink +
              7:0   Function %hex2 "Function Dependency Link: {}"
            14.16 VFOffset -
              15:0  Offset "VF offset: {},"
            16.16 VFStride +
              15:0  Stride "stride: {},"
            1a.16 VFDeviceID +
              15:0  DeviceID %hex4 "Device ID: {}"
            1c.32 SupportedPageSizes -
              31:0  Sizes %hex8 "Supported Page Size: {},"
            20.32 SystemPageSize + rw
              31:0  Size %hex8 "System Page Size: {}"
            """);

    private static final Layout VF_BAR_32 = Layout.of("""
            24.32 BAR "{region}" rw
              31:4  Address %$address "{}"
              3     Prefetchable ro !
              2:1   Type ro {32-bit|below 1M|64-bit} !
            "{kind}"
            """);

    private static final Layout VF_BAR_64 = Layout.of("""
            24.64 BAR "{region}" rw
              63:4  Address %$address "{}"
              3     Prefetchable ro !
              2:1   Type ro {32-bit|below 1M|64-bit} !
            "{kind}"
            """);

    private static final Layout VF_MIGRATION = Layout.of("""
            3c.32 VFMigration "VF Migration:"
              31:3  Offset %$migration "offset: {},"
              2:0   BIR "BIR: {}"
            """);

    private static final Layout MRIOV = Layout.of("""
            04.32 MRIOVCap !
              31:0  Value %hex8
            08.32 MRIOVCtl ! rw
              31:0  Value %hex8
            """);

    /** Section 10.5.2; {@code PCI_PRI_*}. */
    private static final Layout PRI = Layout.of("""
            04.16 PRICtl rw
              0     Enable
              1     Reset
            06.16 PRISta rw1c
              0     RF
              1     UPRGI
              8     Stopped ro
              15    PASID ro
            08.32 Capacity -
              31:0  Requests %hex8 "Page Request Capacity: {},"
            0c.32 Allocation + rw
              31:0  Requests %hex8 "Page Request Allocation: {}"
            """);

    /** Section 7.8.8; {@code PCI_PASID_*}. */
    private static final Layout PASID = Layout.of("""
            04.16 PASIDCap
              1     Exec
              2     Priv "Priv{+},"
              12:8  Width %hex2 "Max PASID Width: {}"
              3     TranslatedReq !
            06.16 PASIDCtl rw
              0     Enable
              1     Exec
              2     Priv
              3     TranslatedReq !
            """);

    /** Section 7.9.13; {@code PCI_TPH_*}. */
    private static final Layout TPH = Layout.of("""
            04.32 TPHCap
              0     NoST
              1     IntVec
              2     DevSpecific
              8     ExtRequester
              10:9  TableLocation {none|in capability|in MSI-X table} "Table {},"
              26:16 TableSize %plus1 "Size {}"
            08.32 TPHCtl rw
              2:0   Mode {no steering tags|interrupt vector|device specific} "Mode {},"
              9:8   Enable {off|TPH|reserved|TPH and extended TPH} "Enable {}"
            """);

    private static final Layout TPH_ENTRY = Layout.of("""
            00.16 ST ! rw
              7:0   Lower %hex2
              15:8  Upper %hex2
            """);

    /** Section 7.8.6 and chapter 9.3.7; {@code PCI_REBAR_*}. */
    private static final Layout REBAR_ENTRY = Layout.of("""
            00.32 Cap !
              31:4  Sizes %$sizes
            04.32 Ctrl "BAR {bar}:" rw
              13:8  Size %$size "current size: {}{supported}"
              2:0   BAR ro !
              7:5   Count ro !
              31:16 ExtSizes ro %hex4 !
            """);

    private static final String[] UNITS = {"MB", "GB", "TB", "PB", "EB"};

    private static final int LARGEST_SIZE = 43;

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x0f, "ATS", "Address Translation Service (ATS)"),
            new Definition(0x10, "SRIOV", "Single Root I/O Virtualization (SR-IOV)"),
            new Definition(0x11, "MRIOV", "Multi-Root I/O Virtualization"),
            new Definition(0x13, "PRI", "Page Request Interface (PRI)"),
            new Definition(0x15, "REBAR", "Physical Resizable BAR"),
            new Definition(0x17, "TPH", "Transaction Processing Hints"),
            new Definition(0x1b, "PASID", "Process Address Space ID (PASID)"),
            new Definition(0x24, "VF_REBAR", "Virtual Resizable BAR"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x0f -> d.apply(ATS);
            case 0x10 -> sriov(d);
            case 0x11 -> d.apply(MRIOV);
            case 0x13 -> d.apply(PRI);
            case 0x17 -> processingHints(d);
            case 0x1b -> d.apply(PASID);
            case 0x15, 0x24 -> resizable(d);
            default -> {
                // The name is all that is known.
            }
        }
    }

    private static void sriov(Decoding d) {
        d.apply(SRIOV);
        for (int bar = 0; bar < 6; bar++) {
            long low = d.peek32(0x24 + 4 * bar);
            boolean is64 = bits(low, 2, 1) == 2 && bar < 5;
            if (low != 0 && low != 0xffff_ffffL) {
                virtualBar(d, bar, low, is64);
            }
            if (is64 && low != 0xffff_ffffL) {
                bar++;
            }
        }
        long migration = d.peek32(0x3c);
        d.set("migration", Meanings.hex(migration & ~7L, 8)).apply(VF_MIGRATION);
    }

    private static void virtualBar(Decoding d, int bar, long low, boolean is64) {
        int at = 4 * bar;
        long address = low & ~0xfL;
        String text = Meanings.hex(address, 8);
        if (is64) {
            text = Meanings.hex(d.peek32(0x28 + at), 8) + text;
        }
        String width = bits(low, 2, 1) == 0 ? "32" : "64";
        d.set("region", "Region " + bar + ": Memory at").set("address", text);
        d.set("kind", "(" + width + "-bit, " + (bits(low, 3, 3) == 1 ? "" : "non-") + "prefetchable)");
        d.apply(is64 ? VF_BAR_64 : VF_BAR_32, at, "VF" + bar + ".");
    }

    private static void processingHints(Decoding d) {
        long capabilities = d.peek32(4);
        if (bits(capabilities, 1, 1) == 1) {
            d.line("Interrupt vector mode supported");
        }
        if (bits(capabilities, 2, 2) == 1) {
            d.line("Device specific mode supported");
        }
        if (bits(capabilities, 8, 8) == 1) {
            d.line("Extended requester support");
        }
        int location = bits(capabilities, 10, 9);
        d.line(switch (location) {
            case 0 -> "No steering table available";
            case 1 -> "Steering table in TPH capability structure";
            case 2 -> "Steering table in MSI-X table";
            default -> "Reserved steering table location";
        });
        d.apply(TPH);
        if (location == 1) {
            int entries = bits(capabilities, 26, 16) + 1;
            for (int i = 0; i < entries && d.has(0x0c + 2 * i, 2); i++) {
                d.apply(TPH_ENTRY, 0x0c + 2 * i, "Entry" + i + ".");
            }
            d.length(0x0c + 2 * entries);
        }
    }

    /** How many entries there are stands in the first of them only. */
    private static void resizable(Decoding d) {
        int count = bits(d.peek32(8), 7, 5);
        if (count < 1 || count > 6) {
            d.line("<error in resizable BAR: num_bars=" + count + " is out of specification>");
            return;
        }
        for (int i = 0; i < count; i++) {
            int at = 4 + 8 * i;
            long control = d.peek32(at + 4);
            StringJoiner sizes = new StringJoiner(" ");
            for (int size = 0; size <= LARGEST_SIZE; size++) {
                boolean supported = size < 28 ? bits(d.peek32(at), size + 4, size + 4) == 1
                        : bits(control, size - 12, size - 12) == 1;
                if (supported) {
                    sizes.add(size(size));
                }
            }
            d.set("bar", Integer.toString(bits(control, 2, 0))).set("size", size(bits(control, 13, 8)));
            d.set("sizes", sizes.toString());
            d.set("supported", sizes.length() == 0 ? "" : ", supported: " + sizes);
            d.apply(REBAR_ENTRY, at, "Entry" + i + ".");
        }
    }

    /** Powers of two, from 1 MB on. */
    private static String size(int exponent) {
        return exponent > LARGEST_SIZE ? "<unknown>" : (1 << exponent % 10) + UNITS[exponent / 10];
    }
}
