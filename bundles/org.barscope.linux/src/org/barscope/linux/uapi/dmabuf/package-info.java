// SPDX-License-Identifier: EPL-2.0
/**
 * Numbers and structures of DMABUFs, dma-heaps, udmabuf and sync files. For typed calls see
 * {@link org.barscope.linux.dmabuf}, which is what imports this package.
 */
package org.barscope.linux.uapi.dmabuf;
