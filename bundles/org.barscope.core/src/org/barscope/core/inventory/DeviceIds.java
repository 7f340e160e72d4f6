// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

/**
 * The numbers by which a PCI device says what it is, each unsigned.
 *
 * @param vendor          16 bits
 * @param device          16 bits
 * @param subsystemVendor 16 bits; 0 when it has none
 * @param subsystem       16 bits; 0 when it has none
 * @param classCode       24 bits: base class, subclass, programming interface
 * @param revision        8 bits
 */
public record DeviceIds(int vendor, int device, int subsystemVendor, int subsystem, int classCode, int revision) {
}
