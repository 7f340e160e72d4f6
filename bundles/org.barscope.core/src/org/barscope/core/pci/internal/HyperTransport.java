// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import static org.barscope.core.pci.internal.Decoding.bits;
import static org.barscope.core.pci.internal.StandardCapabilities.sign;

/**
 * The HyperTransport capability, whose type takes the upper three or five bits of its command register
 * (HyperTransport I/O Link Specification 3.10, chapter 7; {@code HT_CAPTYPE_*}).
 */
final class HyperTransport {

    private static final String LINK_WIDTH = "{8bit|16bit|[2]|32bit|2bit|4bit|[6]|N/C}";

    private static final String FREQUENCY = "{200MHz|300MHz|400MHz|500MHz|600MHz|800MHz|1.0GHz|1.2GHz|1.4GHz|1.6GHz"
            + "|[a]|[b]|[c]|[d]|[e]|Vend}";

    /** A link's control and configuration; the doubleword flow control bits come with revision 1.03. */
    private static final Layout LINK = layout("""
            00.16 Control "Link Control{n}:" rw
              1     CFlE
              2     CST
              3     CFE
              4     LkFail rw1c "<LkFail{+}"
              5     Init ro
              6     EOC
              7     TXO
              11:8  CRCErr rw1c %hex "<CRCErr={}"
              12    IsocEn ?rev1
              13    LSEn ?rev1
              14    ExtCTL ?rev1
              15    64b ?rev1
            02.16 Config "Link Config{n}:" rw
              2:0   MLWI ro LINK_WIDTH
              3     DwFcIn ro ?rev1
              6:4   MLWO ro LINK_WIDTH
              7     DwFcOut ro ?rev1
              10:8  LWI LINK_WIDTH
              11    DwFcInEn ?rev1
              14:12 LWO LINK_WIDTH
              15    DwFcOutEn ?rev1
            """);

    private static final Layout REVISION = Layout.of("""
            00.8 Revision "Revision ID:"
              7:5   Major !
              4:0   Minor !
            "{revision}"
            """);

    private static final Layout FREQUENCY_ERROR = layout("""
            00.8 Frequency "Link Frequency{n}:" rw
              3:0   Frequency FREQUENCY "{}"
            /
              4     Prot rw1c "Link Error{n}: <Prot{+}"
              5     Ovfl rw1c "<Ovfl{+}"
              6     EOC rw1c "<EOC{+}"
              7     CTLTm rw1c
            """);

    private static final Layout FREQUENCY_CAPABILITY = Layout.of("""
            00.16 FreqCap "Link Frequency Capability{n}:"
              0     200MHz
              1     300MHz
              2     400MHz
              3     500MHz
              4     600MHz
              5     800MHz
              6     1.0GHz
              7     1.2GHz
              8     1.4GHz
              9     1.6GHz
              15    Vend
            """);

    private static final Layout FEATURE = Layout.of("""
            00.16 Feature "Feature Capability:"
              0     IsocFC
              1     LDTSTOP
              2     CRCTM
              3     ECTLT
              4     64bA
              5     UIDRD
              8     ExtRS ?host
              9     UCnfE ?host
            """);

    private static final Layout FEATURE_8 = Layout.of("""
            00.8 Feature "Feature Capability:"
              0     IsocFC
              1     LDTSTOP
              2     CRCTM
              3     ECTLT
              4     64bA
              5     UIDRD
            """);

    private static final Layout ERROR_HANDLING = Layout.of("""
            00.16 ErrorHandling "Error Handling:" rw
              0     PFlE
              1     OFlE
              2     PFE
              3     OFE
              4     EOCFE
              5     RFE
              6     CRCFE
              7     SERRFE
              8     CF ro
              9     RE rw1c
              10    PNFE
              11    ONFE
              12    EOCNFE
              13    RNFE
              14    CRCNFE
              15    SERRNFE
            02.8 MemBaseUpper - rw
              7:0   Base %hex2 "Prefetchable memory behind bridge Upper: {}-{limit}"
            03.8 MemLimitUpper ! rw
              7:0   Limit %hex2
            """);

    private static final Layout BUS = Layout.of("""
            00.8 Bus "Bus Number:" rw
              7:0   Bus %hex2 "{}"
            """);

    private static final Layout SLAVE_COMMAND = Layout.of("""
            02.16 Command rw
              4:0   BaseUnitID
              9:5   UnitCnt ro
              10    MastHost ro
              11    DefDir
              12    DUL ?rev1
              15:13 Type ro !
            """);

    private static final Layout HOST_COMMAND = Layout.of("""
            02.16 Command rw
              0     WarmRst
              1     DblEnd ro
              6:2   DevNum ?rev1
              7     ChainSide ro ?rev1
              8     HostHide ?rev1
              10    Slave ?rev1
              11    EOCErr ?rev1 "<EOCErr{+}"
              12    DUL ?rev1
              15:13 Type ro !
            """);

    private static final Layout COMMAND = Layout.of("""
            02.16 Command ! rw
              15:11 Type ro %hex2
            """);

    private static final Layout MSI_MAPPING = Layout.of("""
            02.16 Command ! rw
              0     Enable
              1     Fixed ro
              15:11 Type ro %hex2
            """);

    private static final Layout MSI_ADDRESS = Layout.of("""
            04.64 MappingAddress ! rw
              63:20 Base %$address
            """);

    /** Revision 1.02 has fewer registers, at other offsets; everything from 1.03 on looks alike. */
    private static final int OLD_REVISION_1 = 0x22;

    private HyperTransport() {
    }

    static void decode(Decoding d) {
        int command = d.peek16(2);
        switch (command >> 13) {
            case 0 -> slave(d);
            case 1 -> host(d);
            default -> byFiveBits(d, command);
        }
    }

    private static void byFiveBits(Decoding d, int command) {
        int type = command >> 11;
        String title = switch (type) {
            case 0x08 -> "Switch";
            case 0x10 -> "Interrupt Discovery and Configuration";
            case 0x11 -> String.format("Revision ID: %d.%02d", bits(command, 7, 5), bits(command, 4, 0));
            case 0x12 -> "UnitID Clumping";
            case 0x13 -> "Extended Configuration Space Access";
            case 0x14 -> "Address Mapping";
            case 0x15 -> "MSI Mapping Enable" + sign(command & 1) + " Fixed" + sign(command & 2);
            case 0x16 -> "DirectRoute";
            case 0x17 -> "VCSet";
            case 0x18 -> "Retry Mode";
            case 0x19 -> "X86 (reserved)";
            default -> String.format("#%02x", type);
        };
        d.headline("HyperTransport: " + title);
        if (type != 0x15) {
            d.apply(COMMAND);
            return;
        }
        d.apply(MSI_MAPPING);
        if ((command & 2) == 0) {
            String address = Meanings.hex(d.peek(4, 64) & ~0xfffffL, 16);
            d.set("address", address).line("Mapping Address Base: " + address).apply(MSI_ADDRESS);
        }
    }

    private static void slave(Decoding d) {
        int revision = (int) d.peek(12, 8);
        boolean rev1 = revision >= OLD_REVISION_1;
        d.headline("HyperTransport: Slave or Primary Interface").tag("rev1", rev1).version(revision >> 5);
        d.apply(SLAVE_COMMAND);
        d.set("n", " 0").apply(LINK, 4, "Link0.");
        d.set("n", " 1").apply(LINK, 8, "Link1.");
        d.set("revision", revision(revision)).apply(REVISION, 12, "");
        if (!rev1) {
            return;
        }
        d.set("n", " 0").apply(FREQUENCY_ERROR, 13, "Link0.").apply(FREQUENCY_CAPABILITY, 14, "Link0.");
        d.apply(FEATURE_8, 16, "");
        d.set("n", " 1").apply(FREQUENCY_ERROR, 17, "Link1.").apply(FREQUENCY_CAPABILITY, 18, "Link1.");
        d.set("limit", Meanings.hex(d.peek(25, 8), 2)).apply(ERROR_HANDLING, 22, "");
        d.apply(BUS, 26, "");
    }

    private static void host(Decoding d) {
        int revision = (int) d.peek(8, 8);
        boolean rev1 = revision >= OLD_REVISION_1;
        d.headline("HyperTransport: Host or Secondary Interface").tag("rev1", rev1).tag("host", true)
                .version(revision >> 5).set("n", "");
        d.apply(HOST_COMMAND).apply(LINK, 4, "Link.");
        d.set("revision", revision(revision)).apply(REVISION, 8, "");
        if (rev1) {
            d.apply(FREQUENCY_ERROR, 9, "Link.").apply(FREQUENCY_CAPABILITY, 10, "Link.").apply(FEATURE, 12, "");
            d.set("limit", Meanings.hex(d.peek(21, 8), 2)).apply(ERROR_HANDLING, 18, "");
        }
    }

    private static String revision(int revision) {
        return String.format("%d.%02d", revision >> 5, revision & 0x1f);
    }

    private static Layout layout(String text) {
        return Layout.of(text.replace("LINK_WIDTH", LINK_WIDTH).replace(" FREQUENCY ", " " + FREQUENCY + " "));
    }
}
