// SPDX-License-Identifier: EPL-2.0
/**
 * DMABUFs: making them from a memfd or a heap, bracketing access by the processor, naming them, and what the kernel
 * tells about those of any process.
 *
 * <p>Imports {@code libc}, {@code memory} and {@code uapi.dmabuf}; imported by the backends.
 */
package org.barscope.linux.dmabuf;
