// SPDX-License-Identifier: EPL-2.0
/**
 * Descriptions laid out in an address space: arrays expanded, every register with its path, its address and whether it
 * may be read by itself; and plans of accesses that never touch a guarded register or an undescribed gap. May import
 * {@code model} and the JDK.
 */
package org.barscope.registers.layout;
