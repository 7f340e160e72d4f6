// SPDX-License-Identifier: EPL-2.0
/**
 * Strict reading of XML into a small tree that remembers lines and columns, shared by every reader of an XML format.
 * Internal: not exported. May import {@code read} and the JDK.
 */
package org.barscope.registers.xml;
