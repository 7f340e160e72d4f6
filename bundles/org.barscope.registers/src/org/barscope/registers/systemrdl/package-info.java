// SPDX-License-Identifier: EPL-2.0
/**
 * Reads SystemRDL 2.0 (Accellera, January 2018): addrmap, regfile, reg, field, enum, instance arrays, address
 * allocation, parameters, default and dynamic property assignments, and {@code `include} within the folder of the file.
 * Properties without a place in the model are kept by name. Not read: Perl and Verilog preprocessing other than
 * {@code `include}, struct, constraint and user-defined types of parameters; {@code mem} and {@code signal} are passed
 * over, because they hold no registers. May import {@code model}, {@code read} and the JDK.
 */
package org.barscope.registers.systemrdl;
