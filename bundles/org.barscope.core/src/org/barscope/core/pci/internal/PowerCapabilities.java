// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;

/**
 * Extended capabilities about power and time (PCI Express Base Specification 5.0, chapters 7.8 and 7.9).
 */
final class PowerCapabilities implements CapabilityGroup {

    /** Section 7.8.1; {@code PCI_PWR_*}. Which operating condition the data is of depends on the selector. */
    private static final Layout BUDGETING = Layout.of("""
            04.8 DataSelect rw
              7:0   Index "{}"
            08.32 Data
              7:0   BasePower
              9:8   DataScale {1.0|0.1|0.01|0.001}
              12:10 PMSubState
              14:13 PMState {D0|D1|D2|D3}
              17:15 Type {PME Aux|Auxiliary|Idle|Sustained|Sustained EPR|Maximum EPR|reserved|Maximum}
              20:18 Rail {12V|3.3V|1.5V or 1.8V|48V|5V|reserved|reserved|Thermal}
            0c.8 PowerBudgetCap
              0     SystemAllocated hwinit
            """);

    /** Section 7.9.12; {@code PCI_DPA_*}. */
    private static final Layout DYNAMIC_ALLOCATION = Layout.of("""
            04.32 DPACap
              4:0   SubstateMax
              9:8   LatencyUnit {1ms|10ms|100ms|reserved}
              13:12 PowerScale {10.0|1.0|0.1|0.01}
              23:16 Latency0
              31:24 Latency1
            08.32 LatencyIndicator
              31:0  Substates %hex8 "{}"
            0c.16 DPASta
              4:0   Substate
              8     ControlEnabled rw1c
            0e.16 DPACtl rw
              4:0   Substate
            """);

    private static final Layout DYNAMIC_SUBSTATE = Layout.of("""
            00.8 Power !
              7:0   Allocation
            """);

    /** Section 7.8.2; {@code PCI_LTR_*}. */
    private static final Layout LATENCY_TOLERANCE = Layout.of("""
            04.16 MaxSnoop "Max snoop latency:" rw
              12:0  Latency %ltr "{}"
            06.16 MaxNoSnoop "Max no snoop latency:" rw
              12:0  Latency %ltr "{}"
            """);

    /** Section 7.8.3; {@code PCI_L1SS_*}. */
    private static final Layout L1_SUBSTATES = Layout.of("""
            04.32 L1SubCap hwinit
              0     PCI-PM_L1.2
              1     PCI-PM_L1.1
              2     ASPM_L1.2
              3     ASPM_L1.1
              4     L1_PM_Substates
            /
              15:8  CommonModeRestoreTime ?l12 "PortCommonModeRestoreTime={}us"
              17:16 TPowerOnScale {2us|10us|100us|reserved} !
              23:19 TPowerOnValue %$portPowerOn ?l12 "PortTPowerOnTime={}"
            08.32 L1SubCtl1 rw
              0     PCI-PM_L1.2
              1     PCI-PM_L1.1
              2     ASPM_L1.2
              3     ASPM_L1.1
              4     LinkActivationInt !
              5     LinkActivationCtl !
            /
              15:8  T_CommonMode ?l12 "T_CommonMode={}us"
              25:16 LTR1.2_Threshold %$threshold ?aspmL12
              31:29 LTR1.2_ThresholdScale {1ns|32ns|1024ns|32768ns|1048576ns|33554432ns|reserved|reserved} !
            0c.32 L1SubCtl2 rw
              1:0   T_PwrOnScale {2us|10us|100us|reserved} !
              7:3   T_PwrOn %$powerOn ?l12
            """);

    private static final Layout L1_SUBSTATES_STATUS = Layout.of("""
            10.32 L1SubSta rw1c
              0     LinkActivation
            """);

    /** Section 7.9.16; {@code PCI_PTM_*}. */
    private static final Layout TIME_MEASUREMENT = Layout.of("""
            04.32 PTMCap hwinit
              0     Requester "Requester:{+}"
              1     Responder "Responder:{+}"
              2     Root "Root:{+}"
            /
              15:8  Granularity %$local "PTMClockGranularity: {}"
            08.32 PTMControl rw
              0     Enabled "Enabled:{+}"
              1     RootSelected "RootSelected:{+}"
            /
              15:8  EffectiveGranularity %$effective "PTMEffectiveGranularity: {}"
            """);

    /** Section 7.9.17. */
    private static final Layout READINESS_TIMES = Layout.of("""
            04.32 ReadinessTime1 hwinit
              11:0  Reset %readinessTime
              23:12 DLUp %readinessTime
              31    Valid
            08.32 ReadinessTime2 hwinit
              11:0  FLR %readinessTime
              23:12 D3hotToD0 %readinessTime
            """);

    /** Section 7.8.9. */
    private static final Layout READINESS_QUEUE = Layout.of("""
            04.32 FRSCap hwinit
              11:0  MaxDepth
              20:16 IntMsg
            08.16 FRSSta rw1c
              0     Received
              1     Overflow
            0a.16 FRSCtl rw
              0     IntEn
            0c.32 FRSQueue
              15:0  Function %routingId
              19:16 Reason
              31:20 Depth
            """);

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x04, "PWR", "Power Budgeting"),
            new Definition(0x16, "DPA", "Dynamic Power Allocation"),
            new Definition(0x18, "LTR", "Latency Tolerance Reporting"),
            new Definition(0x1e, "L1SS", "L1 PM Substates"),
            new Definition(0x1f, "PTM", "Precision Time Measurement"),
            new Definition(0x21, "FRS", "FRS Queueing"),
            new Definition(0x22, "RTR", "Readiness Time Reporting"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x04 -> d.apply(BUDGETING);
            case 0x16 -> dynamicAllocation(d);
            case 0x18 -> d.apply(LATENCY_TOLERANCE);
            case 0x1e -> l1Substates(d);
            case 0x1f -> timeMeasurement(d);
            case 0x21 -> d.apply(READINESS_QUEUE);
            case 0x22 -> d.apply(READINESS_TIMES);
            default -> {
                // The name is all that is known.
            }
        }
    }

    private static void dynamicAllocation(Decoding d) {
        d.apply(DYNAMIC_ALLOCATION);
        int substates = bits(d.peek32(4), 4, 0) + 1;
        for (int i = 0; i < substates; i++) {
            d.apply(DYNAMIC_SUBSTATE, 0x10 + i, "Substate" + i + ".");
        }
    }

    private static void l1Substates(Decoding d) {
        long capabilities = d.peek32(4);
        long control1 = d.peek32(8);
        long control2 = d.peek32(0x0c);
        int scale = bits(control1, 31, 29);
        d.tag("l12", (capabilities & 5) != 0)
                .tag("aspmL12", (capabilities & 4) != 0)
                .set("portPowerOn", powerOn(bits(capabilities, 17, 16), bits(capabilities, 23, 19)))
                .set("powerOn", powerOn(bits(control2, 1, 0), bits(control2, 7, 3)))
                .set("threshold", scale > 5 ? "<error>" : ((long) bits(control1, 25, 16) << 5 * scale) + "ns")
                .apply(L1_SUBSTATES);
        if (bits(d.peek32(0), 19, 16) >= 2) {
            d.apply(L1_SUBSTATES_STATUS);
        }
    }

    private static String powerOn(int scale, int value) {
        return switch (scale) {
            case 0 -> 2 * value + "us";
            case 1 -> 10 * value + "us";
            case 2 -> 100 * value + "us";
            default -> "<error>";
        };
    }

    private static void timeMeasurement(Decoding d) {
        d.set("local", granularity(bits(d.peek32(4), 15, 8), "Unimplemented"))
                .set("effective", granularity(bits(d.peek32(8), 15, 8), "Unknown"))
                .apply(TIME_MEASUREMENT);
    }

    private static String granularity(int value, String zero) {
        return value == 0 ? zero : value == 0xff ? "Greater than 254ns" : value + "ns";
    }
}
