// SPDX-License-Identifier: EPL-2.0
/**
 * Register descriptions as JSON: everything the model holds, for scripts and for keeping what SVD cannot say.
 *
 * <p>The root object has {@code "format": "barscope-registers-1"} and the components of
 * {@link org.barscope.registers.model.DeviceDescription} under their Java names; what is absent is left out.
 * Addresses, offsets and register values are strings in hexadecimal, because JSON numbers lose bits above 53; sizes,
 * counts and bit numbers are numbers; enumeration constants have their CMSIS-SVD spelling; {@code bits} is an array of
 * the most and the least significant bit. A register or cluster says which it is in {@code kind}.
 *
 * <p>May import {@code model}, {@code read} and the JDK.
 */
package org.barscope.registers.json;
