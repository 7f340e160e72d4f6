// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.memory.UnitAccess;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;

/**
 * A VFIO device that is open here, once, whoever uses it. Closing follows the order that VFIO needs: what its holders
 * have mapped, interrupts, the device with its group or iommufd, and then the eventfds.
 */
final class OpenDevice {

    private static final System.Logger LOG = System.getLogger(OpenDevice.class.getName());

    /** Where it is in its life. */
    enum State { OPEN, CLOSING, CLOSED }

    private final PciDeviceRecord record;
    private final VfioHandle handle;
    private final List<Refusal> refused;
    private final UnitAccess config;
    private final EventLoop events;
    private final Consumer<OpenDevice> whenClosed;
    private final List<DeviceLease> leases = new ArrayList<>();
    private EventFd request;
    private Registration requestWatch;
    private State state = State.OPEN;

    /** @param whenClosed told once it is closed, on the closing thread */
    OpenDevice(PciDeviceRecord record, VfioOpening.Opened opened, EventLoop events, Consumer<OpenDevice> whenClosed)
            throws IOException {
        this.record = record;
        this.handle = opened.handle();
        this.refused = opened.refused();
        this.events = events;
        this.whenClosed = whenClosed;
        VfioRegionInfo region = handle.region(VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX);
        if (region.size() == 0) {
            throw new IOException("VFIO shows no configuration space of it");
        }
        this.config = handle.positioned(region, Protection.READ_WRITE, record.address() + " config");
    }

    /** Lets the kernel ask for the device: without this an unbind by somebody else would wait for us for ever. */
    void honourRequests(Consumer<OpenDevice> asked) {
        try {
            if (handle.irq(VfioConstants.VFIO_PCI_REQ_IRQ_INDEX).count() == 0) {
                return;
            }
            request = EventFd.create(record.address() + " release request");
            requestWatch = events.watch(request, count -> asked.accept(this));
            handle.connectIrqs(VfioConstants.VFIO_PCI_REQ_IRQ_INDEX, 0, List.of(request));
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.WARNING, "the kernel cannot ask for " + record.address() + " back: an unbind "
                    + "waits until it is closed here", refused);
        }
    }

    PciDeviceRecord record() {
        return record;
    }

    VfioHandle handle() {
        return handle;
    }

    /** The better ways to open it, and why each was refused. */
    List<Refusal> refused() {
        return refused;
    }

    UnitAccess config() {
        return config;
    }

    synchronized int users() {
        return leases.size();
    }

    synchronized boolean open() {
        return state == State.OPEN;
    }

    /** @return null when it is being closed */
    synchronized DeviceLease join() {
        if (state != State.OPEN) {
            return null;
        }
        DeviceLease lease = new DeviceLease(this);
        leases.add(lease);
        return lease;
    }

    void leave(DeviceLease lease) {
        synchronized (this) {
            leases.remove(lease);
            if (state != State.OPEN || !leases.isEmpty()) {
                return;
            }
            state = State.CLOSING;
        }
        shut();
    }

    /** Takes it away from all holders and closes it. Returns when it is closed, also by somebody else. */
    void take(String why) {
        List<DeviceLease> holders;
        synchronized (this) {
            if (state != State.OPEN) {
                awaitClosed();
                return;
            }
            state = State.CLOSING;
            holders = List.copyOf(leases);
        }
        holders.forEach(lease -> lease.take(why));
        shut();
    }

    /** Waits until it is closed. Never on the loop's thread, for which the closing thread may wait. */
    synchronized void awaitClosed() {
        boolean interrupted = false;
        while (state != State.CLOSED) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        try {
            if (requestWatch != null) {
                disconnectRequests();
            }
            handle.close();
            if (request != null) {
                request.close();
            }
        } finally {
            synchronized (this) {
                state = State.CLOSED;
                notifyAll();
            }
            whenClosed.accept(this);
        }
    }

    private void disconnectRequests() {
        try {
            handle.disableIrqs(VfioConstants.VFIO_PCI_REQ_IRQ_INDEX);
        } catch (ErrnoException refused) {
            // Closing the device disconnects it all the same.
            LOG.log(System.Logger.Level.DEBUG, "the release request of " + record.address()
                    + " stays connected until the device is closed", refused);
        }
        requestWatch.close();
    }
}
