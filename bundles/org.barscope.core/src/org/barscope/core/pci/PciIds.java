// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Names of vendors, devices, subsystems and classes from a {@code pci.ids} file (see pci.ids(5)).
 *
 * <p>Cost: opening reads the file into memory (1.4 MB) and notes where each vendor and class starts, without making
 * strings; a look-up scans the lines of one vendor. Immutable, so any thread may use it. What the file does not know,
 * or a file that is not there, gives empty results, and the {@code describe} methods fall back to the ids.
 */
public final class PciIds {

    /** Where distributions put the file, best first; {@code .gz} is tried for each. */
    private static final List<String> PLACES = List.of(
            "/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids", "/usr/share/pci.ids",
            "/usr/local/share/pciids/pci.ids", "/var/lib/pciutils/pci.ids");

    private static final int NONE = -1;

    private final byte[] text;
    private final int[] vendors = new int[0x10000];
    private final int[] classes = new int[0x100];

    private PciIds(byte[] text) {
        this.text = text;
        Arrays.fill(vendors, NONE);
        Arrays.fill(classes, NONE);
        index();
    }

    /**
     * Names from the file of this machine, or no names if it has none that can be read.
     *
     * @return the names; reads the file anew with every call, so keep the result
     */
    public static PciIds ofSystem() {
        for (String place : PLACES) {
            for (String suffix : List.of("", ".gz")) {
                Path file = Path.of(place + suffix);
                if (Files.isReadable(file)) {
                    try {
                        return open(file);
                    } catch (IOException unreadable) {
                        // The next place may have a better copy; names are a convenience, ids always work.
                        continue;
                    }
                }
            }
        }
        return empty();
    }

    /**
     * Names from a file.
     *
     * @param file in the format of pci.ids(5), UTF-8; compressed if the name ends in {@code .gz}
     * @return the names; lines that do not fit the format are skipped
     * @throws IOException if the file cannot be read
     */
    public static PciIds open(Path file) throws IOException {
        if (!file.getFileName().toString().endsWith(".gz")) {
            return new PciIds(Files.readAllBytes(file));
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new PciIds(in.readAllBytes());
        }
    }

    /**
     * No names at all.
     *
     * @return an instance that knows nothing
     */
    public static PciIds empty() {
        return new PciIds(new byte[0]);
    }

    /**
     * Names from text, for example from a file that came with a machine snapshot.
     *
     * @param content in the format of pci.ids(5)
     * @return the names
     */
    public static PciIds parse(String content) {
        return new PciIds(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The name of a vendor.
     *
     * @param vendorId 16 bits
     * @return for example {@code Intel Corporation}
     */
    public Optional<String> vendor(int vendorId) {
        int line = vendors[vendorId & 0xffff];
        return line == NONE ? Optional.empty() : Optional.of(rest(line, 4));
    }

    /**
     * The name of a device.
     *
     * @param vendorId 16 bits
     * @param deviceId 16 bits
     * @return the name without the vendor's
     */
    public Optional<String> device(int vendorId, int deviceId) {
        int line = child(vendors[vendorId & 0xffff], 1, deviceId & 0xffff, 4);
        return line == NONE ? Optional.empty() : Optional.of(rest(line, 5));
    }

    /**
     * The name of a subsystem, as the entry of its device has it.
     *
     * @param vendorId vendor of the device
     * @param deviceId the device
     * @param subsystemVendorId vendor of the board
     * @param subsystemId the board
     * @return the name without the vendor's
     */
    public Optional<String> subsystem(int vendorId, int deviceId, int subsystemVendorId, int subsystemId) {
        int device = child(vendors[vendorId & 0xffff], 1, deviceId & 0xffff, 4);
        if (device == NONE) {
            return Optional.empty();
        }
        for (int line = nextLine(device); line < text.length && depth(line) != 1 && depth(line) != 0;
                line = nextLine(line)) {
            if (depth(line) == 2 && hex(line + 2, 4) == (subsystemVendorId & 0xffff) && text(line + 6) == ' '
                    && hex(line + 7, 4) == (subsystemId & 0xffff)) {
                return Optional.of(rest(line, 11));
            }
        }
        return Optional.empty();
    }

    /**
     * The name of a base class.
     *
     * @param baseClass 8 bits
     * @return for example {@code Network controller}
     */
    public Optional<String> baseClass(int baseClass) {
        int line = classes[baseClass & 0xff];
        return line == NONE ? Optional.empty() : Optional.of(rest(line, 4));
    }

    /**
     * The name of a subclass.
     *
     * @param baseClass 8 bits
     * @param subclass 8 bits
     * @return for example {@code Ethernet controller}
     */
    public Optional<String> subclass(int baseClass, int subclass) {
        int line = child(classes[baseClass & 0xff], 1, subclass & 0xff, 2);
        return line == NONE ? Optional.empty() : Optional.of(rest(line, 3));
    }

    /**
     * The name of a programming interface.
     *
     * @param baseClass 8 bits
     * @param subclass 8 bits
     * @param interfaceCode 8 bits
     * @return for example {@code XHCI}
     */
    public Optional<String> programmingInterface(int baseClass, int subclass, int interfaceCode) {
        int line = child(child(classes[baseClass & 0xff], 1, subclass & 0xff, 2), 2, interfaceCode & 0xff, 2);
        return line == NONE ? Optional.empty() : Optional.of(rest(line, 4));
    }

    /**
     * Vendor and device in one text, as {@code lspci} writes them.
     *
     * @param vendorId 16 bits
     * @param deviceId 16 bits
     * @return for example {@code Intel Corporation 82599 10 Gigabit Network Connection}, {@code Intel Corporation
     *     Device 0d57} or {@code Device 1234:5678}
     */
    public String describeDevice(int vendorId, int deviceId) {
        Optional<String> vendor = vendor(vendorId);
        if (vendor.isEmpty()) {
            return String.format("Device %04x:%04x", vendorId, deviceId);
        }
        return vendor.get() + " " + device(vendorId, deviceId).orElse(String.format("Device %04x", deviceId));
    }

    /**
     * Subsystem vendor and subsystem in one text, as {@code lspci} writes them: a board that carries the ids of the
     * device itself takes the name of the device.
     *
     * @param vendorId vendor of the device
     * @param deviceId the device
     * @param subsystemVendorId vendor of the board
     * @param subsystemId the board
     * @return for example {@code Hewlett-Packard Company Ethernet 10Gb 2-port 560FLR-SFP+ Adapter}
     */
    public String describeSubsystem(int vendorId, int deviceId, int subsystemVendorId, int subsystemId) {
        Optional<String> vendor = vendor(subsystemVendorId);
        if (vendor.isEmpty()) {
            return String.format("Device %04x:%04x", subsystemVendorId, subsystemId);
        }
        Optional<String> name = subsystem(vendorId, deviceId, subsystemVendorId, subsystemId);
        if (name.isEmpty() && vendorId == subsystemVendorId && deviceId == subsystemId) {
            name = device(vendorId, deviceId);
        }
        return vendor.get() + " " + name.orElse(String.format("Device %04x", subsystemId));
    }

    /**
     * The class of a device in one text, as {@code lspci} writes it.
     *
     * @param classCode base class in bits 23:16, subclass in 15:8; the rest does not matter
     * @return for example {@code Ethernet controller}; with the numbers in brackets if only the base class is known,
     *     {@code Class 1234} if nothing is
     */
    public String describeClass(int classCode) {
        int base = classCode >> 16 & 0xff;
        int sub = classCode >> 8 & 0xff;
        return subclass(base, sub)
                .or(() -> baseClass(base).map(name -> String.format("%s [%02x%02x]", name, base, sub)))
                .orElse(String.format("Class %02x%02x", base, sub));
    }

    private void index() {
        for (int line = 0; line < text.length; line = nextLine(line)) {
            if (text[line] == 'C' && text(line + 1) == ' ') {
                int id = hex(line + 2, 2);
                if (id >= 0 && text(line + 4) == ' ' && classes[id] == NONE) {
                    classes[id] = line;
                }
            } else if (text[line] != '\t' && text[line] != '#') {
                int id = hex(line, 4);
                if (id >= 0 && text(line + 4) == ' ' && vendors[id] == NONE) {
                    vendors[id] = line;
                }
            }
        }
    }

    /** The line of an entry below a line, or NONE. */
    private int child(int parent, int depth, int id, int digits) {
        if (parent == NONE) {
            return NONE;
        }
        for (int line = nextLine(parent); line < text.length; line = nextLine(line)) {
            int at = depth(line);
            if (at >= 0 && at < depth) {
                return NONE;
            }
            if (at == depth && hex(line + depth, digits) == id && text(line + depth + digits) == ' ') {
                return line;
            }
        }
        return NONE;
    }

    /** Tabs before the entry; -1 for comments and empty lines, which belong to nothing. */
    private int depth(int line) {
        int tabs = 0;
        while (text(line + tabs) == '\t') {
            tabs++;
        }
        int first = text(line + tabs);
        return first == '#' || first == '\n' || first == '\r' || first == 0 ? -1 : tabs;
    }

    private int nextLine(int line) {
        int at = line;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private int text(int at) {
        return at < text.length ? text[at] : 0;
    }

    private int hex(int at, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(text(at + i), 16);
            if (digit < 0) {
                return NONE;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private String rest(int line, int skip) {
        int end = line;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return new String(text, line + skip, end - line - skip, StandardCharsets.UTF_8).strip();
    }
}
