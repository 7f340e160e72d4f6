// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

/**
 * The numbers by which a PCI device is known (PCI Local Bus 3.0 section 6.2.1).
 *
 * @param vendor vendor, 16 bits
 * @param device device, 16 bits
 * @param subvendor subsystem vendor, 16 bits
 * @param subdevice subsystem, 16 bits
 * @param classCode base class, subclass and programming interface, 24 bits
 */
public record PciIdentity(int vendor, int device, int subvendor, int subdevice, int classCode) {
}
