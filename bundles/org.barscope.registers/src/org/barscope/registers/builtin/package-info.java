// SPDX-License-Identifier: EPL-2.0
/**
 * Descriptions and bindings that Barscope brings along, written from public specifications. The descriptions are SVD
 * files beside this package; {@code bindings.xml} says which device each is for. May import {@code binding}, the
 * readers, {@code read} and the JDK.
 */
package org.barscope.registers.builtin;
