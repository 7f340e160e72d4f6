// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.barscope.linux.layout.KernelStruct;
import org.barscope.linux.uapi.UapiFormatException;

/**
 * A link of the chain of capabilities that may follow an information structure of VFIO, {@code linux/vfio.h} at
 * {@code struct vfio_info_cap_header}.
 *
 * @param id which capability, in a numbering of each ioctl's own
 * @param version the version of its format
 * @param content memory from its header to the end of the buffer; what is its own follows from its id
 * @param length how many bytes there are up to the next capability behind it, or to the end of the buffer
 */
record InfoCapability(int id, int version, MemorySegment content, long length) {
    private static final KernelStruct HEADER = VfioStructs.VFIO_INFO_CAP_HEADER;

    /**
     * Follows a chain.
     *
     * @param info the buffer that the ioctl filled, from the structure's start to its {@code argsz}
     * @param struct the structure, which the capabilities lie behind
     * @param first the structure's {@code cap_offset}; 0 for none
     * @return the capabilities in the order of the chain
     * @throws UapiFormatException when one is outside of the buffer or the chain returns to itself
     */
    static List<InfoCapability> chain(MemorySegment info, KernelStruct struct, long first)
            throws UapiFormatException {
        List<InfoCapability> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (long at = first; at != 0;) {
            if (at < struct.size() || at > info.byteSize() - HEADER.size()) {
                throw new UapiFormatException(struct + ": capability at " + at + " of " + info.byteSize() + " bytes");
            }
            if (!seen.add(at)) {
                throw new UapiFormatException(struct + ": the chain of capabilities returns to " + at);
            }
            MemorySegment content = info.asSlice(at);
            long next = HEADER.get(content, "next");
            long length = next > at && next <= info.byteSize() ? next - at : content.byteSize();
            found.add(new InfoCapability(HEADER.getInt(content, "id"), HEADER.getInt(content, "version"), content,
                    length));
            at = next;
        }
        return found;
    }

    /** Checks that the whole of a structure, with the elements at its end, is there. */
    MemorySegment as(KernelStruct struct) throws UapiFormatException {
        return require(struct, struct.size());
    }

    /** Checks that a structure with so many elements at its end is there. */
    MemorySegment as(KernelStruct struct, long elements) throws UapiFormatException {
        long one = struct.elementOffset(1) - struct.elementOffset(0);
        boolean absurd = elements > content.byteSize();
        return require(struct, absurd ? Long.MAX_VALUE : struct.elementOffset(0) + elements * one);
    }

    private MemorySegment require(KernelStruct struct, long size) throws UapiFormatException {
        if (size > content.byteSize()) {
            throw new UapiFormatException(struct + ": cut off after " + content.byteSize() + " bytes");
        }
        return content;
    }
}
