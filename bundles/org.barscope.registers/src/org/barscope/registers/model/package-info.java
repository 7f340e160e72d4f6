// SPDX-License-Identifier: EPL-2.0
/**
 * Immutable register descriptions: device, block, cluster, register, field and what may be read from and written to
 * them. The vocabulary is that of CMSIS-SVD 1.3, which every other format is translated into.
 *
 * <p>Everything here is a value: safe to share between threads, comparable with {@code equals}, free of input and
 * output. May import nothing but the JDK; every other package of this bundle may import it.
 */
package org.barscope.registers.model;
