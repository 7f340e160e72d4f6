// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.DeviceUse;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;

/**
 * The VFIO devices that are open in this process, each once. Whoever needs one acquires a lease; all leases of a
 * device share it.
 */
public final class VfioDevices implements AutoCloseable {

    static final String ASKED_BACK = "the kernel asked for the device back";

    private final PciScanner scanner;
    private final VfioOpening opening;
    private final EventLoop events = new EventLoop();
    private final Map<PciAddress, OpenDevice> open = new HashMap<>();
    /** One opening of a device at a time: held by the opening thread, waited for by others. */
    private final Map<PciAddress, Object> turns = new HashMap<>();
    private final List<Consumer<PciAddress>> listeners = new CopyOnWriteArrayList<>();
    private volatile String dmabufMmap;
    private boolean closed;

    /** On the running kernel, by the preference that this process has been told. */
    public VfioDevices(SystemRoot root, PciScanner scanner) {
        this(scanner, new VfioOpening(root, new KernelVfio(), VfioPreference::current));
    }

    VfioDevices(PciScanner scanner, VfioOpening opening) {
        this.scanner = scanner;
        this.opening = opening;
    }

    /** The thread that hears of interrupts. */
    EventLoop events() {
        return events;
    }

    /**
     * Opens a device, or joins it when it is open. Blocks; opening resets the device, which may take seconds.
     *
     * @param attempt     what the user wanted, for messages: "open vfio:0000:00:04.0/bar0"
     * @param acceptReset the user accepts that opening resets it
     * @return to be closed by the caller
     * @throws BackendException {@code NOT_FOUND} when it is not there, {@code REFUSED} when it is not with VFIO or this
     *         user may not open it, {@code RESETS_DEVICE} when it would have to be opened without that being accepted,
     *         {@code FAILED} when the kernel refuses
     */
    public DeviceLease acquire(PciAddress address, String attempt, boolean acceptReset) throws BackendException {
        synchronized (turn(address)) {
            Optional<OpenDevice> known = find(address);
            if (known.isPresent()) {
                DeviceLease lease = known.get().join();
                if (lease != null) {
                    return lease;
                }
                known.get().awaitClosed();
            }
            return openAnew(address, attempt, acceptReset);
        }
    }

    private DeviceLease openAnew(PciAddress address, String attempt, boolean acceptReset) throws BackendException {
        PciDeviceRecord record = scanner.device(address).orElseThrow(() -> new BackendException(Reason.NOT_FOUND,
                attempt, "there is no device " + address, "'barscope list' shows all devices"));
        opening.requireWithVfio(attempt, record);
        if (!acceptReset) {
            throw new BackendException(Reason.RESETS_DEVICE, attempt, "opening the device through VFIO resets it and "
                    + "stops its bus mastering, and closing it resets it again", "open it if its state may be lost");
        }
        VfioOpening.Opened opened = opening.open(attempt, record);
        VfioHandle handle = opened.handle();
        OpenDevice device;
        try {
            device = new OpenDevice(record, opened, events, this::forget);
        } catch (IOException refused) {
            handle.close();
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        } catch (RuntimeException | Error bug) {
            handle.close();
            throw bug;
        }
        DeviceLease lease = device.join();
        device.honourRequests(VfioDevices::giveUp);
        boolean ending;
        synchronized (this) {
            ending = closed;
            if (!ending) {
                open.put(address, device);
            }
        }
        if (ending) {
            lease.close();
            throw new BackendException(Reason.FAILED, attempt, "Barscope is closing", "");
        }
        tell(address);
        return lease;
    }

    /** On a thread of its own: closing waits for the thread that hears of the request. */
    private static void giveUp(OpenDevice asked) {
        Thread release = new Thread(() -> asked.take(ASKED_BACK), "vfio release " + asked.record().address());
        release.setDaemon(true);
        release.start();
    }

    private synchronized Object turn(PciAddress address) {
        return turns.computeIfAbsent(address, any -> new Object());
    }

    private synchronized Optional<OpenDevice> find(PciAddress address) {
        return Optional.ofNullable(open.get(address));
    }

    private void forget(OpenDevice device) {
        synchronized (this) {
            open.remove(device.record().address(), device);
        }
        tell(device.record().address());
    }

    /** Whether a device is open here. */
    public boolean isOpen(PciAddress address) {
        return find(address).filter(OpenDevice::open).isPresent();
    }

    /** How a device is open here; empty when it is not. */
    public Optional<DeviceUse> use(PciAddress address) {
        return find(address).filter(OpenDevice::open).map(device -> {
            OpenWay way = device.handle().way();
            return new DeviceUse(address, way.id(), way.label(), device.refused(), device.users());
        });
    }

    /** Takes a device away from all who use it here and closes it. Nothing when it is not open. Blocks briefly. */
    public void release(PciAddress address, String why) {
        find(address).ifPresent(device -> device.take(why));
    }

    /**
     * How the latest attempt to map a DMABUF of a BAR ended: empty text for well, else why not; empty before there was
     * one.
     */
    public Optional<String> dmabufMmap() {
        return Optional.ofNullable(dmabufMmap);
    }

    /** @param why empty when it was mapped */
    void triedDmabufMmap(String why) {
        dmabufMmap = why;
    }

    /**
     * Tells the address of each device that was opened or closed, or whose interrupts happened, on the thread that
     * noticed; the listener must return soon.
     */
    public Registration listen(Consumer<PciAddress> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Something about an open device has changed. */
    void tell(PciAddress address) {
        listeners.forEach(listener -> listener.accept(address));
    }

    /** Closes all devices, whoever uses them. Nothing can be acquired afterwards. */
    @Override
    public void close() {
        List<OpenDevice> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(open.values());
        }
        rest.forEach(device -> device.take("Barscope is closing"));
    }
}
