// SPDX-License-Identifier: EPL-2.0
/**
 * Imports register databases of rwmem ({@code .regdb}, binary formats 2 and 3). May import {@code model}, {@code read}
 * and the JDK.
 */
package org.barscope.registers.rwmem;
