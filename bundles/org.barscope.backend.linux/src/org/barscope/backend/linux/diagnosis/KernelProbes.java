// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.util.Optional;
import org.barscope.linux.dmabuf.DmaHeap;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.vfio.Iommufd;
import org.barscope.linux.vfio.VfioContainer;

/** Tries on the running kernel. */
final class KernelProbes implements Probes {

    private static final String NAME = "barscope-doctor";

    @Override
    public Optional<String> container() {
        try (VfioContainer container = VfioContainer.open()) {
            int version = container.apiVersion();
            if (version != VfioConstants.VFIO_API_VERSION) {
                return Optional.of("it has version " + version + " of the interface");
            }
            return container.supports(VfioConstants.VFIO_TYPE1v2_IOMMU) ? Optional.empty()
                    : Optional.of("it has no IOMMU backend (VFIO_TYPE1v2_IOMMU)");
        } catch (ErrnoException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    @Override
    public Optional<String> iommufd() {
        try (Iommufd iommufd = Iommufd.open()) {
            iommufd.destroy(iommufd.allocateIoas());
            return Optional.empty();
        } catch (ErrnoException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    @Override
    public Optional<String> udmabuf() {
        try (MemFile memory = MemFile.create(NAME, HostSystem.pageSize());
                FileDescriptor buffer = Udmabuf.create(memory, 0, HostSystem.pageSize(), NAME)) {
            return buffer.seekEnd() == HostSystem.pageSize() ? Optional.empty() : Optional.of("it has a wrong size");
        } catch (ErrnoException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    @Override
    public Optional<String> heap(String name) {
        try (FileDescriptor buffer = DmaHeap.allocate(name, HostSystem.pageSize(), NAME)) {
            return buffer.seekEnd() > 0 ? Optional.empty() : Optional.of("it has a wrong size");
        } catch (ErrnoException refused) {
            return Optional.of(refused.getMessage());
        }
    }
}
