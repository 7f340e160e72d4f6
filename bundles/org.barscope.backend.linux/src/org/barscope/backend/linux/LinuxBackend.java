// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.barscope.backend.linux.binding.Bindings;
import org.barscope.backend.linux.diagnosis.KernelFeatures;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.dmabuf.LinuxDmabufs;
import org.barscope.backend.linux.region.SysfsRegions;
import org.barscope.backend.linux.vfio.VfioControl;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.backend.linux.vfio.VfioRegions;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciIds;

/** This computer: devices from sysfs, changes from kernel uevents, regions from sysfs. */
final class LinuxBackend implements Backend {

    static final String ID = "linux";

    private final SystemRoot root;
    private final PciIds ids;
    private final PciScanner scanner;
    private final LinuxRegions regions;
    private final VfioRegions opened;
    private final VfioDevices vfio;
    private final DeviceControl control;
    private final LinuxDmabufs dmabufs;
    private final PciHotplug hotplug;

    LinuxBackend(SystemRoot root, PciIds ids) {
        this(root, ids, PciHotplug::kernel);
    }

    /** @param opening begins to listen for changes */
    LinuxBackend(SystemRoot root, PciIds ids, PciHotplug.Opening opening) {
        this.root = root;
        this.ids = ids;
        this.scanner = new PciScanner(root, ids);
        this.vfio = new VfioDevices(root, scanner);
        this.hotplug = new PciHotplug(ID, scanner, this::discover, opening, PciHotplug.SETTLED);
        vfio.listen(hotplug::lookAtSoon);
        this.dmabufs = new LinuxDmabufs(root, scanner, vfio,
                seen -> hotplug.report(new InventoryChange.DmabufsChanged(ID, seen)));
        this.control = new LinuxDeviceControl(new Bindings(root, scanner, vfio), vfio, new VfioControl(scanner, vfio),
                dmabufs::deviceWasReset);
        this.opened = new VfioRegions(root, vfio, (device, bar, status) ->
                hotplug.report(new InventoryChange.BarStatusChanged(ID, device, bar, status)));
        this.regions = new LinuxRegions(scanner, new SysfsRegions(root, scanner), opened, vfio);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> schemes() {
        Set<String> all = new TreeSet<>(regions.schemes());
        all.addAll(dmabufs.schemes());
        return Set.copyOf(all);
    }

    @Override
    public String device(RegionUri uri) {
        return source(uri).device(uri);
    }

    @Override
    public MachineRecord discover() {
        List<String> problems = new ArrayList<>();
        if (!scanner.available()) {
            problems.add("no PCI devices can be seen: " + root.pciDevices() + " is not there");
        }
        hotplug.deaf().ifPresent(why -> problems.add("changes are not noticed: " + why));
        List<PciDeviceRecord> devices = scanner.devices(problems).stream().map(opened::withStatus).toList();
        return new MachineRecord(ID, read("sys/kernel/hostname", "this computer"), read("sys/kernel/osrelease", ""),
                System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch"),
                Instant.now(), scanner.groups(problems), devices, dmabufs.discover(), problems);
    }

    private String read(String below, String otherwise) {
        Path file = root.proc().resolve(below);
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            return otherwise;
        }
    }

    @Override
    public Registration listen(Consumer<InventoryChange> listener) {
        Registration devices = hotplug.listen(change -> listener.accept(withStatus(change)));
        Registration buffers = dmabufs.watch();
        return () -> {
            buffers.close();
            devices.close();
        };
    }

    /** Of a device that is looked at again, sysfs does not know that its BARs are revoked. */
    private InventoryChange withStatus(InventoryChange change) {
        return change instanceof InventoryChange.DeviceChanged(String machine, PciDeviceRecord device)
                ? new InventoryChange.DeviceChanged(machine, opened.withStatus(device)) : change;
    }

    @Override
    public Optional<DeviceControl> devices() {
        return Optional.of(control);
    }

    @Override
    public List<Diagnosis> diagnose() {
        return new LinuxDiagnosis(root, ids, scanner, hotplug.deaf(),
                new KernelFeatures(root, vfio.dmabufMmap())).examine();
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        return source(uri).open(uri, options);
    }

    @Override
    public List<RouteOffer> routes(RegionUri uri) {
        return source(uri).routes(uri);
    }

    private RegionSource source(RegionUri uri) {
        return dmabufs.schemes().contains(uri.scheme()) ? dmabufs : regions;
    }

    @Override
    public Optional<DmabufService> dmabufs() {
        return Optional.of(dmabufs);
    }

    @Override
    public void close() {
        dmabufs.close();
        vfio.close();
        hotplug.close();
    }
}
