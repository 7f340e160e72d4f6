// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barscope.backend.linux.vfio.StepException.Step;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.HotResetInfo;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioDeviceInfo;
import org.barscope.linux.uapi.vfio.VfioIrqInfo;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;
import org.barscope.linux.vfio.Iommufd;
import org.barscope.linux.vfio.VfioContainer;
import org.barscope.linux.vfio.VfioDevice;
import org.barscope.linux.vfio.VfioGroup;

/** The running kernel. A group can be open only once, so those that are open here are shared by their devices. */
final class KernelVfio implements VfioKernel {

    /** A call that may be refused. */
    private interface Call<T> {
        T make() throws ErrnoException;
    }

    private record SharedGroup(VfioContainer container, VfioGroup group, int[] users) {
    }

    private final Map<Integer, SharedGroup> groups = new HashMap<>();

    private static <T> T step(Step step, Call<T> call) throws StepException {
        try {
            return call.make();
        } catch (ErrnoException refused) {
            throw new StepException(step, refused);
        }
    }

    @Override
    public VfioHandle openByGroup(PciAddress device, Path file, int group, boolean noIommu) throws StepException {
        SharedGroup shared = acquireGroup(file, group, noIommu);
        try {
            VfioDevice opened = step(Step.GET_DEVICE, () -> shared.group().openDevice(device.toString()));
            String label = file + (noIommu ? " without an IOMMU" : " with a container");
            return new Handle(opened, new OpenWay(OpenWay.GROUP, label), Optional.empty(),
                    List.of(shared.group()), () -> releaseGroup(group));
        } catch (StepException | RuntimeException | Error failed) {
            releaseGroup(group);
            throw failed;
        }
    }

    private synchronized SharedGroup acquireGroup(Path file, int number, boolean noIommu) throws StepException {
        SharedGroup known = groups.get(number);
        if (known == null) {
            known = openGroup(file, noIommu);
            groups.put(number, known);
        }
        known.users()[0]++;
        return known;
    }

    private static SharedGroup openGroup(Path file, boolean noIommu) throws StepException {
        VfioContainer container = step(Step.OPEN_CONTAINER, VfioContainer::open);
        VfioGroup group = null;
        boolean done = false;
        try {
            int version = step(Step.CHECK_API, container::apiVersion);
            if (version != VfioConstants.VFIO_API_VERSION) {
                throw new StepException(Step.CHECK_API, new ErrnoException("VFIO_GET_API_VERSION", Errno.EINVAL,
                        "version " + version));
            }
            VfioGroup opened = step(Step.OPEN_GROUP, () -> VfioGroup.open(file));
            group = opened;
            step(Step.SET_CONTAINER, () -> {
                opened.setContainer(container);
                return opened;
            });
            step(Step.SET_IOMMU, () -> {
                container.setIommu(noIommu ? VfioConstants.VFIO_NOIOMMU_IOMMU : VfioConstants.VFIO_TYPE1v2_IOMMU);
                return container;
            });
            done = true;
            return new SharedGroup(container, opened, new int[1]);
        } finally {
            if (!done) {
                if (group != null) {
                    group.close();
                }
                container.close();
            }
        }
    }

    private synchronized void releaseGroup(int number) {
        SharedGroup shared = groups.get(number);
        if (--shared.users()[0] == 0) {
            groups.remove(number);
            shared.group().close();
            shared.container().close();
        }
    }

    @Override
    public VfioHandle openByCdev(PciAddress device, Path file) throws StepException {
        VfioDevice opened = step(Step.OPEN_CDEV, () -> VfioDevice.openCdev(file));
        Iommufd iommufd = null;
        boolean done = false;
        try {
            Iommufd manager = step(Step.OPEN_IOMMUFD, Iommufd::open);
            iommufd = manager;
            int ioas = step(Step.OPEN_IOMMUFD, manager::allocateIoas);
            step(Step.BIND, () -> opened.bind(manager));
            step(Step.ATTACH, () -> opened.attach(ioas));
            done = true;
            return new Handle(opened, new OpenWay(OpenWay.CDEV, file + " with iommufd"),
                    Optional.of(new VfioHandle.AddressSpace(manager, ioas)), List.of(), manager::close);
        } finally {
            if (!done) {
                opened.close();
                if (iommufd != null) {
                    iommufd.close();
                }
            }
        }
    }

    /** Hands everything on to the device. */
    private static final class Handle implements VfioHandle {
        private final VfioDevice device;
        private final OpenWay way;
        private final Optional<AddressSpace> space;
        private final List<VfioGroup> groups;
        private Runnable afterwards;

        Handle(VfioDevice device, OpenWay way, Optional<AddressSpace> space, List<VfioGroup> groups,
                Runnable afterwards) {
            this.device = device;
            this.way = way;
            this.space = space;
            this.groups = groups;
            this.afterwards = afterwards;
        }

        @Override
        public OpenWay way() {
            return way;
        }

        @Override
        public Optional<AddressSpace> addressSpace() {
            return space;
        }

        @Override
        public VfioDeviceInfo info() throws IOException {
            return device.info();
        }

        @Override
        public VfioRegionInfo region(int index) throws IOException {
            return device.region(index);
        }

        @Override
        public VfioIrqInfo irq(int index) throws IOException {
            return device.irq(index);
        }

        @Override
        public Mapping map(VfioRegionInfo region, long offset, long length, Protection protection,
                String description) throws ErrnoException {
            return device.map(region, offset, length, protection, description);
        }

        @Override
        public PositionedAccess positioned(VfioRegionInfo region, Protection protection, String description) {
            return device.positioned(region, protection, description);
        }

        @Override
        public boolean hasFeature(int feature, int access) throws ErrnoException {
            return device.hasFeature(feature, access);
        }

        @Override
        public FileDescriptor export(int region, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
                throws ErrnoException {
            return device.exportDmaBuf(region, flags, ranges, description);
        }

        @Override
        public void connectIrqs(int index, int start, List<EventFd> triggers) throws ErrnoException {
            device.connectIrqs(index, start, triggers);
        }

        @Override
        public void disableIrqs(int index) throws ErrnoException {
            device.disableIrqs(index);
        }

        @Override
        public void maskIrqs(int index, int start, int count) throws ErrnoException {
            device.maskIrqs(index, start, count);
        }

        @Override
        public void unmaskIrqs(int index, int start, int count) throws ErrnoException {
            device.unmaskIrqs(index, start, count);
        }

        @Override
        public void triggerIrqs(int index, int start, int count) throws ErrnoException {
            device.triggerIrqs(index, start, count);
        }

        @Override
        public void reset() throws ErrnoException {
            device.reset();
        }

        @Override
        public HotResetInfo hotResetInfo() throws IOException {
            return device.hotResetInfo();
        }

        @Override
        public void hotReset() throws ErrnoException {
            device.hotReset(groups);
        }

        @Override
        public synchronized void close() {
            if (afterwards != null) {
                device.close();
                afterwards.run();
                afterwards = null;
            }
        }
    }
}
