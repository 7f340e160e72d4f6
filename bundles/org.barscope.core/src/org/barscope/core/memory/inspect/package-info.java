// SPDX-License-Identifier: EPL-2.0
/**
 * What a few bytes may mean: numbers of all widths in both byte orders, times, addresses, identifiers. Reads nothing.
 *
 * <p>Imports nothing but the JDK.
 */
package org.barscope.core.memory.inspect;
