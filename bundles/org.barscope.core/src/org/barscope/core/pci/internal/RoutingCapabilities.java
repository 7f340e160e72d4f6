// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;
import static org.barscope.core.pci.internal.FunctionFacts.DOWNSTREAM_PORT;
import static org.barscope.core.pci.internal.FunctionFacts.ENDPOINT;
import static org.barscope.core.pci.internal.FunctionFacts.INTEGRATED_ENDPOINT;
import static org.barscope.core.pci.internal.FunctionFacts.ROOT_PORT;
import static org.barscope.core.pci.internal.FunctionFacts.UPSTREAM_PORT;

import java.util.List;
import java.util.StringJoiner;

/**
 * Extended capabilities about the ways of packets: virtual channels, root complex topology, access control, multicast
 * (PCI Express Base Specification 5.0, chapters 7.7 to 7.9).
 */
final class RoutingCapabilities implements CapabilityGroup {

    private static final String ARBITRATION = "{Fixed|WRR32|WRR64|WRR128|??4|??5|??6|??7}";
    private static final String VC_ARBITRATION = "{Fixed|WRR32|WRR64|WRR128|TWRR128|WRR256|??6|??7}";

    /** Section 7.9.1. */
    private static final Layout VC = Layout.of("""
            04.32 Caps
              6:4   LPEVC
              9:8   RefClk {100ns|??1|??2|??3}
              11:10 PATEntryBits %pow2
              2:0   ExtendedVCs !
            08.32 Arb
              0     Fixed
              1     WRR32
              2     WRR64
              3     WRR128
              31:24 TableOffset !
            0c.16 Ctrl rw
              0     LoadTable !
              3:1   ArbSelect ARBITRATION
            0e.16 Status
              0     InProgress
            """.replace("ARBITRATION", ARBITRATION));

    private static final Layout VC_RESOURCE = Layout.of("""
            00.32 Caps "{vc}: Caps:"
              31:24 PATOffset %hex2
              22:16 MaxTimeSlots hwinit %plus1
              15    RejSnoopTrans hwinit
            /
            "Arb:"
              0     Fixed
              1     WRR32
              2     WRR64
              3     WRR128
              4     TWRR128
              5     WRR256
            04.32 Ctrl "\tCtrl:" rw
              31    Enable
              26:24 ID
              19:17 ArbSelect VC_ARBITRATION
              7:0   TCMap %hex2 "TC/VC={}"
              16    LoadTable !
            0a.16 Status "\tStatus:"
              1     NegoPending
              0     InProgress
            """.replace("VC_ARBITRATION", VC_ARBITRATION));

    /** Section 7.9.8. */
    private static final Layout ROOT_LINK = Layout.of("""
            04.32 Desc
              31:24 PortNumber %hex2
              23:16 ComponentID hwinit %hex2
              3:0   EltType {Config|Egress|Internal}
              15:8  Links hwinit !
            """);

    private static final Layout ROOT_LINK_ENTRY = Layout.of("""
            00.32 Desc "{link}: Desc:" hwinit
              31:24 TargetPort %hex2
              23:16 TargetComponent %hex2
              2     AssocRCRB
              1     LinkType {MemMapped|Config}
              0     LinkValid
            """);

    private static final Layout ROOT_LINK_MEMORY = Layout.of("""
            08.64 Addr "\tAddr:" hwinit
              63:0  Address %hex16 "{}"
            """);

    private static final Layout ROOT_LINK_CONFIG = Layout.of("""
            08.64 Addr "\tAddr:" hwinit
              63:0  Address %$function "{}"
            """);

    /** Section 7.9.9. */
    private static final Layout ROOT_INTERNAL_LINK = Layout.of("""
            04.32 LnkCap
              3:0   Speed %speed "Speed {},"
              9:4   Width %width "Width {},"
              11:10 ASPM {not supported|L0s|L1|L0s L1} "ASPM {}"
              14:12 L0sExit %l0s "L0s {},"
              17:15 L1Exit %l1 "L1 {}"
            08.16 LnkCtl rw
              1:0   ASPM {Disabled|L0s Enabled|L1 Enabled|L0s L1 Enabled} "ASPM {};"
              7     ExtSynch
            0a.16 LnkSta
              3:0   Speed %speed "Speed {},"
              9:4   Width %width "Width {}"
            """);

    /** Section 7.9.10. */
    private static final Layout EVENT_COLLECTOR = Layout.of("""
            04.32 RCiEPBitmap hwinit
              31:0  Devices %$devices "{}"
            """);

    private static final Layout EVENT_COLLECTOR_BUSES = Layout.of("""
            08.32 AssociatedBusNumbers hwinit
              15:8  Next %hex2 !
              23:16 Last %hex2 !
            "{buses}"
            """);

    /** Section 7.9.7. */
    private static final Layout ROOT_REGISTERS = Layout.of("""
            04.32 Ids
              15:0  VendorID %hex4
              31:16 DeviceID %hex4
            08.32 RCRBCap
              0     CRSVisible
            0c.32 RCRBCtl rw
              0     CRSVisible
            """);

    /** Section 7.7.8; {@code PCI_ACS_*}. */
    private static final Layout ACS = Layout.of("""
            04.16 ACSCap
              0     SrcValid
              1     TransBlk
              2     ReqRedir
              3     CmpltRedir
              4     UpstreamFwd
              5     EgressCtrl
              6     DirectTrans
              7     Enhanced
              15:8  EgressVectorSize !
            06.16 ACSCtl rw
              0     SrcValid
              1     TransBlk
              2     ReqRedir
              3     CmpltRedir
              4     UpstreamFwd
              5     EgressCtrl
              6     DirectTrans
              7     IORequestBlk ?enhanced
              9:8   DspMemTarget ?enhanced
              11:10 UspMemTarget ?enhanced
              12    UnclaimedRedir ?enhanced
            """);

    private static final Layout ACS_EGRESS = Layout.of("""
            08.32 Egress rw
              31:0  Vector %hex8 "{}"
            """);

    /** Section 7.8.7; {@code PCI_ARI_*}. */
    private static final Layout ARI = Layout.of("""
            04.16 ARICap
              0     MFVC
              1     ACS "ACS{+},"
              15:8  NextFunction "Next Function: {}"
            06.16 ARICtl rw
              0     MFVC
              1     ACS "ACS{+},"
              6:4   FunctionGroup "Function Group: {}"
            """);

    /** Section 7.9.11. */
    private static final Layout MULTICAST = Layout.of("""
            04.16 McastCap
              5:0   MaxGroups %plus1 "MaxGroups {}"
              13:8  WindowSize %$window ?endpoint ", WindowSz {}"
              15    ECRCRegen ?port ", ECRCRegen{+}"
            06.16 McastCtl rw
              5:0   NumGroups %plus1 "NumGroups {},"
              15    Enable
            08.64 McastBAR rw
              5:0   IndexPos "IndexPos {},"
              63:12 BaseAddr %$mcastBase "BaseAddr {}"
            10.64 McastReceiveVec rw
              63:0  Groups %hex16 "{}"
            18.64 McastBlockAllVec rw
              63:0  Groups %hex16 "{}"
            20.64 McastBlockUntransVec rw
              63:0  Groups %hex16 "{}"
            """);

    private static final Layout MULTICAST_OVERLAY = Layout.of("""
            28.64 McastOverlayBAR rw
              5:0   OverlaySize "OverlaySize {}"
            "{overlay},"
              63:6  BaseAddr %$overlayBase "BaseAddr {}"
            """);

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x02, "VC", "Virtual Channel"),
            new Definition(0x05, "RCLD", "Root Complex Link"),
            new Definition(0x06, "RCILC", "Root Complex Internal Link"),
            new Definition(0x07, "RCEC", "Root Complex Event Collector Endpoint Association"),
            new Definition(0x08, "MFVC", "Multi-Function Virtual Channel"),
            new Definition(0x09, "VC9", "Virtual Channel"),
            new Definition(0x0a, "RCRB", "Root Complex Register Block"),
            new Definition(0x0d, "ACS", "Access Control Services"),
            new Definition(0x0e, "ARI", "Alternative Routing-ID Interpretation (ARI)"),
            new Definition(0x12, "MCAST", "Multicast"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x02, 0x08, 0x09 -> channels(d);
            case 0x05 -> rootLink(d);
            case 0x06 -> d.apply(ROOT_INTERNAL_LINK);
            case 0x07 -> eventCollector(d);
            case 0x0a -> d.apply(ROOT_REGISTERS);
            case 0x0d -> accessControl(d);
            case 0x0e -> d.apply(ARI);
            case 0x12 -> multicast(d);
            default -> {
                // The name is all that is known.
            }
        }
    }

    private static void channels(Decoding d) {
        d.apply(VC);
        int table = bits(d.peek32(8), 31, 24);
        if (table != 0) {
            d.line(String.format("Port Arbitration Table [%x]", d.base() + 16 * table));
        }
        int extended = bits(d.peek32(4), 2, 0);
        for (int vc = 0; vc <= extended; vc++) {
            int at = 0x10 + 12 * vc;
            d.set("vc", "VC" + vc).apply(VC_RESOURCE, at, "VC" + vc + ".");
            if (bits(d.peek32(at), 31, 24) != 0) {
                d.line("\tPort Arbitration Table");
            }
        }
    }

    private static void rootLink(Decoding d) {
        d.apply(ROOT_LINK);
        int links = bits(d.peek32(4), 15, 8);
        for (int link = 0; link < links; link++) {
            int at = 0x10 + 0x10 * link;
            if (!d.has(at, 0x10)) {
                d.length(at + 0x10);
                return;
            }
            String prefix = "Link" + link + ".";
            d.set("link", "Link" + link).apply(ROOT_LINK_ENTRY, at, prefix);
            if (bits(d.peek32(at), 1, 1) == 1) {
                d.set("function", linkedFunction(d.peek(at + 8, 64))).apply(ROOT_LINK_CONFIG, at, prefix);
            } else {
                d.apply(ROOT_LINK_MEMORY, at, prefix);
            }
        }
    }

    /** The low three bits say how many bits the bus number has, 0 for eight. */
    private static String linkedFunction(long address) {
        int busBits = (address & 7) == 0 ? 8 : (int) address & 7;
        return String.format("%02x:%02x.%d  CfgSpace=%016x", bits(address, 19 + busBits, 20), bits(address, 19, 15),
                bits(address, 14, 12), address);
    }

    private static void eventCollector(Decoding d) {
        long bitmap = d.peek32(4);
        d.set("devices", bitmap == 0 ? "00000000 [none]" : "RCiEP at Device(s): " + ranges(bitmap));
        d.apply(EVENT_COLLECTOR);
        int version = bits(d.peek32(0), 19, 16);
        if (version < 2) {
            return;
        }
        long buses = d.peek32(8);
        int next = bits(buses, 15, 8);
        int last = bits(buses, 23, 16);
        boolean none = next == 0xff && last == 0;
        d.set("buses", none ? "ff-00 [none]" : String.format("%02x-%02x", next, last)).apply(EVENT_COLLECTOR_BUSES);
    }

    private static String ranges(long bitmap) {
        StringJoiner text = new StringJoiner(", ");
        for (int first = 0; first < 32; first++) {
            if ((bitmap >> first & 1) == 0) {
                continue;
            }
            int last = first;
            while (last < 31 && (bitmap >> last + 1 & 1) == 1) {
                last++;
            }
            text.add(first == last ? Integer.toString(first) : first + "-" + last);
            first = last;
        }
        return text.toString();
    }

    private static void accessControl(Decoding d) {
        int capabilities = d.peek16(4);
        d.tag("enhanced", bits(capabilities, 7, 7) == 1).apply(ACS);
        if (bits(capabilities, 5, 5) == 1) {
            int size = bits(capabilities, 15, 8) == 0 ? 256 : bits(capabilities, 15, 8);
            for (int i = 0; i < (size + 31) / 32; i++) {
                d.apply(ACS_EGRESS, 4 * i, "ACS" + i);
            }
        }
    }

    private static void multicast(Decoding d) {
        boolean endpoint = d.facts().portIs(ENDPOINT, INTEGRATED_ENDPOINT);
        int window = bits(d.peek16(4), 13, 8);
        d.tag("endpoint", endpoint)
                .tag("port", d.facts().portIs(ROOT_PORT, UPSTREAM_PORT, DOWNSTREAM_PORT))
                .set("window", window + " (" + size(window) + " bytes)")
                .set("mcastBase", Meanings.hex(d.peek(8, 64) & ~0xfffL, 16)).apply(MULTICAST);
        if (!endpoint) {
            long overlay = d.peek(0x28, 64);
            int size = (int) overlay & 0x3f;
            d.set("overlay", size < 6 ? "(disabled)" : "(" + size(size) + " bytes)")
                    .set("overlayBase", Meanings.hex(overlay & ~0x3fL, 16)).apply(MULTICAST_OVERLAY);
        }
    }

    private static String size(int exponent) {
        return Long.toUnsignedString(1L << exponent);
    }
}
