// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;

import java.util.List;

/**
 * Extended capabilities about errors and their containment (PCI Express Base Specification 5.0, sections 7.8.4 and
 * 7.9.15; {@code PCI_ERR_*}, {@code PCI_EXP_DPC_*}).
 */
final class ErrorCapabilities implements CapabilityGroup {

    private static final String UNCORRECTABLE = """
              4     DLP
              5     SDES
              12    TLP
              13    FCP
              14    CmpltTO
              15    CmpltAbrt
              16    UnxCmplt
              17    RxOF
              18    MalfTLP
            /
              19    ECRC
              20    UnsupReq
              21    ACSViol
              22    UncorrIntErr
              23    BlockedTLP
              24    AtomicOpBlocked
              25    TLPBlockedErr
            /
              26    PoisonTLPBlocked
              27    DMWrReqBlocked
              28    IDECheck
              29    MisIDETLP
              30    PCRC_CHECK
              31    TLPXlatBlocked
            """;

    private static final String CORRECTABLE = """
              0     RxErr
              6     BadTLP
              7     BadDLLP
              8     Rollover
              12    Timeout
              13    AdvNonFatalErr
              14    CorrIntErr
              15    HeaderOF
            """;

    private static final Layout AER = Layout.of("04.32 UESta rw1cs\n" + UNCORRECTABLE
            + "08.32 UEMsk rws\n" + UNCORRECTABLE
            + "0c.32 UESvrt rws\n" + UNCORRECTABLE
            + "10.32 CESta rw1cs\n" + CORRECTABLE
            + "14.32 CEMsk rws\n" + CORRECTABLE + """
            18.32 AERCap rws
              4:0   FirstError ros %hex2 "First Error Pointer: {},"
              5     ECRCGenCap ro
              6     ECRCGenEn
              7     ECRCChkCap ro
              8     ECRCChkEn
            /
              9     MultHdrRecCap ro
              10    MultHdrRecEn
              11    TLPPfxPres ros
              12    HdrLogCap ro
            1c.32 HeaderLog0 "HeaderLog:"
              31:0  Log ros %hex8 "{}"
            20.32 HeaderLog1 +
              31:0  Log ros %hex8 "{}"
            24.32 HeaderLog2 +
              31:0  Log ros %hex8 "{}"
            28.32 HeaderLog3 +
              31:0  Log ros %hex8 "{}"
            """);

    private static final Layout AER_ROOT = Layout.of("""
            2c.32 RootCmd rw
              0     CERptEn
              1     NFERptEn
              2     FERptEn
            30.32 RootSta rw1cs
              0     CERcvd
              1     MultCERcvd
              2     UERcvd
              3     MultUERcvd
            /
              4     FirstFatal
              5     NonFatalMsg
              6     FatalMsg
              31:27 IntMsg ro "IntMsg {}"
            34.16 ErrorSrcCor "ErrorSrc:"
              15:0  Id ros %hex4 "ERR_COR: {}"
            36.16 ErrorSrcUncor +
              15:0  Id ros %hex4 "ERR_FATAL/NONFATAL: {}"
            """);

    private static final Layout AER_PREFIX = Layout.of("""
            38.32 TLPPrefixLog0 "TLPPrefixLog:"
              31:0  Log ros %hex8 "{}"
            3c.32 TLPPrefixLog1 +
              31:0  Log ros %hex8 "{}"
            40.32 TLPPrefixLog2 +
              31:0  Log ros %hex8 "{}"
            44.32 TLPPrefixLog3 +
              31:0  Log ros %hex8 "{}"
            """);

    private static final Layout DPC = Layout.of("""
            04.16 DpcCap
              4:0   IntMsg "INT Msg #{},"
              5     RPExt
              6     PoisonedTLP
              7     SwTrigger
              11:8  RPPIOLogSize "RP PIO Log {},"
              12    DL_ActiveErr
            06.16 DpcCtl rw
              1:0   Trigger "Trigger:{}"
              2     Cmpl
              3     INT
              4     ErrCor
              5     PoisonedTLP
              6     SwTrigger
              7     DL_ActiveErr
            08.16 DpcSta rw1cs
              0     Trigger
              2:1   Reason ros %hex2 "Reason:{}"
              3     INT
              4     RPBusy ro
              6:5   TriggerExt ros %hex2 "TriggerExt:{}"
              12:8  RPPIOErrPtr ros %hex2 "RP PIO ErrPtr:{}"
            0a.16 Source
              15:0  Id ros %hex4 "{}"
            """);

    private static final String PIO_BITS = """
              0     CfgUR
              1     CfgCA
              2     CfgCTO
              8     IOUR
              9     IOCA
              10    IOCTO
              16    MemUR
              17    MemCA
              18    MemCTO
            """;

    private static final Layout DPC_ROOT_PORT = Layout.of("0c.32 RPPIOSta rw1cs\n" + PIO_BITS
            + "10.32 RPPIOMsk rws\n" + PIO_BITS
            + "14.32 RPPIOSvrt rws\n" + PIO_BITS
            + "18.32 RPPIOSysErr rws\n" + PIO_BITS
            + "1c.32 RPPIOExc rws\n" + PIO_BITS);

    private static final Layout DPC_LOG = Layout.of("""
            00.32 Log "RP PIO Log:"
              31:0  Log ros %hex8 "{}"
            """);

    private static final List<Definition> DEFINITIONS = List.of(
            new Definition(0x01, "ERR", "Advanced Error Reporting"),
            new Definition(0x1d, "DPC", "Downstream Port Containment"));

    @Override
    public List<Definition> definitions() {
        return DEFINITIONS;
    }

    @Override
    public void decode(int id, Decoding d) {
        switch (id) {
            case 0x01 -> aer(d);
            case 0x1d -> dpc(d);
            default -> {
                // The name is all that is known.
            }
        }
    }

    private static void aer(Decoding d) {
        d.apply(AER);
        if (d.facts().portIs(FunctionFacts.ROOT_PORT, FunctionFacts.EVENT_COLLECTOR)) {
            d.apply(AER_ROOT);
        }
        boolean prefixes = bits(d.peek32(0x18), 11, 11) == 1;
        if (prefixes) {
            d.apply(AER_PREFIX);
        }
    }

    private static void dpc(Decoding d) {
        d.apply(DPC);
        int capabilities = d.peek16(4);
        if (bits(capabilities, 5, 5) == 0) {
            return;
        }
        d.apply(DPC_ROOT_PORT);
        int logDwords = bits(capabilities, 11, 8);
        for (int i = 0; i < logDwords; i++) {
            d.apply(DPC_LOG, 0x20 + 4 * i, "RPPIO" + i + ".");
        }
    }
}
