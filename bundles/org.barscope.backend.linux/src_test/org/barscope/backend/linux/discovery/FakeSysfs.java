// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.pci.PciIds;

/**
 * Folders laid out as the kernel lays out sysfs, procfs and devtmpfs, below a folder of the test: devices are folders
 * under {@code devices/}, and everything else leads there by links.
 */
public final class FakeSysfs {

    private static final String NO_RESOURCE = "0x0000000000000000 0x0000000000000000 0x0000000000000000\n";

    private final SystemRoot root;

    public FakeSysfs(Path folder) throws IOException {
        root = new SystemRoot(folder.resolve("sys"), folder.resolve("proc"), folder.resolve("dev"));
        Files.createDirectories(root.pciDevices());
        Files.createDirectories(root.proc().resolve("sys/kernel"));
        Files.createDirectories(root.dev());
        Files.writeString(root.proc().resolve("sys/kernel/hostname"), "fake\n");
        Files.writeString(root.proc().resolve("sys/kernel/osrelease"), "6.18.0-fake\n");
        Files.writeString(root.proc().resolve("interrupts"), "           CPU0       CPU1       \n");
    }

    public SystemRoot root() {
        return root;
    }

    /** A scanner that knows no names. */
    public PciScanner scanner() {
        return new PciScanner(root, PciIds.empty());
    }

    /** A device with what every device has: Intel 82574L, no driver, no BARs, 256 bytes of configuration space. */
    public Device device(String address) throws IOException {
        Path home = root.sys().resolve("devices/pci" + address.substring(0, address.lastIndexOf(':')))
                .resolve(address);
        Files.createDirectories(home);
        Path link = root.device(PciAddress.parse(address));
        Files.createSymbolicLink(link, link.getParent().relativize(home));
        byte[] config = new byte[256];
        config[0] = (byte) 0x86;
        config[1] = (byte) 0x80;
        config[2] = (byte) 0xd3;
        config[3] = 0x10;
        config[4] = 7;
        return new Device(home, link).with("vendor", "0x8086").with("device", "0x10d3").with("class", "0x020000")
                .with("revision", "0x01").with("subsystem_vendor", "0x8086").with("subsystem_device", "0xa01f")
                .with("irq", "0").with("numa_node", "-1").with("enable", "1").with("driver_override", "(null)")
                .with("power_state", "D0").resources("").config(config);
    }

    /** Takes a device away as the kernel does. */
    public void remove(Device device) throws IOException {
        Files.delete(device.link);
    }

    /** {@code /proc/interrupts}, whole. */
    public void interrupts(String text) throws IOException {
        Files.writeString(root.proc().resolve("interrupts"), text);
    }

    /** Makes an IOMMU group and puts devices into it. */
    public Path group(int id, String type, Device... devices) throws IOException {
        Path group = root.iommuGroups().resolve(Integer.toString(id));
        Files.createDirectories(group.resolve("devices"));
        if (!type.isEmpty()) {
            Files.writeString(group.resolve("type"), type + "\n");
        }
        for (Device device : devices) {
            Files.createSymbolicLink(group.resolve("devices").resolve(device.home.getFileName()), device.home);
            Files.createSymbolicLink(device.home.resolve("iommu_group"), device.home.relativize(group));
        }
        return group;
    }

    /** One device's folder. */
    public final class Device {
        private final Path home;
        private final Path link;

        private Device(Path home, Path link) {
            this.home = home;
            this.link = link;
        }

        public Path home() {
            return home;
        }

        /** An attribute with a line end, as the kernel writes it. */
        public Device with(String name, String value) throws IOException {
            return raw(name, (value + "\n").getBytes(StandardCharsets.UTF_8));
        }

        public Device raw(String name, byte[] value) throws IOException {
            Files.createDirectories(home.resolve(name).getParent());
            Files.write(home.resolve(name), value);
            return this;
        }

        public Device without(String name) throws IOException {
            Files.delete(home.resolve(name));
            return this;
        }

        /** An attribute that nobody but root may read. */
        public Device locked(String name) throws IOException {
            Files.setPosixFilePermissions(home.resolve(name), PosixFilePermissions.fromString("---------"));
            return this;
        }

        /** Reading a folder fails for root too. */
        public Device broken(String name) throws IOException {
            Files.deleteIfExists(home.resolve(name));
            Files.createDirectory(home.resolve(name));
            return this;
        }

        public Device config(byte[] content) throws IOException {
            return raw("config", content);
        }

        public Device driver(String name) throws IOException {
            Path driver = root.sys().resolve("bus/pci/drivers").resolve(name);
            Files.createDirectories(driver);
            Files.createSymbolicLink(home.resolve("driver"), home.relativize(driver));
            return this;
        }

        public Device link(String name, Device target) throws IOException {
            Files.createSymbolicLink(home.resolve(name), home.relativize(target.home));
            return this;
        }

        /** The lines of {@code resource} from BAR 0 on; the kernel fills up to 13. */
        public Device resources(String lines) throws IOException {
            int given = (int) lines.lines().count();
            return raw("resource", (lines + NO_RESOURCE.repeat(Math.max(0, 13 - given)))
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
