// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;

/**
 * Extended capabilities about identity, mailboxes, encryption and enclosures, and those of which only the name is known
 * (PCI Express Base Specification 5.0, chapters 7.7 to 7.9).
 */
final class MiscCapabilities implements CapabilityGroup {

    /** Section 7.9.3. */
    private static final Layout SERIAL_NUMBER = Layout.of("""
            04.64 SerialNumber !
              63:0  Number %serial
            """);

    /** Section 7.9.14; removed in revision 6.0. */
    private static final Layout LIGHTWEIGHT_NOTIFICATION = Layout.of("""
            04.16 LNRCap
              0     LNR64
              1     LNR128
              12:8  RegistrationMax
            06.16 LNRCtl rw
              0     Enable
              1     CLS
              12:8  RegistrationLimit
            """);

    /** Section 7.9.18; the status tells whether the data is valid. */
    private static final Layout HIERARCHY_ID = Layout.of("""
            04.32 Status
              31:0  Value %hex8 "{}"
            08.32 Data
              31:0  Data %hex8 "{}"
            0c.32 GUID1 "GUID:"
              31:0  GUID %hex8 "{}"
            10.32 GUID2 +
              31:0  GUID %hex8 "{}"
            14.32 GUID3 +
              31:0  GUID %hex8 "{}"
            18.32 GUID4 +
              31:0  GUID %hex8 "{}"
            1c.32 GUID5 +
              31:0  GUID %hex8 "{}"
            """);

    private static final String ENCLOSURE_BITS = """
              2     OK
              3     Locate
              4     Fail
              5     Rebuild
              6     PFA
              7     HotSpare
              8     InCriticalArray
              9     InFailedArray
              10    InvalidDevice
              11    Disabled
              31:24 EnclosureSpecific %hex2 !
            """;

    /** Section 7.9.20. */
    private static final Layout ENCLOSURE = Layout.of("""
            04.32 NPEMCap hwinit
              0     Capable
              1     Reset
            """ + ENCLOSURE_BITS + """
            08.32 NPEMCtl rw
              0     Enable
              1     InitiateReset
            """ + ENCLOSURE_BITS + """
            0c.32 NPEMSta
              0     CommandCompleted rw1c
              31:24 EnclosureSpecific %hex2 !
            """);

    /** Revision 6.0, section 7.9.24; {@code PCI_DOE_*}. */
    private static final Layout DATA_OBJECT_EXCHANGE = Layout.of("""
            04.32 DOECap
              0     IntSup
            /
              11:1  IntMsg %hex3 ?interrupt "Interrupt Message Number {}"
            08.32 DOECtl rw
              1     IntEn
              0     Abort !
              31    Go !
            0c.32 DOESta
              0     Busy
              1     IntSta rw1c
              2     Error
              31    ObjectReady
            10.32 WriteMailbox ! rw
            14.32 ReadMailbox ! rw
            """);

    /** Revision 6.0, section 7.7.9. */
    private static final Layout DEVICE_3 = Layout.of("""
            04.32 DevCap3
              0     DMWrRouting "DMWr Request Routing{+},"
              1     14BitTagComp "14-Bit Tag Completer{+},"
              2     14BitTagReq "14-Bit Tag Requester{+}"
            /
              3     L0p
              6:4   PortL0pExit {Less than 1us|1us to less than 2us|2us to less than 4us|4us to less than 8us\
            |8us to less than 16us|16us to less than 32us|32us-64us|More than 64us} ", Port L0p Exit Latency: {}"
              9:7   RetimerL0pExit {Less than 1us|1us to less than 2us|2us to less than 4us|4us to less than 8us\
            |8us to less than 16us|16us to less than 32us|32us-64us|More than 64us} ", Retimer L0p Exit Latency: {}"
            /
              10    UIOCompleter "UIO Mem RdWr Completer{+},"
              11    UIORequester "UIO Mem RdWr Requester{+}"
            08.32 DevCtl3 rw
              0     DMWrReq "DMWr Requester{+},"
              1     DMWrEgressBlk "DMWr Egress Blocking{+},"
              2     14BitTagReq "14-Bit Tag Requester{+}"
            /
              3     L0p "L0p{+},"
              6:4   LinkWidth {0=x1|1=x2|2=x4|3=x8|4=x16|7=Dynamic|*=reserved} "Target Link Width: {}"
            /
              7     UIORequester "UIO Mem RdWr Requester{+}"
              8     UIO256BBoundaryDis
            0c.32 DevSta3
              2:0   LinkWidth {0=x1|1=x2|2=x4|3=x8|4=x16|*=reserved} "Initial Link Width: {},"
              3     SegmentCaptured "Segment Captured{+},"
              4     RemoteL0p "Remote L0p{+}"
            """);

    /** Revision 6.0, section 7.9.26. */
    private static final Layout ENCRYPTION = Layout.of("""
            04.32 IDECap hwinit
              0     Link
              1     Selective
              2     FlowThru
              3     PartHdr
              4     Aggr
              5     PCPC
              6     IDE_KM
              7     SelCfg
              12:8  Alg {0=AES-GCM-256-96b|*=reserved} "Alg='{}'"
              15:13 LinkTCs %plus1 "TCs={}"
              23:16 SelectiveStreams %plus1 !
              24    TeeLim
            08.32 IDECtl rw
              2     FTEn
            """);

    private static final String STREAM_CONTROL = """
              0     En
              3:2   NPR {-|2|4|8}
              5:4   PR {-|2|4|8}
              7:6   CPL {-|2|4|8}
              8     PCRC
              13:10 HdrEnc {0=no|1=17:2|2=25:2|3=33:2|4=41:2|*=reserved}
              18:14 Alg {0=AES-GCM-256-96b|*=reserved} "Alg='{}'"
              21:19 TC "TC{}"
              31:24 ID "ID{}"
            """;

    private static final Layout LINK_STREAM = Layout.of("00.32 Ctl rw\n" + STREAM_CONTROL + """
            04.32 Sta
              3:0   Status {0=insecure|2=secure|*=reserved}
              31    RecvChkFail rw1cs
            """);

    private static final Layout SELECTIVE_STREAM = Layout.of("""
            00.32 Cap hwinit
              3:0   AddressBlocks
            04.32 Ctl rw
            """ + STREAM_CONTROL + """
              9     CFG
              22    Default
              23    TeeLim
            08.32 Sta
              3:0   Status {0=insecure|2=secure|*=reserved}
              31    RecvChkFail rw1cs
            0c.32 RID1 "{rid}" rw
              23:8  Limit %hex
            10.32 RID2 + rw
              0     Valid
              23:8  Base %hex
              31:24 SegBase %hex
            """);

    private static final Layout SELECTIVE_ADDRESS = Layout.of("""
            00.32 Addr1 "{address}" rw
              0     Valid
              19:8  BaseLow %hex3 !
              31:20 LimitLow %hex3 !
            "{range}"
            04.32 Addr2 ! rw
              31:0  LimitUpper %hex8
            08.32 Addr3 ! rw
              31:0  BaseUpper %hex8
            """);

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x00, "NULL", "Null"),
            new Definition(0x03, "DSN", "Device Serial Number"),
            new Definition(0x0c, "CAC", "Configuration Access Correlation"),
            new Definition(0x14, "AMD_XXX", "Reserved for AMD"),
            new Definition(0x1c, "LNR", "LN Requester"),
            new Definition(0x20, "M_PCIE", "PCI Express over M_PHY"),
            new Definition(0x28, "HIER_ID", "Hierarchy ID"),
            new Definition(0x29, "NPEM", "Native PCIe Enclosure Management"),
            new Definition(0x2c, "SFI", "System Firmware Intermediary"),
            new Definition(0x2d, "SHADOW", "Shadow Functions"),
            new Definition(0x2e, "DOE", "Data Object Exchange"),
            new Definition(0x2f, "DEV3", "Device 3"),
            new Definition(0x30, "IDE", "Integrity & Data Encryption"),
            new Definition(0x32, "FLIT_LOG", "Flit Logging"),
            new Definition(0x33, "FLIT_PERF", "Flit Performance Measurement"),
            new Definition(0x34, "FLIT_EI", "Flit Error Injection"),
            new Definition(0x35, "SVC", "Streamlined Virtual Channel"),
            new Definition(0x36, "MMIO_RBL", "MMIO Register Block Locator"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x03 -> serialNumber(d);
            case 0x1c -> d.apply(LIGHTWEIGHT_NOTIFICATION);
            case 0x28 -> d.apply(HIERARCHY_ID);
            case 0x29 -> d.apply(ENCLOSURE);
            case 0x2e -> dataObjectExchange(d);
            case 0x2f -> d.apply(DEVICE_3);
            case 0x30 -> encryption(d);
            default -> {
                // The name is all that is known.
            }
        }
    }

    private static void serialNumber(Decoding d) {
        d.headline("Device Serial Number " + Meanings.serialNumber(d.peek(4, 64))).apply(SERIAL_NUMBER);
    }

    private static void dataObjectExchange(Decoding d) {
        d.tag("interrupt", bits(d.peek32(4), 0, 0) == 1).apply(DATA_OBJECT_EXCHANGE);
    }

    /** The blocks follow each other without gaps; how many there are stands in the capability register. */
    private static void encryption(Decoding d) {
        d.apply(ENCRYPTION);
        long capabilities = d.peek32(4);
        int links = bits(capabilities, 0, 0) == 1 ? bits(capabilities, 15, 13) + 1 : 0;
        int selectives = bits(capabilities, 1, 1) == 1 ? bits(capabilities, 23, 16) + 1 : 0;
        int at = 0x0c;
        for (int i = 0; i < links && d.has(at, 8); i++) {
            d.apply(LINK_STREAM, at, "LinkIDE" + i + ".");
            at += 8;
        }
        for (int i = 0; i < selectives && d.has(at, 0x14); i++) {
            String prefix = "SelectiveIDE" + i + ".";
            int blocks = bits(d.peek32(at), 3, 0);
            d.set("rid", prefix + "RID:").apply(SELECTIVE_STREAM, at, prefix);
            at += 0x14;
            for (int block = 0; block < blocks && d.has(at, 12); block++) {
                long low = d.peek32(at);
                long limit = d.peek32(at + 4) << 32 | (long) bits(low, 31, 20) << 20 | 0xf_ffffL;
                long base = d.peek32(at + 8) << 32 | (long) bits(low, 19, 8) << 20;
                d.set("address", prefix + "Address" + block + ":");
                d.set("range", String.format("Base=%x Limit=%x", base, limit));
                d.apply(SELECTIVE_ADDRESS, at, prefix + "Address" + block + ".");
                at += 12;
            }
        }
    }
}
