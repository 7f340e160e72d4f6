// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.user.UserFolders;

/**
 * Remembers, beyond this run, which driver each device had that was given to VFIO: a line for each with its address,
 * the driver or a hyphen, and the kernel's boot id, after whose end the line means nothing.
 */
final class GivenStore {

    private static final System.Logger LOG = System.getLogger(GivenStore.class.getName());
    private static final String NONE = "-";

    private final SystemRoot root;
    private final PciScanner scanner;
    private final Path file;

    /** @param file where to remember; its folder need not exist */
    GivenStore(SystemRoot root, PciScanner scanner, Path file) {
        this.root = root;
        this.scanner = scanner;
        this.file = file;
    }

    /** The user's. */
    static Path usualFile() {
        return UserFolders.ofUser().state().resolve("given-to-vfio");
    }

    private Map<PciAddress, String> read() {
        Map<PciAddress, String> drivers = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ");
                if (words.length == 3 && words[2].equals(boot())) {
                    PciAddress.tryParse(words[0]).ifPresent(address -> drivers.put(address, words[1]));
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return drivers;
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "it is not known which devices were given to VFIO", unreadable);
        }
        return drivers;
    }

    private String boot() {
        String id = SysfsLinks.text(root.proc().resolve("sys/kernel/random/boot_id"));
        return id.isEmpty() ? "unknown" : id;
    }

    synchronized List<GivenDevice> all() {
        List<GivenDevice> all = new ArrayList<>();
        read().forEach((address, driver) -> all.add(new GivenDevice(address,
                driver.equals(NONE) ? Optional.empty() : Optional.of(driver), scanner.device(address)
                        .flatMap(device -> device.driver()).filter(GroupDrivers::ofVfio).isPresent())));
        return List.copyOf(all);
    }

    Optional<GivenDevice> find(PciAddress address) {
        return all().stream().filter(device -> device.address().equals(address)).findFirst();
    }

    synchronized void remember(PciAddress address, Optional<String> driver) throws IOException {
        Map<PciAddress, String> drivers = read();
        drivers.put(address, driver.orElse(NONE));
        write(drivers);
    }

    synchronized void forget(PciAddress address) throws IOException {
        Map<PciAddress, String> drivers = read();
        if (drivers.remove(address) != null) {
            write(drivers);
        }
    }

    /** Whole or not at all. */
    private void write(Map<PciAddress, String> drivers) throws IOException {
        String boot = boot();
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), "given", ".new");
        try {
            Files.write(fresh, drivers.entrySet().stream().map(e -> e.getKey() + " " + e.getValue() + " " + boot)
                    .toList());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
