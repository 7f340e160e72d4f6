// SPDX-License-Identifier: EPL-2.0
/**
 * The downcalls: one class per group of C functions, each method one function, results in the kernel's own convention
 * (a result, or a negated error number). The only place of the project that touches {@link java.lang.foreign.Linker}
 * apart from the fence of the memory accessor. Imported by the packages of this bundle and by nothing else; the bundle
 * does not export it.
 */
package org.barscope.linux.internal;
