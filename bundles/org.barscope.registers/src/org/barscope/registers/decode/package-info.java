// SPDX-License-Identifier: EPL-2.0
/**
 * From register words to meanings and back: taking words apart into fields, and composing the word that writes some
 * fields of a register and leaves every other field as it is. Does no input or output: the caller reads and writes.
 * May import {@code model} and the JDK.
 */
package org.barscope.registers.decode;
