// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.List;
import org.barscope.core.pci.ConfigBytes;
import org.barscope.core.pci.ConfigRegister;

/**
 * The registers of the first 64 bytes, by header type (PCI Local Bus Specification 3.0, chapter 6; PCI-to-PCI Bridge
 * Architecture 1.2, chapter 3; PC Card Standard 8.0, volume 2; {@code linux/pci_regs.h}).
 */
public final class HeaderRegisters {

    private static final Layout COMMON = Layout.of("""
            00.16 VendorID
              15:0  VendorID %hex4
            02.16 DeviceID
              15:0  DeviceID %hex4
            04.16 Command rw
              0     I/O
              1     Mem
              2     BusMaster
              3     SpecCycle
              4     MemWINV
              5     VGASnoop
              6     ParErr
              7     Stepping
              8     SERR
              9     FastB2B
              10    DisINTx
            06.16 Status rw1c
              0     ImmediateReadiness ro
              3     INTx ro
              4     Cap ro
              5     66MHz ro
              6     UDF ro
              7     FastB2B ro
              8     ParErr
              10:9  DEVSEL ro {fast|medium|slow|??}
              11    SigTargetAbort
              12    RecTargetAbort
              13    RecMasterAbort
              14    SigSystemError
              15    DetectedParity
            08.8 Revision
              7:0   Revision %hex2
            09.8 ProgIf
              7:0   ProgIf %hex2
            0a.16 Class
              15:8  Base %hex2
              7:0   Sub %hex2
            0c.8 CacheLineSize rw
              7:0   Dwords
            0d.8 LatencyTimer rw
              7:0   Clocks
            0e.8 HeaderType
              6:0   Type {0=endpoint|1=PCI-to-PCI bridge|2=CardBus bridge|*=unknown}
              7     MultiFunction
            0f.8 BIST
              3:0   Result
              6     Start rw
              7     Capable
            """);

    private static final String BAR = """
              0     I/O ro
              2:1   Type ro {32-bit|below 1M|64-bit|reserved}
              3     Prefetchable ro
              31:4  Address %hex
            """;

    private static final Layout DEVICE = Layout.of(bars(6) + """
            28.32 CardBusCIS
              31:0  Pointer %hex8
            2c.16 SubsystemVendorID
              15:0  VendorID %hex4
            2e.16 SubsystemID
              15:0  ID %hex4
            30.32 ExpansionROM rw
              0     Enable
              31:11 Address %hex
            34.8 CapabilityPointer
              7:0   Offset %hex2
            3c.8 InterruptLine rw
              7:0   Line
            3d.8 InterruptPin
              7:0   Pin {none|A|B|C|D}
            3e.8 MinGnt
              7:0   Grant
            3f.8 MaxLat
              7:0   Latency
            """);

    private static final String SECONDARY_STATUS = """
              5     66MHz ro
              7     FastB2B ro
              8     ParErr
              10:9  DEVSEL ro {fast|medium|slow|??}
              11    SigTargetAbort
              12    RecTargetAbort
              13    RecMasterAbort
              14    RecSystemError
              15    DetectedParity
            """;

    private static final Layout BRIDGE = Layout.of(bars(2) + """
            18.8 PrimaryBus rw
              7:0   Bus %hex2
            19.8 SecondaryBus rw
              7:0   Bus %hex2
            1a.8 SubordinateBus rw
              7:0   Bus %hex2
            1b.8 SecondaryLatency rw
              7:0   Clocks
            1c.8 IOBase rw
              3:0   Type ro {16-bit|32-bit}
              7:4   Base %hex
            1d.8 IOLimit rw
              3:0   Type ro {16-bit|32-bit}
              7:4   Limit %hex
            1e.16 SecondaryStatus rw1c
            """ + SECONDARY_STATUS + """
            20.16 MemoryBase rw
              15:4  Base %hex3
            22.16 MemoryLimit rw
              15:4  Limit %hex3
            24.16 PrefetchableBase rw
              3:0   Type ro {32-bit|64-bit}
              15:4  Base %hex3
            26.16 PrefetchableLimit rw
              3:0   Type ro {32-bit|64-bit}
              15:4  Limit %hex3
            28.32 PrefetchableBaseUpper rw
              31:0  Base %hex8
            2c.32 PrefetchableLimitUpper rw
              31:0  Limit %hex8
            30.16 IOBaseUpper rw
              15:0  Base %hex4
            32.16 IOLimitUpper rw
              15:0  Limit %hex4
            34.8 CapabilityPointer
              7:0   Offset %hex2
            38.32 ExpansionROM rw
              0     Enable
              31:11 Address %hex
            3c.8 InterruptLine rw
              7:0   Line
            3d.8 InterruptPin
              7:0   Pin {none|A|B|C|D}
            3e.16 BridgeControl rw
              0     Parity
              1     SERR
              2     NoISA
              3     VGA
              4     VGA16
              5     MAbort
              6     Reset
              7     FastB2B
              8     PriDiscTmr
              9     SecDiscTmr
              10    DiscTmrStat rw1c
              11    DiscTmrSERREn
            """);

    private static final Layout CARDBUS = Layout.of(bars(1) + """
            14.8 CapabilityPointer
              7:0   Offset %hex2
            16.16 SecondaryStatus rw1c
            """ + SECONDARY_STATUS + """
            18.8 PrimaryBus rw
              7:0   Bus %hex2
            19.8 CardBus rw
              7:0   Bus %hex2
            1a.8 SubordinateBus rw
              7:0   Bus %hex2
            1b.8 SecondaryLatency rw
              7:0   Clocks
            1c.32 MemoryBase0 rw
              31:12 Base %hex
            20.32 MemoryLimit0 rw
              31:12 Limit %hex
            24.32 MemoryBase1 rw
              31:12 Base %hex
            28.32 MemoryLimit1 rw
              31:12 Limit %hex
            2c.32 IOBase0 rw
              31:2  Base %hex
            30.32 IOLimit0 rw
              31:2  Limit %hex
            34.32 IOBase1 rw
              31:2  Base %hex
            38.32 IOLimit1 rw
              31:2  Limit %hex
            3c.8 InterruptLine rw
              7:0   Line
            3d.8 InterruptPin
              7:0   Pin {none|A|B|C|D}
            3e.16 BridgeControl rw
              0     Parity
              1     SERR
              2     ISA
              3     VGA
              5     MAbort
              6     Reset
              7     16bInt
              8     PrefetchMem0
              9     PrefetchMem1
              10    PostWrites
            """);

    private HeaderRegisters() {
    }

    /**
     * Decodes the registers of the header.
     *
     * @param bytes configuration space, at least 64 bytes
     * @return the registers in order of offset; for an unknown header type the common ones only
     */
    public static List<ConfigRegister> of(ConfigBytes bytes) {
        int type = bytes.u8(0x0e) & 0x7f;
        Decoding decoding = new Decoding(bytes, 0,
                new FunctionFacts(bytes.u16(0), bytes.u16(2), type, FunctionFacts.NO_PORT, 0));
        decoding.apply(COMMON);
        switch (type) {
            case 0 -> decoding.apply(DEVICE);
            case 1 -> decoding.apply(BRIDGE);
            case 2 -> decoding.apply(CARDBUS);
            default -> {
                // Nothing is defined beyond the common registers.
            }
        }
        return decoding.registers();
    }

    private static String bars(int count) {
        StringBuilder text = new StringBuilder();
        for (int bar = 0; bar < count; bar++) {
            text.append(Integer.toHexString(0x10 + 4 * bar)).append(".32 BAR").append(bar).append(" rw\n").append(BAR);
        }
        return text.toString();
    }
}
