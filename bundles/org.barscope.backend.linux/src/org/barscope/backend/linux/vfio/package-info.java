// SPDX-License-Identifier: EPL-2.0
/**
 * Devices that are with VFIO: opened once each whoever uses them, their regions, their interrupts, and what the
 * kernel's refusals mean. May import {@code core}, {@code linux}, {@code discovery} and {@code region}.
 */
package org.barscope.backend.linux.vfio;
