// SPDX-License-Identifier: EPL-2.0
/**
 * How structures and ioctl numbers of the kernel's headers are described in Java; the descriptions are in the packages
 * below, one per subsystem. They name structures, members and macros as the headers do. A golden file of the sizes,
 * offsets and values lies with the tests, which compare it with these packages and with what a C compiler makes of the
 * headers installed on the machine.
 *
 * <p>Imports {@code libc} only; imported by {@code vfio}, {@code dmabuf} and, for constants and decoded records, by the
 * backends.
 */
package org.barscope.linux.uapi;
