// SPDX-License-Identifier: EPL-2.0
/**
 * How people name registers and write values: paths with wildcards, an index that finds them as one types, and number
 * input. May import {@code model}, {@code layout} and the JDK.
 */
package org.barscope.registers.naming;
