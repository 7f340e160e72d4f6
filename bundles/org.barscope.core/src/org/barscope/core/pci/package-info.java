// SPDX-License-Identifier: EPL-2.0
/**
 * What a PCI function's configuration space says, as immutable records: identity, command and status, BARs, bridge
 * windows, every standard and extended capability with its registers and fields, and the names of the ids.
 *
 * <p>Everything starts from bytes that somebody else has read ({@code /sys/bus/pci/devices/.../config}, a VFIO region,
 * a saved dump); nothing here touches a device, starts a thread or keeps a file open. Decoding never throws for odd
 * content: devices lie, surprise-removed ones return all ones, and an unprivileged reader sees 64 bytes only.
 *
 * <p>May import: the JDK. Must not import: any other Barscope package. The tables behind the decoder live in
 * {@code org.barscope.core.pci.internal} and are not exported.
 *
 * <p>Sources: the kernel's {@code linux/pci_regs.h}, PCI Local Bus Specification 3.0, PCI Express Base Specification
 * 5.0 and 6.0, Virtio 1.2, CXL 3.0. The text form follows the wording of {@code lspci -vvv} so that both can be laid
 * side by side.
 */
package org.barscope.core.pci;
