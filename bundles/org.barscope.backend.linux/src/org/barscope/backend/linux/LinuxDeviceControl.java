// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.backend.linux.binding.Bindings;
import org.barscope.backend.linux.vfio.VfioControl;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.control.DeviceUse;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.pci.PciAddress;

/** Control of this computer's devices, through sysfs and VFIO. */
final class LinuxDeviceControl implements DeviceControl {

    private final Bindings bindings;
    private final VfioDevices devices;
    private final VfioControl control;
    private final Consumer<PciAddress> wasReset;

    /** @param wasReset told each device that a reset has hit, after it */
    LinuxDeviceControl(Bindings bindings, VfioDevices devices, VfioControl control, Consumer<PciAddress> wasReset) {
        this.wasReset = wasReset;
        this.bindings = bindings;
        this.devices = devices;
        this.control = control;
    }

    @Override
    public BindingPlan planGive(PciAddress device) throws BackendException {
        return bindings.planGive(device);
    }

    @Override
    public BindingPlan planGiveBack(PciAddress device) throws BackendException {
        return bindings.planGiveBack(device);
    }

    @Override
    public void carryOut(BindingPlan plan) throws BackendException {
        bindings.carryOut(plan);
    }

    @Override
    public List<GivenDevice> given() {
        return bindings.given();
    }

    @Override
    public ResetPlan planReset(PciAddress device, boolean acceptReset) throws BackendException {
        return control.plan(device, acceptReset);
    }

    @Override
    public void reset(PciAddress device, ResetKind kind) throws BackendException {
        Set<PciAddress> hit = new LinkedHashSet<>(List.of(device));
        if (kind == ResetKind.BUS) {
            control.plan(device, true).hit().forEach(other -> hit.add(other.address()));
        }
        control.reset(device, kind);
        hit.forEach(wasReset);
    }

    @Override
    public DeviceInterrupts interrupts(PciAddress device, boolean acceptReset) throws BackendException {
        return control.interrupts(device, acceptReset);
    }

    @Override
    public List<DeviceRegion> regions(PciAddress device, boolean acceptReset) throws BackendException {
        return control.regions(device, acceptReset);
    }

    @Override
    public Optional<DeviceUse> use(PciAddress device) {
        return devices.use(device);
    }

    @Override
    public void release(PciAddress device) {
        devices.release(device, "it was released");
    }
}
