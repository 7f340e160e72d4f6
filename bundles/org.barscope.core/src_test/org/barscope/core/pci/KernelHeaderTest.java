// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Fields against the masks of the kernel's {@code linux/pci_regs.h}: a second witness, above all for fields that
 * {@code lspci} does not show.
 */
class KernelHeaderTest {

    private static final Path HEADER = Path.of("/usr/include/linux/pci_regs.h");
    private static final Pattern MASK = Pattern.compile("#define\\s+(PCI_\\w+)\\s+(0x[0-9a-fA-F]+)U?L?\\b.*");
    private static final Pattern SHIFTED =
            Pattern.compile("#define\\s+(PCI_\\w+)\\(x\\)\\s+\\(\\(\\(x\\) >> (\\d+)\\) & (\\w+)\\).*");
    private static final Pattern UNSHIFTED =
            Pattern.compile("#define\\s+(PCI_\\w+)\\(x\\)\\s+\\(\\(x\\) & (\\w+)\\).*");

    /** Macro, capability, field. */
    private static final String FIELDS = """
            PCI_PM_CAP_DSI PM Flags.DSI
            PCI_PM_CAP_AUX_POWER PM Flags.AuxCurrent
            PCI_PM_CTRL_STATE_MASK PM Status.State
            PCI_PM_CTRL_DATA_SEL_MASK PM Status.DSel
            PCI_PM_CTRL_DATA_SCALE_MASK PM Status.DScale
            PCI_PM_PPB_B2_B3 PM Bridge.B2
            PCI_PM_BPCC_ENABLE PM Bridge.PM
            PCI_VPD_ADDR_MASK VPD Address.Address
            PCI_VPD_ADDR_F VPD Address.F
            PCI_MSI_FLAGS_QMASK MSI MsgCtrl.MultiMsgCapable
            PCI_MSI_FLAGS_QSIZE MSI MsgCtrl.MultiMsgEnable
            PCI_MSIX_FLAGS_QSIZE MSIX MsgCtrl.TableSize
            PCI_MSIX_TABLE_OFFSET MSIX Table.Offset
            PCI_CHSWP_DHA CHSWP HS_CSR.DHA
            PCI_CHSWP_EIM CHSWP HS_CSR.EIM
            PCI_CHSWP_PIE CHSWP HS_CSR.PIE
            PCI_CHSWP_LOO CHSWP HS_CSR.LOO
            PCI_CHSWP_PI CHSWP HS_CSR.PI
            PCI_CHSWP_EXT CHSWP HS_CSR.EXT
            PCI_CHSWP_INS CHSWP HS_CSR.INS
            PCI_SID_ESR_NSLOTS SLOTID ExpansionSlot.Slots
            PCI_SID_ESR_FIC SLOTID ExpansionSlot.First
            PCI_AF_CAP_TP AF AFCap.TP
            PCI_AF_CTRL_FLR AF AFCtrl.FLR
            PCI_EXP_FLAGS_VERS EXP Flags.Version
            PCI_EXP_FLAGS_TYPE EXP Flags.Type
            PCI_EXP_FLAGS_SLOT EXP Flags.Slot
            PCI_EXP_FLAGS_IRQ EXP Flags.MSI
            PCI_EXP_DEVCAP_PWR_VAL EXP DevCap.PowerLimit
            PCI_EXP_DEVCAP_PWR_SCL EXP DevCap.PowerScale
            PCI_EXP_DEVCAP_L0S EXP DevCap.L0sLatency
            PCI_EXP_DEVCAP_L1 EXP DevCap.L1Latency
            PCI_EXP_LNKCAP_L0SEL EXP LnkCap.L0sExit
            PCI_EXP_LNKCAP_L1EL EXP LnkCap.L1Exit
            PCI_EXP_LNKCTL_RL EXP LnkCtl.Retrain
            PCI_EXP_SLTCAP_SPLV EXP SltCap.PowerLimit
            PCI_EXP_SLTCAP_SPLS EXP SltCap.PowerScale
            PCI_EXP_SLTCAP_PSN EXP SltCap.Slot
            PCI_EXP_SLTCTL_ASPL_DISABLE EXP SltCtl.AutoPowerLimitDis
            PCI_EXP_SLTCTL_IBPD_DISABLE EXP SltCtl.InBandPDDis
            PCI_EXP_SLTSTA_MRLSC EXP SltSta.ChgMRL
            PCI_EXP_SLTSTA_PDC EXP SltSta.ChgPresDet
            PCI_EXP_SLTSTA_DLLSC EXP SltSta.ChgLinkState
            PCI_EXP_DEVCTL2_IDO_REQ_EN EXP DevCtl2.IDOReq
            PCI_EXP_DEVCTL2_IDO_CMP_EN EXP DevCtl2.IDOCompl
            PCI_EXP_DEVCAP2_OBFF_MASK EXP DevCap2.OBFF
            PCI_EXP_SLTCAP2_IBPD EXP SltCap2.InBandPDDis
            PCI_EXP_LNKCTL2_TX_MARGIN EXP LnkCtl2.Margin
            PCI_ERR_UNC_INTN ERR UESta.UncorrIntErr
            PCI_ERR_UNC_MCBTLP ERR UESta.BlockedTLP
            PCI_ERR_UNC_ATOMEG ERR UESta.AtomicOpBlocked
            PCI_ERR_UNC_TLPPRE ERR UESta.TLPBlockedErr
            PCI_ERR_COR_INTERNAL ERR CESta.CorrIntErr
            PCI_ERR_COR_LOG_OVER ERR CESta.HeaderOF
            PCI_ERR_CAP_FEP ERR AERCap.FirstError
            PCI_ERR_ROOT_AER_IRQ ERR RootSta.IntMsg
            PCI_VC_CAP1_EVCC VC Caps.ExtendedVCs
            PCI_VC_CAP2_ARB_OFF VC Arb.TableOffset
            PCI_VC_PORT_CTRL_LOAD_TABLE VC Ctrl.LoadTable
            PCI_VC_RES_CTRL_LOAD_TABLE VC VC0.Ctrl.LoadTable
            PCI_VC_RES_CTRL_ARB_SELECT VC VC0.Ctrl.ArbSelect
            PCI_PWR_DATA_BASE PWR Data.BasePower
            PCI_PWR_DATA_SCALE PWR Data.DataScale
            PCI_PWR_DATA_PM_SUB PWR Data.PMSubState
            PCI_PWR_DATA_PM_STATE PWR Data.PMState
            PCI_PWR_DATA_TYPE PWR Data.Type
            PCI_PWR_DATA_RAIL PWR Data.Rail
            PCI_PWR_CAP_BUDGET PWR PowerBudgetCap.SystemAllocated
            PCI_RCEC_BUSN_NEXT RCEC AssociatedBusNumbers.Next
            PCI_RCEC_BUSN_LAST RCEC AssociatedBusNumbers.Last
            PCI_VNDR_HEADER_ID VNDR VSECHeader.ID
            PCI_VNDR_HEADER_REV VNDR VSECHeader.Revision
            PCI_VNDR_HEADER_LEN VNDR VSECHeader.Length
            PCI_ARI_CAP_NFN ARI ARICap.NextFunction
            PCI_ARI_CTRL_FG ARI ARICtl.FunctionGroup
            PCI_ATS_CAP_QDEP ATS ATSCap.InvalidateQueueDepth
            PCI_ATS_CAP_PAGE_ALIGNED ATS ATSCap.PageAligned
            PCI_ATS_CTRL_STU ATS ATSCtl.STU
            PCI_PRI_STATUS_PASID PRI PRISta.PASID
            PCI_SRIOV_CTRL_ARI SRIOV IOVCtl.ARIHierarchy
            PCI_SRIOV_VFM_BIR SRIOV VFMigration.BIR
            PCI_REBAR_CTRL_BAR_IDX REBAR Entry0.Ctrl.BAR
            PCI_REBAR_CTRL_NBAR_MASK REBAR Entry0.Ctrl.Count
            PCI_DPA_CAP_SUBSTATE_MASK DPA DPACap.SubstateMax
            PCI_TPH_CAP_LOC_MASK TPH TPHCap.TableLocation
            PCI_TPH_CAP_ST_MASK TPH TPHCap.TableSize
            PCI_EXP_DPC_IRQ DPC DpcCap.IntMsg
            PCI_EXP_DPC_RP_PIO_LOG_SIZE DPC DpcCap.RPPIOLogSize
            PCI_EXP_DPC_STATUS_TRIGGER_RSN DPC DpcSta.Reason
            PCI_EXP_DPC_STATUS_TRIGGER_RSN_EXT DPC DpcSta.TriggerExt
            PCI_EXP_DPC_RP_PIO_FEP DPC DpcSta.RPPIOErrPtr
            PCI_PTM_GRANULARITY_MASK PTM PTMCap.Granularity
            PCI_L1SS_CAP_L1_PM_SS L1SS L1SubCap.L1_PM_Substates
            PCI_L1SS_CAP_P_PWR_ON_SCALE L1SS L1SubCap.TPowerOnScale
            PCI_L1SS_CAP_P_PWR_ON_VALUE L1SS L1SubCap.TPowerOnValue
            PCI_L1SS_CTL1_LTR_L12_TH_VALUE L1SS L1SubCtl1.LTR1.2_Threshold
            PCI_L1SS_CTL1_LTR_L12_TH_SCALE L1SS L1SubCtl1.LTR1.2_ThresholdScale
            PCI_DVSEC_HEADER1_LEN DVSEC DVSECHeader1.Length
            PCI_DVSEC_HEADER2_ID DVSEC DVSECHeader2.ID
            PCI_DLF_EXCHANGE_ENABLE DLF DLFCap.ExchangeEn
            PCI_DOE_CAP_INT_MSG_NUM DOE DOECap.IntMsg
            PCI_DOE_CTRL_ABORT DOE DOECtl.Abort
            PCI_DOE_CTRL_GO DOE DOECtl.Go
            PCI_DOE_STATUS_ERROR DOE DOESta.Error
            PCI_DOE_STATUS_DATA_OBJECT_READY DOE DOESta.ObjectReady
            PCI_NPEM_CAP_CAPABLE NPEM NPEMCap.Capable
            PCI_NPEM_IND_LOCATE NPEM NPEMCap.Locate
            PCI_NPEM_IND_HOTSPARE NPEM NPEMCap.HotSpare
            PCI_NPEM_IND_DISABLED NPEM NPEMCap.Disabled
            PCI_DEV3_STA_SEGMENT DEV3 DevSta3.SegmentCaptured
            PCI_IDE_CAP_SEL_NUM IDE IDECap.SelectiveStreams
            """;

    private static final int MINIMUM_OF_OLD_HEADERS = 80;

    /** A root port that has one of every capability of the table. */
    private static ConfigSpace everything() {
        ConfigSpaceBuilder space = ConfigSpaceBuilder.bridge(0x8086, 0x1234);
        for (int[] capability : new int[][] {{0x01, 8}, {0x03, 8}, {0x04, 4}, {0x05, 0x18}, {0x06, 4}, {0x13, 8}}) {
            space.standard(capability[0], capability[1]);
        }
        space.standard(0x11, 12);
        space.u16(space.standard(0x10, 0x3c) + 2, 0x0142);
        for (int id : new int[] {0x01, 0x02, 0x04, 0x0b, 0x0e, 0x0f, 0x10, 0x13, 0x16, 0x17, 0x1d, 0x1e, 0x1f, 0x23,
            0x25, 0x29, 0x2e, 0x2f, 0x30}) {
            space.extended(id, 2, 0x60);
        }
        space.extended(0x07, 2, 0x0c);
        space.u32(space.extended(0x15, 1, 0x0c) + 8, 0x20);
        return ConfigSpace.decode(space.build());
    }

    private static Map<String, Long> masks() throws IOException {
        Map<String, Long> masks = new HashMap<>();
        for (String line : Files.readAllLines(HEADER)) {
            String text = line.strip();
            Matcher mask = MASK.matcher(text);
            Matcher shifted = SHIFTED.matcher(text);
            Matcher unshifted = UNSHIFTED.matcher(text);
            if (mask.matches()) {
                masks.put(mask.group(1), Long.decode(mask.group(2)));
            } else if (shifted.matches()) {
                masks.put(shifted.group(1), Long.decode(shifted.group(3)) << Integer.parseInt(shifted.group(2)));
            } else if (unshifted.matches()) {
                masks.put(unshifted.group(1), Long.decode(unshifted.group(2)));
            }
        }
        return masks;
    }

    @Test
    void fieldsCoverTheBitsOfTheKernelsMasks() throws IOException {
        assumeTrue(Files.isReadable(HEADER),
                HEADER + " is not there (package linux-libc-dev), nothing to compare with");
        Map<String, Long> masks = masks();
        ConfigSpace config = everything();
        assertEquals(List.of(), config.findings());
        int compared = 0;
        for (String line : FIELDS.lines().toList()) {
            String[] parts = line.split(" ");
            Optional<ConfigField> field = config.capabilities().stream()
                    .filter(capability -> capability.shortName().equals(parts[1]))
                    .flatMap(capability -> capability.field(parts[2]).stream()).findFirst();
            assertTrue(field.isPresent(), () -> "no field " + parts[1] + "." + parts[2]);
            Long expected = masks.get(parts[0]);
            if (expected != null) {
                long actual = (1L << field.get().bits()) - 1 << field.get().lsb();
                assertEquals(Long.toHexString(expected), Long.toHexString(actual), line);
                compared++;
            }
        }
        assertTrue(compared >= MINIMUM_OF_OLD_HEADERS, "only " + compared + " fields were compared");
    }
}
