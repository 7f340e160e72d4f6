// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.memory.UnitAccess;

/**
 * One user's hold on an open VFIO device: a region, an export, a watch of its interrupts. The last one to close closes
 * the device. It may be taken away earlier, when the kernel or the user wants the device back: then its calls fail
 * with {@code EBADF}, and accesses through {@link #config} too. All methods may be called from any thread.
 */
public final class DeviceLease implements AutoCloseable {

    private final OpenDevice device;
    private final List<Consumer<String>> whenTaken = new ArrayList<>();
    private String taken;
    private boolean closed;

    DeviceLease(OpenDevice device) {
        this.device = device;
    }

    public PciAddress address() {
        return device.record().address();
    }

    /** The device as it was seen just before it was opened. */
    public PciDeviceRecord record() {
        return device.record();
    }

    /** The open device. Closing it is not the holder's. */
    public VfioHandle handle() {
        return device.handle();
    }

    /** Its configuration space through VFIO, for reading and writing. */
    public UnitAccess config() {
        return device.config();
    }

    /**
     * Runs an action when the device is taken away, before it is closed: unmap and say why. Runs at once when it has
     * been taken already. On the thread of whoever takes it; must return soon, and must not close a lease of the same
     * device other than this one.
     */
    public Registration whenTaken(Consumer<String> action) {
        String why;
        synchronized (this) {
            why = taken;
            if (why == null) {
                whenTaken.add(action);
                return () -> forget(action);
            }
        }
        action.accept(why);
        return () -> { };
    }

    private synchronized void forget(Consumer<String> action) {
        whenTaken.remove(action);
    }

    /** Tells the holder. Called by the device, once. */
    void take(String why) {
        List<Consumer<String>> actions;
        synchronized (this) {
            taken = why;
            actions = List.copyOf(whenTaken);
            whenTaken.clear();
        }
        actions.forEach(action -> action.accept(why));
    }

    /** Gives up this hold. Idempotent. The last one waits until the device is closed. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            whenTaken.clear();
        }
        device.leave(this);
    }
}
