// SPDX-License-Identifier: EPL-2.0
/**
 * Reads and writes CMSIS-SVD 1.3 (the XML format of system view descriptions; schema {@code CMSIS-SVD.xsd} 1.3.9).
 * May import {@code model}, {@code read}, {@code xml} and the JDK.
 */
package org.barscope.registers.svd;
