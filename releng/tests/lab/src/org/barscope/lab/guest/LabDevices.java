// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The emulated devices, by their addresses, and what sysfs says and does about them. Everything blocks for as long as
 * the kernel takes; an unbind waits for whoever has the device open through VFIO.
 */
public final class LabDevices {

    public static final String EDU = "0000:00:04.0";
    /** BAR2 is 1 MiB of memory, BAR0 one page, BAR1 ports. */
    public static final String TESTDEV = "0000:00:05.0";
    /** BAR0 is 256 bytes of registers; BAR2 is 1 MiB of memory, the file {@link Guest#IVSHMEM}. */
    public static final String IVSHMEM = "0000:00:06.0";
    public static final String E1000E = "0000:00:07.0";
    public static final String BOCHS = "0000:00:08.0";
    public static final String ROOT_PORT = "0000:00:09.0";
    /** The edu behind the root port; unlike the other one it can be reset. */
    public static final String EDU_BEHIND_PORT = "0000:01:00.0";
    public static final String NVME = "0000:00:10.0";
    public static final String AHCI = "0000:00:11.0";
    public static final String XHCI = "0000:00:12.0";
    public static final String VIRTIO_NET = "0000:00:13.0";
    public static final String VIRTIO_BLK = "0000:00:14.0";
    /** A graphics card that has the addresses of VGA. */
    public static final String VGA = "0000:00:15.0";
    /** An edu and a pci-testdev that are functions of one device and share an IOMMU group. */
    public static final List<String> SIBLINGS = List.of("0000:02:00.0", "0000:02:00.1");

    private static final Path SYSFS = Path.of("/sys/bus/pci");

    private LabDevices() {
    }

    /** The device's directory in sysfs. */
    public static Path directory(String address) {
        return SYSFS.resolve("devices").resolve(address);
    }

    public static boolean present(String address) {
        return Files.isDirectory(directory(address));
    }

    /** The kernel driver that has the device, empty if none. */
    public static Optional<String> driver(String address) {
        return linkName(directory(address).resolve("driver"));
    }

    /** The number of the device's IOMMU group. */
    public static int group(String address) {
        return linkName(directory(address).resolve("iommu_group")).map(Integer::parseInt).orElseThrow(
                () -> new IllegalStateException(address + " is in no IOMMU group"));
    }

    /** The name vfioN of the device's node below /dev/vfio/devices; empty without one, or if it is not bound. */
    public static Optional<String> characterDevice(String address) {
        try (Stream<Path> entries = Files.list(directory(address).resolve("vfio-dev"))) {
            // The class device is there on every kernel, the node only on those with character devices for VFIO.
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Files.exists(Path.of("/dev/vfio/devices", name))).findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /**
     * Gives a device to vfio-pci until what is returned is closed, which gives it back to whom it was taken from.
     *
     * @throws IllegalStateException if vfio-pci has not taken it
     */
    public static Bound bindToVfio(String address) {
        return bind(address, "vfio-pci");
    }

    /** As {@link #bindToVfio}, for any driver that is loaded. */
    public static Bound bind(String address, String driver) {
        Optional<String> before = driver(address);
        if (before.equals(Optional.of(driver))) {
            return new Bound(address, before);
        }
        move(address, Optional.of(driver));
        if (!driver(address).equals(Optional.of(driver))) {
            throw new IllegalStateException(driver + " has not taken " + address + ", which has "
                    + driver(address).orElse("no driver"));
        }
        return new Bound(address, before);
    }

    /** Takes the device from its driver, if it has one. */
    public static void unbind(String address) {
        if (driver(address).isPresent()) {
            write(directory(address).resolve("driver").resolve("unbind"), address);
        }
    }

    private static void move(String address, Optional<String> driver) {
        unbind(address);
        write(directory(address).resolve("driver_override"), driver.orElse("") + "\n");
        driver.ifPresent(name -> write(SYSFS.resolve("drivers_probe"), address));
    }

    /** Writes one attribute of a device, for instance {@code reset} or {@code enable}. */
    public static void write(String address, String attribute, String value) {
        write(directory(address).resolve(attribute), value);
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + value.strip() + " to " + file, e);
        }
    }

    private static Optional<String> linkName(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).getFileName().toString());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** A device that a test has given to a driver. */
    public static final class Bound implements AutoCloseable {

        private final String address;
        private final Optional<String> before;

        private Bound(String address, Optional<String> before) {
            this.address = address;
            this.before = before;
        }

        public String address() {
            return address;
        }

        /** Gives the device back; whoever has it open must have closed it, or this waits for them. */
        @Override
        public void close() {
            if (!present(address) || driver(address).equals(before)) {
                return;
            }
            move(address, before);
            write(directory(address).resolve("driver_override"), "\n");
        }
    }
}
