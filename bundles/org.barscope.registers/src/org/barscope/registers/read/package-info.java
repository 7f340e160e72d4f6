// SPDX-License-Identifier: EPL-2.0
/**
 * What all readers of register descriptions have in common: where the text comes from, how faults are reported, and how
 * progress and cancellation work. May import {@code model} and the JDK.
 */
package org.barscope.registers.read;
