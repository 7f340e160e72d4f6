// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;
import static org.barscope.core.pci.internal.FunctionFacts.DOWNSTREAM_PORT;
import static org.barscope.core.pci.internal.FunctionFacts.ENDPOINT;
import static org.barscope.core.pci.internal.FunctionFacts.EVENT_COLLECTOR;
import static org.barscope.core.pci.internal.FunctionFacts.INTEGRATED_ENDPOINT;
import static org.barscope.core.pci.internal.FunctionFacts.LEGACY_ENDPOINT;
import static org.barscope.core.pci.internal.FunctionFacts.PCIE_TO_PCI_BRIDGE;
import static org.barscope.core.pci.internal.FunctionFacts.PCI_TO_PCIE_BRIDGE;
import static org.barscope.core.pci.internal.FunctionFacts.ROOT_PORT;
import static org.barscope.core.pci.internal.FunctionFacts.UPSTREAM_PORT;
import static org.barscope.core.pci.internal.StandardCapabilities.sign;

import java.math.BigDecimal;

/**
 * The PCI Express capability (PCI Express Base Specification 5.0, section 7.5.3; {@code PCI_EXP_*}). Which registers it
 * has, and which fields of them mean something, depends on the type of the port.
 */
final class ExpressCapability {

    private static final Layout FLAGS = Layout.of("""
            02.16 Flags !
              3:0   Version
              7:4   Type {0=Endpoint|1=Legacy Endpoint|4=Root Port|5=Upstream Port|6=Downstream Port\
            |7=PCI-Express to PCI/PCI-X Bridge|8=PCI/PCI-X to PCI-Express Bridge\
            |9=Root Complex Integrated Endpoint|10=Root Complex Event Collector|*=Unknown}
              8     Slot hwinit
              13:9  MSI %hex2
            """);

    /** Sections 7.5.3.3 to 7.5.3.5. */
    private static final Layout DEVICE = Layout.of("""
            04.32 DevCap
              2:0   MaxPayload %bytes128 "MaxPayload {},"
              4:3   PhantFunc %pow2minus1 "PhantFunc {}"
              8:6   L0sLatency %l0s ?endpoint ", Latency L0s {},"
              11:9  L1Latency %l1 ?endpoint "L1 {}"
            /
              5     ExtTag
              12    AttnBtn ?buttons
              13    AttnInd ?buttons
              14    PwrInd ?buttons
              15    RBE
              28    FLReset ?flr
              25:18 PowerLimit hwinit %$devicePower ?power "SlotPowerLimit {}"
              27:26 PowerScale hwinit !
            08.16 DevCtl rw
              0     CorrErr
              1     NonFatalErr
              2     FatalErr
              3     UnsupReq
            /
              4     RlxdOrd
              8     ExtTag
              9     PhantFunc
              10    AuxPwr rws
              11    NoSnoop
              15    BrConfRtry @toPci
              15    FLReset @flrCapable
            /
              7:5   MaxPayload %bytes128 "MaxPayload {},"
              14:12 MaxReadReq %bytes128 "MaxReadReq {}"
            0a.16 DevSta rw1c
              0     CorrErr
              1     NonFatalErr
              2     FatalErr
              3     UnsupReq
              4     AuxPwr ro
              5     TransPend ro
              6     EmergencyPowerReduction ?epr
            """);

    /** Sections 7.5.3.6 to 7.5.3.8. */
    private static final Layout LINK = Layout.of("""
            0c.32 LnkCap
              31:24 Port hwinit "Port #{},"
              3:0   Speed %speed "Speed {},"
              9:4   Width %width "Width {},"
              11:10 ASPM {not supported|L0s|L1|L0s L1} "ASPM {}"
              14:12 L0sExit %l0s !
              17:15 L1Exit %l1 !
            "{exitLatency}"
            /
              18    ClockPM
              19    Surprise
              20    LLActRep
              21    BwNot
              22    ASPMOptComp hwinit
            10.16 LnkCtl rw
              1:0   ASPM {Disabled|L0s Enabled|L1 Enabled|L0s L1 Enabled} "ASPM {};"
              3     RCB {64|128} ?rcb "RCB {} bytes,"
              4     Disabled
              5     Retrain !
              6     CommClk
            /
              7     ExtSynch
              8     ClockPM
              9     AutWidDis
              10    BWInt
              11    AutBWInt
              15:14 DRSSignaling !
            12.16 LnkSta
              3:0   Speed %speed "Speed {}{speedCompared},"
              9:4   Width %width "Width {}{widthCompared}"
            /
              10    TrErr
              11    Train
              12    SlotClk hwinit
              13    DLActive
              14    BWMgmt rw1c
              15    ABWMgmt rw1c
            """);

    /** Sections 7.5.3.9 to 7.5.3.11. */
    private static final Layout SLOT = Layout.of("""
            14.32 SltCap hwinit
              0     AttnBtn
              1     PwrCtrl
              2     MRL
              3     AttnInd
              4     PwrInd
              6     HotPlug
              5     Surprise
            /
              31:19 Slot "Slot #{},"
              14:7  PowerLimit %$slotPower "PowerLimit {};"
              16:15 PowerScale !
              17    Interlock
              18    NoCompl
            18.16 SltCtl rw
            "Enable:"
              0     EnAttnBtn "AttnBtn{+}"
              1     EnPwrFlt "PwrFlt{+}"
              2     EnMRL "MRL{+}"
              3     EnPresDet "PresDet{+}"
              4     EnCmdCplt "CmdCplt{+}"
              5     EnHPIrq "HPIrq{+}"
              12    EnLinkChg "LinkChg{+}"
            /
            "Control:"
              7:6   AttnInd {Unknown|On|Blink|Off} "AttnInd {},"
              9:8   PwrInd {Unknown|On|Blink|Off} "PwrInd {},"
              10    Power
              11    Interlock
              13    AutoPowerLimitDis !
              14    InBandPDDis !
            1a.16 SltSta rw1c
            "Status:"
              0     AttnBtn
              1     PowerFlt
              5     MRL ro
              4     CmdCplt
              6     PresDet ro
              7     Interlock ro
            /
            "Changed:"
              2     ChgMRL "MRL{+}"
              3     ChgPresDet "PresDet{+}"
              8     ChgLinkState "LinkState{+}"
            """);

    /** Sections 7.5.3.12 to 7.5.3.14. */
    private static final Layout ROOT = Layout.of("""
            1e.16 RootCap
              0     CRSVisible
            1c.16 RootCtl rw
              0     ErrCorrectable
              1     ErrNon-Fatal
              2     ErrFatal
              3     PMEIntEna
              4     CRSVisible
            20.32 RootSta
              15:0  PMEReqID %hex4 "PME ReqID {},"
              16    PMEStatus rw1c
              17    PMEPending
            """);

    /** Sections 7.5.3.15 and 7.5.3.16. Device Status 2 has no fields. */
    private static final Layout DEVICE_2 = Layout.of("""
            24.32 DevCap2
              3:0   TimeoutRanges hwinit {0=Not Supported|1=Range A|2=Range B|3=Range AB|6=Range BC|7=Range ABC\
            |14=Range BCD|15=Range ABCD|*=Unknown} "Completion Timeout: {},"
              4     TimeoutDis
              10    NROPrPrP hwinit
              11    LTR
            /
              16    10BitTagComp hwinit
              17    10BitTagReq hwinit
              19:18 OBFF hwinit {Not Supported|Via message|Via WAKE#|Via message/WAKE#} "OBFF {},"
              20    ExtFmt
              21    EETLPPrefix hwinit
              23:22 MaxEETLPPrefixes hwinit {4|1|2|3} ?eetlp ", MaxEETLPPrefixes {}"
            /
              25:24 EmergencyPowerReduction hwinit {Not Supported|Dev Specific|Form Factor Dev Specific|Reserved}\
             "EmergencyPowerReduction {},"
              26    EmergencyPowerReductionInit hwinit
            /
              31    FRS hwinit
              15:14 LNSystemCLS hwinit {Not Supported|64byte cachelines|128byte cachelines|Reserved} ?root\
             "LN System CLS {},"
              13:12 TPHComp {TPHComp- ExtTPHComp-|TPHComp+ ExtTPHComp-||TPHComp+ ExtTPHComp+} ?tph "{}"
              5     ARIFwd ?ariPort
              28    DMWrComp !
              30:29 DMWrLength !
            /
            "AtomicOpsCap:"
              6     AtomicRouting ?routes "Routing{+}"
              7     Atomic32bit "32bit{+}"
              8     Atomic64bit "64bit{+}"
              9     Atomic128bitCAS "128bitCAS{+}"
            28.16 DevCtl2 rw
              3:0   Timeout {0=50us to 50ms|1=50us to 100us|2=1ms to 10ms|5=16ms to 55ms|6=65ms to 210ms\
            |9=260ms to 900ms|10=1s to 3.5s|13=4s to 13s|14=17s to 64s|*=Unknown} "Completion Timeout: {},"
              4     TimeoutDis
              10    LTR
              12    10BitTagReq
              14:13 OBFF {Disabled|Via message A|Via message B|Via WAKE#} "OBFF {},"
              5     ARIFwd ?ariPort
            /
            "AtomicOpsCtl:" ?atomicControl
              6     AtomicReqEn ?requests "ReqEn{+}"
              7     AtomicEgressBlck ?routes "EgressBlck{+}"
            /
              8     IDOReq
              9     IDOCompl
              11    EmergencyPowerReductionReq
              15    EETLPPrefixBlk
            2a.16 DevSta2 !
            """);

    /** Sections 7.5.3.18 to 7.5.3.20. */
    private static final Layout LINK_2 = Layout.of("""
            2c.32 LnkCap2 hwinit ?lnkCap2
              7:1   Speeds %speeds "Supported Link Speeds: {},"
              8     Crosslink ro
              23    Retimer
              24    2Retimers
              31    DRS
              15:9  LowerSkpGen !
              22:16 LowerSkpRcv !
            30.16 LnkCtl2 rws
              3:0   Speed %targetSpeed "Target Link Speed: {},"
              4     EnterCompliance
              5     SpeedDis
              6     De-emphasis hwinit {-6dB|-3.5dB} ?downstream ", Selectable De-emphasis: {}"
            /
              9:7   Margin {Normal Operating Range|800-1200mV(full-swing)/400-700mV(half-swing)\
            |200-400mV(full-swing)/100-200mV(half-swing)|200-400mV(full-swing)/100-200mV(half-swing)\
            |200-400mV(full-swing)/100-200mV(half-swing)|200-400mV(full-swing)/100-200mV(half-swing)\
            |Unknown|Unknown} "Transmit Margin: {},"
              10    EnterModifiedCompliance
              11    ComplianceSOS
            /
              15:12 CompliancePreset %preset "Compliance Preset/De-emphasis: {}"
            32.16 LnkSta2
              0     De-emphasis {-6dB|-3.5dB} "Current De-emphasis Level: {},"
              1     EqualizationComplete ros
              2     EqualizationPhase1 ros
            /
              3     EqualizationPhase2 ros
              4     EqualizationPhase3 ros
              5     LinkEqualizationRequest rw1cs
            /
              6     Retimer ros
              7     2Retimers ros
              9:8   CrosslinkRes {unsupported|Upstream Port|Downstream Port|incomplete} "CrosslinkRes: {}"
              15    DRS rw1c ?drs ", DRS{+}"
            /
              14:12 DownstreamComp {0=Link Down - Not Determined|1=Link Down - Not Present|2=Link Down - Present\
            |4=Link Up - Present|5=Link Up - Present and DRS Received|*=Reserved} ?drs "DownstreamComp: {}"
            """);

    /** Section 7.5.3.21; the other two registers of the group have no fields. */
    private static final Layout SLOT_2 = Layout.of("""
            34.32 SltCap2 hwinit
              0     InBandPDDis
            38.16 SltCtl2 !
            3a.16 SltSta2 !
            """);

    private ExpressCapability() {
    }

    static void decode(Decoding d) {
        int flags = d.peek16(2);
        int version = bits(flags, 3, 0);
        int type = bits(flags, 7, 4);
        boolean slot = (flags & 0x100) != 0
                && (type == ROOT_PORT || type == DOWNSTREAM_PORT || type == PCI_TO_PCIE_BRIDGE);
        boolean link = type != INTEGRATED_ENDPOINT && type != EVENT_COLLECTOR;
        boolean root = type == ROOT_PORT || type == EVENT_COLLECTOR;
        d.version(version).headline(String.format("Express (v%d) %s, MSI %02x", version, title(type, flags),
                bits(flags, 13, 9)));
        d.apply(FLAGS);
        tags(d, type);
        d.apply(DEVICE);
        if (link) {
            link(d, type);
        }
        if (slot) {
            long capabilities = d.peek32(0x14);
            d.set("slotPower", power(bits(capabilities, 14, 7), bits(capabilities, 16, 15))).apply(SLOT);
        }
        if (root) {
            d.apply(ROOT);
        }
        if (version >= 2) {
            d.apply(DEVICE_2);
            if (link) {
                d.apply(LINK_2);
            }
            if (slot) {
                d.apply(SLOT_2);
            }
        }
    }

    private static String title(int type, int flags) {
        String slot = " (Slot" + sign(flags & 0x100) + ")";
        return switch (type) {
            case ENDPOINT -> "Endpoint";
            case LEGACY_ENDPOINT -> "Legacy Endpoint";
            case ROOT_PORT -> "Root Port" + slot;
            case UPSTREAM_PORT -> "Upstream Port";
            case DOWNSTREAM_PORT -> "Downstream Port" + slot;
            case PCIE_TO_PCI_BRIDGE -> "PCI-Express to PCI/PCI-X Bridge";
            case PCI_TO_PCIE_BRIDGE -> "PCI/PCI-X to PCI-Express Bridge" + slot;
            case INTEGRATED_ENDPOINT -> "Root Complex Integrated Endpoint";
            case EVENT_COLLECTOR -> "Root Complex Event Collector";
            default -> "Unknown type " + type;
        };
    }

    /** Which fields mean something for which type, as the register descriptions of section 7.5.3 say. */
    private static void tags(Decoding d, int type) {
        boolean endpoint = type == ENDPOINT || type == LEGACY_ENDPOINT;
        boolean routes = type == ROOT_PORT || type == UPSTREAM_PORT || type == DOWNSTREAM_PORT;
        boolean requests = endpoint || type == ROOT_PORT || type == INTEGRATED_ENDPOINT;
        boolean resettable = endpoint || type == INTEGRATED_ENDPOINT;
        long capabilities = d.peek32(4);
        d.tag("endpoint", endpoint);
        d.tag("buttons", endpoint || type == UPSTREAM_PORT || type == PCIE_TO_PCI_BRIDGE);
        d.tag("flr", resettable);
        d.tag("flrCapable", resettable && bits(capabilities, 28, 28) == 1);
        d.tag("power", type == ENDPOINT || type == UPSTREAM_PORT || type == PCIE_TO_PCI_BRIDGE);
        d.tag("toPci", type == PCIE_TO_PCI_BRIDGE);
        d.tag("rcb", endpoint || type == ROOT_PORT || type == PCIE_TO_PCI_BRIDGE);
        d.tag("root", type == ROOT_PORT);
        d.tag("tph", type == ROOT_PORT || type == ENDPOINT);
        d.tag("ariPort", type == ROOT_PORT || type == DOWNSTREAM_PORT);
        d.tag("routes", routes);
        d.tag("requests", requests);
        d.tag("atomicControl", routes || requests);
        d.tag("downstream", type == DOWNSTREAM_PORT);
        d.set("devicePower", power(bits(capabilities, 25, 18), bits(capabilities, 27, 26)));
        if (d.has(0x24, 0x10)) {
            long capabilities2 = d.peek32(0x24);
            d.tag("eetlp", bits(capabilities2, 21, 21) == 1);
            d.tag("epr", bits(capabilities2, 25, 24) != 0);
            long link2 = d.peek32(0x2c);
            d.tag("lnkCap2", link2 != 0);
            d.tag("drs", bits(link2, 31, 31) == 1
                    && (type == ROOT_PORT || type == DOWNSTREAM_PORT || type == PCI_TO_PCIE_BRIDGE));
        }
    }

    private static void link(Decoding d, int type) {
        long capabilities = d.peek32(0x0c);
        int status = d.peek16(0x12);
        int aspm = bits(capabilities, 11, 10);
        String latency = "";
        if (aspm != 0) {
            String l0s = Meanings.l0s(bits(capabilities, 14, 12));
            String l1 = Meanings.l1(bits(capabilities, 17, 15));
            latency = ", Exit Latency " + ((aspm & 1) != 0 ? "L0s " + l0s : "") + (aspm == 3 ? ", " : "")
                    + ((aspm & 2) != 0 ? "L1 " + l1 : "");
        }
        boolean towardsDevice = type == ROOT_PORT || type == DOWNSTREAM_PORT || type == PCI_TO_PCIE_BRIDGE;
        d.set("exitLatency", latency);
        d.set("speedCompared", compared(towardsDevice, bits(status, 3, 0), bits(capabilities, 3, 0)));
        d.set("widthCompared", compared(towardsDevice, bits(status, 9, 4), bits(capabilities, 9, 4)));
        d.apply(LINK);
    }

    /** A port above an empty or slower slot is not degraded, whatever the link does; a device below one may be. */
    private static String compared(boolean towardsDevice, int now, int possible) {
        if (now > possible) {
            return " (overdriven)";
        }
        return now == possible || towardsDevice ? "" : " (downgraded)";
    }

    /** Section 7.5.3.9: from 0xf0 on, with scale 0, the value is no longer a number of watts. */
    private static String power(int value, int scale) {
        if (scale == 0 && value == 0xff) {
            return ">600W";
        }
        int watts = scale == 0 && value >= 0xf0 ? 250 + 25 * (value - 0xf0) : value;
        return BigDecimal.valueOf(watts, scale).stripTrailingZeros().toPlainString() + "W";
    }
}
