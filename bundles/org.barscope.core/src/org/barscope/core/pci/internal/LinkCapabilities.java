// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;
import java.util.StringJoiner;

/**
 * Extended capabilities about the link below the transaction layer (PCI Express Base Specification 5.0, chapters 7.7
 * and 7.9). Registers of single lanes are decoded for as many lanes as the Link Capabilities register has.
 */
final class LinkCapabilities implements CapabilityGroup {

    /** Section 7.7.3. */
    private static final Layout SECONDARY = Layout.of("""
            04.32 LnkCtl3 rw
              1     LnkEquIntrruptEn
              0     PerformEqu
              15:9  LowerSkpGen !
            08.32 LaneErrStat rw1cs
              31:0  Lanes %$lanes "{}"
            """);

    private static final Layout SECONDARY_LANE = Layout.of("""
            00.16 EqCtl ! hwinit
              3:0   DspTxPreset %preset
              6:4   DspRxHint
              11:8  UspTxPreset %preset
              14:12 UspRxHint
            """);

    /** Section 7.7.4. */
    private static final Layout DATA_LINK_FEATURE = Layout.of("""
            04.32 DLFCap hwinit
              0     LocalScaledFC
              1     LocalImmediateReadiness
              4:2   LocalL0pExit
              22:0  LocalFeatures %hex !
              31    ExchangeEn
            08.32 DLFSta
              0     RemoteScaledFC
              1     RemoteImmediateReadiness
              4:2   RemoteL0pExit
              22:0  RemoteFeatures %hex !
              31    RemoteValid
            """);

    /** Section 7.7.5; {@code PCI_PL_16GT_*}. */
    private static final Layout SPEED_16 = Layout.of("""
            04.32 Phy16Cap !
            08.32 Phy16Ctl !
            0c.32 Phy16Sta
              0     EquComplete ros
              1     EquPhase1 ros
              2     EquPhase2 ros
              3     EquPhase3 ros
              4     LinkEquRequest rw1cs
            10.32 LocalParityMismatch rw1cs
              31:0  Lanes %hex8 "{}"
            14.32 FirstRetimerParityMismatch rw1cs
              31:0  Lanes %hex8 "{}"
            18.32 SecondRetimerParityMismatch rw1cs
              31:0  Lanes %hex8 "{}"
            """);

    /** Section 7.7.6. */
    private static final Layout SPEED_32 = Layout.of("""
            04.32 Phy32Cap hwinit
              0     EqualizationBypass
              1     NoEqualizationNeeded
            /
              8     ModTsMode0
              9     ModTsMode1
              10    ModTsMode2
            08.32 Phy32Ctl rw
              0     EqualizationBypassDis
              1     NoEqualizationNeededDis
            /
              10:8  ModTsUsage {PCI Express|Training Set Messages|Alternate Protocol Negotiation|reserved|reserved\
            |reserved|reserved|reserved} "Modified TS Usage Mode: {}"
            0c.32 Phy32Sta
              0     EquComplete ros
              1     EquPhase1 ros
              2     EquPhase2 ros
              3     EquPhase3 ros
              4     LinkEquRequest rw1cs
            /
              7:6   EnhancedLinkBehavior {Full Equalization required|Equalization bypass to highest rate\
            |No Equalization Needed|Modified TS1/TS2 Ordered Sets} "Received Enhanced Link Behavior Control: {}"
            /
              5     ModTsRecv ros
              8     TxPrecodeOn
              9     TxPrecodeReq
              10    NoEqualizationNeededRecv ros
            10.32 RecvModTs1 !
            14.32 RecvModTs2 !
            18.32 SentModTs1 !
            1c.32 SentModTs2 !
            """);

    /** Revision 6.0, section 7.7.7. */
    private static final Layout SPEED_64 = Layout.of("""
            04.32 Phy64Cap !
            08.32 Phy64Ctl !
            0c.32 Phy64Sta
              0     EquComplete ros
              1     EquPhase1 ros
              2     EquPhase2 ros
              3     EquPhase3 ros
              4     LinkEquRequest rw1cs
            /
              5     TxPrecodeOn
              6     TxPrecodeReq
              7     NoEqualizationNeededRecv ros
            """);

    private static final Layout SPEED_LANE = Layout.of("""
            00.8 EqCtl ! hwinit
              3:0   DspTxPreset
              7:4   UspTxPreset
            """);

    /** Section 7.7.7. */
    private static final Layout MARGINING = Layout.of("""
            04.16 PortCap hwinit
              0     UsesDriver "Uses Driver{+}"
            06.16 PortSta
              0     MargReady
              1     MargSoftReady
            """);

    private static final Layout MARGINING_LANE = Layout.of("""
            00.16 Ctl ! rw
              2:0   Receiver
              5:3   MarginType
              6     UsageModel
              15:8  Payload %hex2
            02.16 Sta !
              2:0   Receiver
              5:3   MarginType
              6     UsageModel
              15:8  Payload %hex2
            """);

    /** Section 7.9.21. */
    private static final Layout ALTERNATE_PROTOCOL = Layout.of("""
            04.32 AltProtoCap
              7:0   Count
              8     SelectiveEnable
            08.32 AltProtoCtl rw
              7:0   Index
              8     Negotiate
            0c.32 AltProtoData1
              15:0  Details %hex4
              31:16 VendorID %hex4
            10.32 AltProtoData2
              23:0  Details %hex
            """);

    /** Appendix G. */
    private static final Layout PROTOCOL_MULTIPLEXING = Layout.of("""
            04.32 PMUXCap
              5:0   Protocols
              15:8  LinkSpeeds %hex2
            08.32 PMUXCtl rw
              5:0   Channel0
              13:8  Channel1
              21:16 Channel2
              29:24 Channel3
            0c.32 PMUXSta
              31:0  Value %hex8 "{}"
            """);

    private static final Layout PROTOCOL = Layout.of("""
            00.32 Protocol
              15:0  ID %hex4
              31:16 Authority %hex4
            """);

    private static final int UNKNOWN_LANES = 0;

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x19, "SECPCI", "Secondary PCI Express"),
            new Definition(0x1a, "PMUX", "Protocol Multiplexing"),
            new Definition(0x25, "DLF", "Data Link Feature"),
            new Definition(0x26, "PL_16GT", "Physical Layer 16.0 GT/s"),
            new Definition(0x27, "LMR", "Lane Margining at the Receiver"),
            new Definition(0x2a, "PL_32GT", "Physical Layer 32.0 GT/s"),
            new Definition(0x2b, "ALTPROTO", "Alternate Protocol"),
            new Definition(0x31, "PL_64GT", "Physical Layer 64.0 GT/s"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x19 -> secondary(d);
            case 0x1a -> protocolMultiplexing(d);
            case 0x25 -> d.apply(DATA_LINK_FEATURE);
            case 0x26 -> speed16(d);
            case 0x27 -> margining(d);
            case 0x2a -> speed32(d);
            case 0x2b -> d.apply(ALTERNATE_PROTOCOL);
            case 0x31 -> speed64(d);
            default -> {
                // The name is all that is known.
            }
        }
    }

    private static void secondary(Decoding d) {
        long errors = d.peek32(8);
        StringJoiner lanes = new StringJoiner(" ", "LaneErr at lane: ", "").setEmptyValue("0");
        for (int lane = 0; lane < 32; lane++) {
            if (bits(errors, lane, lane) == 1) {
                lanes.add(Integer.toString(lane));
            }
        }
        d.set("lanes", lanes.toString()).apply(SECONDARY);
        lanes(d, SECONDARY_LANE, 0x0c, 2);
    }

    private static void speed16(Decoding d) {
        lanes(d.apply(SPEED_16), SPEED_LANE, 0x20, 1);
    }

    private static void speed32(Decoding d) {
        lanes(d.apply(SPEED_32), SPEED_LANE, 0x20, 1);
    }

    private static void speed64(Decoding d) {
        lanes(d.apply(SPEED_64), SPEED_LANE, 0x10, 1);
    }

    private static void margining(Decoding d) {
        lanes(d.apply(MARGINING), MARGINING_LANE, 0x08, 4);
    }

    private static void lanes(Decoding d, Layout layout, int start, int step) {
        int width = d.facts().linkWidth();
        for (int lane = 0; lane < width && width != UNKNOWN_LANES; lane++) {
            d.apply(layout, start + step * lane, "Lane" + lane + ".");
        }
    }

    private static void protocolMultiplexing(Decoding d) {
        d.apply(PROTOCOL_MULTIPLEXING);
        int protocols = bits(d.peek32(4), 5, 0);
        for (int i = 0; i < protocols; i++) {
            d.apply(PROTOCOL, 0x10 + 4 * i, "Entry" + i + ".");
        }
    }
}
