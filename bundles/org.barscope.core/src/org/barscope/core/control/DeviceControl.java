// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.pci.PciAddress;

/**
 * What a backend can do to its devices. All methods may be called from any thread and block, {@link #use} and
 * {@link #release} briefly; never call the others on a UI thread.
 *
 * <p>Every method that names a device throws {@code NOT_FOUND} when it is not there.
 */
public interface DeviceControl {

    /**
     * Finds out what giving a device to VFIO would write, and what would be lost by it. Changes nothing.
     *
     * @return a plan, which may hold reasons why it must not be carried out
     */
    BindingPlan planGive(PciAddress device) throws BackendException;

    /** As {@link #planGive}, for giving a device back to the driver it had, or to whichever driver wants it. */
    BindingPlan planGiveBack(PciAddress device) throws BackendException;

    /**
     * Writes what a plan says, in order. What was written before a failure is undone as far as that is possible. A
     * device that is open here is released first.
     *
     * @throws BackendException {@code REFUSED} when the plan has refusals or this user may not write (the remedy holds
     *         the commands), {@code FAILED} when the machine changed since the plan was made, the kernel refused a step
     *         or another driver took the device
     */
    void carryOut(BindingPlan plan) throws BackendException;

    /** The devices that were given to VFIO by Barscope, in this run or an earlier one, and not given back. */
    List<GivenDevice> given();

    /**
     * In which ways a device can be reset, and what else each would hit. Opens it, and so resets it, unless it is open
     * here already.
     *
     * @param acceptReset the user accepts that
     * @throws BackendException {@code RESETS_DEVICE} without that, else as opening a region
     */
    ResetPlan planReset(PciAddress device, boolean acceptReset) throws BackendException;

    /**
     * Resets a device. Its mapped regions are revoked meanwhile and come back. Takes up to seconds.
     *
     * @throws BackendException {@code REFUSED} when it has no reset of that kind or others would be hit that are not
     *         ours, {@code FAILED} when the kernel said no
     */
    void reset(PciAddress device, ResetKind kind) throws BackendException;

    /**
     * Takes hold of a device's interrupts. Opens it, and so resets it, unless it is open here already. At most one hold
     * a device at a time.
     *
     * @param acceptReset the user accepts that
     * @return to be closed by the caller, which disables them
     * @throws BackendException {@code RESETS_DEVICE} without acceptance, {@code REFUSED} when somebody here holds them
     *         already, else as opening a region
     */
    DeviceInterrupts interrupts(PciAddress device, boolean acceptReset) throws BackendException;

    /**
     * The regions that VFIO shows of a device, by index. Opens it, and so resets it, unless it is open here already.
     *
     * @param acceptReset the user accepts that
     * @throws BackendException {@code RESETS_DEVICE} without that, else as opening a region
     */
    List<DeviceRegion> regions(PciAddress device, boolean acceptReset) throws BackendException;

    /** How a device is open here at present; empty when it is not. */
    Optional<DeviceUse> use(PciAddress device);

    /** Closes a device that is open here, whoever uses it: its regions become lost. Nothing when it is not open. */
    void release(PciAddress device);
}
