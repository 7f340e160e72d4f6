// SPDX-License-Identifier: EPL-2.0
/**
 * Numbers and structures of {@code /dev/iommu}. For typed calls see {@code org.barscope.linux.vfio.Iommufd}, which is
 * what imports this package.
 */
package org.barscope.linux.uapi.iommufd;
