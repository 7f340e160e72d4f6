// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.control.ResetPlan.Hit;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.uapi.vfio.HotResetInfo;

/** Resets VFIO devices, and hands out their interrupts: what is done to an open device as a whole. */
public final class VfioControl {

    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final PciScanner scanner;
    private final VfioDevices devices;
    private final Set<PciAddress> interruptsHeld = new HashSet<>();

    public VfioControl(PciScanner scanner, VfioDevices devices) {
        this.scanner = scanner;
        this.devices = devices;
    }

    /** As {@link org.barscope.core.control.DeviceControl#planReset}. */
    public ResetPlan plan(PciAddress address, boolean acceptReset) throws BackendException {
        String attempt = "see how to reset " + address;
        try (DeviceLease lease = devices.acquire(address, attempt, acceptReset)) {
            return plan(lease);
        } catch (IOException refused) {
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        }
    }

    /** As {@link org.barscope.core.control.DeviceControl#regions}. */
    public List<DeviceRegion> regions(PciAddress address, boolean acceptReset) throws BackendException {
        String attempt = "list the regions of " + address;
        try (DeviceLease lease = devices.acquire(address, attempt, acceptReset)) {
            return RegionList.of(lease.handle());
        } catch (IOException refused) {
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        }
    }

    private ResetPlan plan(DeviceLease lease) throws IOException {
        boolean function = lease.handle().info().resettable();
        HotResetInfo info;
        try {
            info = lease.handle().hotResetInfo();
        } catch (ErrnoException none) {
            if (none.errno() != Errno.ENODEV) {
                throw none;
            }
            return new ResetPlan(lease.address(), function, false, "its bus and slot cannot be reset", List.of());
        }
        List<Hit> hits = new ArrayList<>();
        boolean ours = true;
        String outside = "";
        int group = lease.record().iommuGroup().orElse(-1);
        for (HotResetInfo.Device hit : info.devices()) {
            Optional<PciAddress> address = PciAddress.tryParse(hit.address());
            Optional<PciDeviceRecord> record = address.flatMap(scanner::device);
            address.ifPresent(a -> hits.add(new Hit(a, record.map(PciDeviceRecord::iommuGroup)
                    .orElse(OptionalInt.empty()), record.flatMap(PciDeviceRecord::driver))));
            ours &= info.byDeviceId() ? info.allOwned() : hit.id() == group;
            if (outside.isEmpty() && record.isPresent() && !VfioOpening.withVfio(record.get())) {
                outside = notWithVfio(record.get());
            }
        }
        String why = !outside.isEmpty() ? outside : ours ? "" : "it would also hit devices that are not open here";
        return new ResetPlan(lease.address(), function, why.isEmpty(), why, hits);
    }

    /**
     * {@code vfio_pci_dev_set_resettable}, drivers/vfio/pci/vfio_pci_core.c: it takes all devices that it would hit.
     */
    private static String notWithVfio(PciDeviceRecord hit) {
        return "it would also hit " + hit.address() + ", which has " + hit.driver().map(name -> "the driver '" + name
                + "'").orElse("no driver") + ", and the kernel does that only when VFIO has all of them";
    }

    /** As {@link org.barscope.core.control.DeviceControl#reset}. The caller has the user's word. */
    public void reset(PciAddress address, ResetKind kind) throws BackendException {
        String attempt = "reset " + (kind == ResetKind.BUS ? "the bus of " : "") + address;
        try (DeviceLease lease = devices.acquire(address, attempt, true)) {
            ResetPlan plan = plan(lease);
            if (kind == ResetKind.FUNCTION) {
                if (!plan.function()) {
                    throw new BackendException(Reason.REFUSED, attempt, "the device has no way to be reset alone",
                            plan.bus() ? "its bus can be reset" : "");
                }
                resetFunction(lease);
            } else {
                if (!plan.bus()) {
                    throw new BackendException(Reason.REFUSED, attempt, plan.busWhy(), plan.function()
                            ? "the device alone can be reset" : "");
                }
                lease.handle().hotReset();
            }
        } catch (IOException refused) {
            throw explained(attempt, refused);
        }
    }

    private static BackendException explained(String attempt, IOException refused) {
        Errno errno = refused instanceof ErrnoException known ? known.errno() : Errno.UNKNOWN;
        String why = switch (errno) {
            case EINVAL -> "the device has no way to be reset (EINVAL)";
            case EAGAIN -> "the device or its bus was locked all the time (EAGAIN)";
            case EPERM -> "it would also hit devices that are not open here (EPERM)";
            case EBADF -> "the device was released meanwhile";
            default -> refused.getMessage();
        };
        return new BackendException(Reason.FAILED, attempt, why, errno == Errno.EAGAIN ? "try again" : "", refused);
    }

    /** The kernel only tries to lock the device, and says EAGAIN when somebody else has it locked for a moment. */
    private static void resetFunction(DeviceLease lease) throws ErrnoException {
        for (int attempt = 1;; attempt++) {
            try {
                lease.handle().reset();
                return;
            } catch (ErrnoException refused) {
                if (refused.errno() != Errno.EAGAIN || attempt == ATTEMPTS) {
                    throw refused;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    /** As {@link org.barscope.core.control.DeviceControl#interrupts}. */
    public DeviceInterrupts interrupts(PciAddress address, boolean acceptReset) throws BackendException {
        String attempt = "watch the interrupts of " + address;
        synchronized (this) {
            if (!interruptsHeld.add(address)) {
                throw new BackendException(Reason.REFUSED, attempt, "they are watched here already",
                        "close the other view or command first");
            }
        }
        DeviceLease lease = null;
        boolean done = false;
        try {
            lease = devices.acquire(address, attempt, acceptReset);
            DeviceInterrupts held = new VfioInterrupts(lease, devices.events(), () -> devices.tell(address),
                    () -> letGo(address));
            done = true;
            return held;
        } catch (IOException refused) {
            throw new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        } finally {
            if (!done) {
                if (lease != null) {
                    lease.close();
                }
                letGo(address);
            }
        }
    }

    private synchronized void letGo(PciAddress address) {
        interruptsHeld.remove(address);
    }
}
