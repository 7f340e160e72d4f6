// SPDX-License-Identifier: EPL-2.0
/** DMABUFs on real kernels: of memory and of BARs, of this process and of others. */
package org.barscope.lab.dmabuf;
