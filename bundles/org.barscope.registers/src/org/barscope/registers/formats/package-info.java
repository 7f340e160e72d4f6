// SPDX-License-Identifier: EPL-2.0
/**
 * Finds the reader for a file and loads the description that a binding names. May import {@code binding},
 * {@code builtin}, the readers, {@code read} and the JDK.
 */
package org.barscope.registers.formats;
