// SPDX-License-Identifier: EPL-2.0
/**
 * Numbers and structures of VFIO, {@code linux/vfio.h}: layouts in {@link org.barscope.linux.uapi.vfio.VfioStructs},
 * decoded answers and encoded requests as records. For typed calls see {@code org.barscope.linux.vfio}, which imports
 * this package; the records reach the backends.
 */
package org.barscope.linux.uapi.vfio;
