// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.follow;

import java.util.Map;
import java.util.Optional;

/**
 * The words kernel developers use when they discuss a PCI capability: names of the functions and constants in
 * {@code include/uapi/linux/pci_regs.h}, {@code include/linux/pci.h} and {@code drivers/pci}.
 */
final class CapabilityTerms {

    /** By capability id, PCI Code and ID Assignment Specification, section 2. */
    private static final Map<Integer, String> STANDARD = Map.ofEntries(
            Map.entry(0x01, "pci_set_power_state OR PCI_PM_CTRL OR dfn:pci-driver.c"),
            Map.entry(0x03, "dfn:vpd.c OR pci_read_vpd"),
            Map.entry(0x05, "PCI_MSI_FLAGS OR pci_alloc_irq_vectors OR dfn:msi.c OR pci_enable_msi"),
            Map.entry(0x10, "pcie_capability_read_word OR PCI_EXP_DEVCTL OR PCI_EXP_LNKCTL"),
            Map.entry(0x11, "PCI_MSIX_FLAGS OR pci_alloc_irq_vectors OR MSI-X OR msix"),
            Map.entry(0x13, "PCI_AF_CTRL OR pci_reset_function OR \"advanced features\""),
            Map.entry(0x14, "dfn:pci-ea.c OR \"enhanced allocation\" OR pci_ea_init"));

    /** By extended capability id, same specification, section 3. */
    private static final Map<Integer, String> EXTENDED = Map.ofEntries(
            Map.entry(0x01, "dfn:aer.c OR PCI_ERR_UNCOR_STATUS OR pci_aer_init"),
            Map.entry(0x02, "PCI_EXT_CAP_ID_VC OR \"virtual channel\""),
            Map.entry(0x03, "pci_get_dsn OR PCI_EXT_CAP_ID_DSN"),
            Map.entry(0x0d, "pci_acs_enabled OR PCI_ACS_CTRL OR pci_enable_acs OR s:ACS"),
            Map.entry(0x0e, "PCI_EXT_CAP_ID_ARI OR pci_ari_enabled"),
            Map.entry(0x0f, "pci_enable_ats OR dfn:ats.c OR PCI_ATS_CTRL OR s:ATS"),
            Map.entry(0x10, "pci_enable_sriov OR dfn:iov.c OR PCI_SRIOV_CTRL OR s:SR-IOV"),
            Map.entry(0x13, "pci_enable_pri OR PCI_PRI_CTRL"),
            Map.entry(0x15, "pci_resize_resource OR \"resizable BAR\" OR pci_rebar_get_possible_sizes"),
            Map.entry(0x17, "pcie_enable_tph OR PCI_TPH_CTRL OR s:TPH"),
            Map.entry(0x18, "PCI_LTR_MAX_SNOOP_LAT OR \"latency tolerance\""),
            Map.entry(0x1b, "pci_enable_pasid OR PCI_PASID_CTRL OR s:PASID"),
            Map.entry(0x1d, "dfn:dpc.c OR PCI_EXP_DPC_CTL OR \"downstream port containment\""),
            Map.entry(0x1e, "PCI_L1SS_CTL1 OR \"L1 substates\" OR dfn:aspm.c"),
            Map.entry(0x1f, "pci_enable_ptm OR dfn:ptm.c"),
            Map.entry(0x23, "PCI_EXT_CAP_ID_DVSEC OR pci_find_dvsec_capability"),
            Map.entry(0x24, "pci_iov_vf_bar_set_size OR \"VF resizable BAR\""),
            Map.entry(0x2e, "dfn:doe.c OR pci_doe"),
            Map.entry(0x30, "PCI_EXT_CAP_ID_IDE OR pci_ide_stream"));

    private CapabilityTerms() {
    }

    /** Alternatives for a capability; empty for one that nobody here has a word for. */
    static Optional<String> of(boolean extended, int id) {
        return Optional.ofNullable((extended ? EXTENDED : STANDARD).get(id));
    }
}
