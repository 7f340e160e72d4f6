// SPDX-License-Identifier: EPL-2.0
/**
 * The kernel's headers in Java, one package below this per subsystem. Structures, members and macros have the names of
 * the headers. A golden file of the sizes, offsets and values lies with the tests, which compare it with these packages
 * and with what a C compiler makes of the headers installed on the machine.
 *
 * <p>Imports {@code libc} and {@code layout} only; imported by {@code vfio}, {@code dmabuf} and, for constants and
 * decoded records, by the backends.
 */
package org.barscope.linux.uapi;
