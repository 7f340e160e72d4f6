// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.barscope.backend.sim.FunctionSpec.BarSpec;
import org.barscope.backend.sim.FunctionSpec.BufferSpec;
import org.barscope.backend.sim.FunctionSpec.Buses;
import org.barscope.backend.sim.config.ConfigBuilder;
import org.barscope.backend.sim.device.DeviceContext;
import org.barscope.backend.sim.device.DeviceModel;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.LinkRecord;
import org.barscope.core.inventory.SriovRecord;
import org.barscope.core.pci.PciAddress;

/** Puts a {@link FunctionSpec} together, so that BARs are said once for configuration space and for the inventory. */
final class SpecBuilder {

    private final PciAddress address;
    private final ConfigBuilder config;
    private final List<BarSpec> bars = new ArrayList<>();
    private final List<BufferSpec> buffers = new ArrayList<>();
    private DeviceNames names = DeviceNames.UNKNOWN;
    private Optional<String> driver = Optional.empty();
    private int group;
    private Optional<LinkRecord> link = Optional.empty();
    private Optional<SriovRecord> sriov = Optional.empty();
    private Optional<PciAddress> physicalFunction = Optional.empty();
    private Optional<Buses> behind = Optional.empty();
    private Function<DeviceContext, DeviceModel> model;

    SpecBuilder(String address, ConfigBuilder config) {
        this.address = PciAddress.parse(address);
        this.config = config;
    }

    SpecBuilder names(String vendor, String device, String subsystem, String deviceClass) {
        names = new DeviceNames(vendor, device, subsystem, deviceClass);
        return this;
    }

    SpecBuilder driver(String name) {
        driver = Optional.of(name);
        return this;
    }

    SpecBuilder group(int number) {
        group = number;
        return this;
    }

    /** A link as sysfs shows it; speeds as in {@code LinkRecord}. */
    SpecBuilder link(String speed, int width, String maxSpeed, int maxWidth) {
        link = Optional.of(new LinkRecord(speed + " GT/s PCIe", width, maxSpeed + " GT/s PCIe", maxWidth));
        return this;
    }

    SpecBuilder memory32(int index, long at, long size) {
        config.memory32(index, at, size);
        return bar(new BarSpec(index, BarKind.MEM32, false, at, size));
    }

    SpecBuilder memory64(int index, boolean prefetchable, long at, long size) {
        config.memory64(index, prefetchable, at, size);
        return bar(new BarSpec(index, BarKind.MEM64, prefetchable, at, size));
    }

    SpecBuilder io(int index, long at, long size) {
        config.io(index, at, size);
        return bar(new BarSpec(index, BarKind.IO, false, at, size));
    }

    SpecBuilder rom(long at, long size) {
        config.rom(at, size, false);
        return bar(new BarSpec(6, BarKind.ROM, false, at, size));
    }

    /** A BAR that is not in this function's own header: those of virtual functions are in the physical one's. */
    SpecBuilder bar(BarSpec bar) {
        bars.add(bar);
        return this;
    }

    SpecBuilder buffer(String region, long at, long size) {
        buffers.add(new BufferSpec(region, at, size));
        return this;
    }

    SpecBuilder sriov(int total, List<PciAddress> functions) {
        sriov = Optional.of(new SriovRecord(total, functions.size(), functions));
        return this;
    }

    SpecBuilder virtualOf(PciAddress physical) {
        physicalFunction = Optional.of(physical);
        return this;
    }

    SpecBuilder bridge(int primary, int secondary, int subordinate) {
        config.bridge(primary, secondary, subordinate);
        behind = Optional.of(new Buses(secondary, subordinate));
        return this;
    }

    /** The rest of its configuration space. */
    SpecBuilder config(Consumer<ConfigBuilder> more) {
        more.accept(config);
        return this;
    }

    SpecBuilder model(Function<DeviceContext, DeviceModel> life) {
        model = life;
        return this;
    }

    FunctionSpec build() {
        return new FunctionSpec(address, names, driver, group, link, config.build(), List.copyOf(bars),
                List.copyOf(buffers), sriov, physicalFunction, behind, Objects.requireNonNull(model));
    }
}
