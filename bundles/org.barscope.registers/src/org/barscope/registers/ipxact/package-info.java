// SPDX-License-Identifier: EPL-2.0
/**
 * Imports the memory maps of IP-XACT components (IEEE 1685-2009 and 1685-2014). May import {@code model}, {@code read},
 * {@code xml} and the JDK.
 */
package org.barscope.registers.ipxact;
