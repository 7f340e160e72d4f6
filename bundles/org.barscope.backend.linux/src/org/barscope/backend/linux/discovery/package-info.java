// SPDX-License-Identifier: EPL-2.0
/**
 * What sysfs and procfs say of PCI devices, as records. Reads files only, below a root that tests replace by one of
 * their own. May import {@code core.inventory} and {@code core.pci}.
 */
package org.barscope.backend.linux.discovery;
