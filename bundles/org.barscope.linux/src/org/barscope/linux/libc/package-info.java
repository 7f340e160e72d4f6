// SPDX-License-Identifier: EPL-2.0
/**
 * Files and errors of the C library: {@link org.barscope.linux.libc.FileDescriptor}, typed
 * {@link org.barscope.linux.libc.Errno error numbers} and facts about the running system.
 *
 * <p>Everything else in this bundle builds on this package. It imports only the downcalls. Of the project's other
 * bundles only the backends import it; its exceptions stop there.
 *
 * <p>The bundle from the top: {@code libc} owns descriptors, {@code memory} maps them and reads the mappings,
 * {@code event} waits for them, {@code process} and {@code socket} get them from other processes, {@code netlink} hears
 * about devices that come and go. {@code uapi} describes the kernel's structures and numbers, {@code vfio} and
 * {@code dmabuf} turn them into typed calls.
 */
package org.barscope.linux.libc;
