// SPDX-License-Identifier: EPL-2.0
/**
 * The regions that sysfs offers: configuration space by pread, BARs by mmap or pread of {@code resourceN}. May import
 * {@code core.memory} and {@code linux}.
 */
package org.barscope.backend.linux.region;
