// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct vfio_group_status}.
 *
 * @param viable whether every device of the group is with VFIO or has no driver, so that the group can be used
 * @param containerSet whether it is part of a container
 */
public record VfioGroupStatus(boolean viable, boolean containerSet) {
    /**
     * Decodes it.
     *
     * @param struct memory that the kernel filled
     * @return the values
     */
    public static VfioGroupStatus decode(MemorySegment struct) {
        int flags = VfioStructs.VFIO_GROUP_STATUS.getInt(struct, "flags");
        return new VfioGroupStatus((flags & VfioConstants.VFIO_GROUP_FLAGS_VIABLE) != 0,
                (flags & VfioConstants.VFIO_GROUP_FLAGS_CONTAINER_SET) != 0);
    }
}
