// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.user.UserFolders;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingReader;
import org.barscope.registers.binding.DeviceMatch;
import org.barscope.registers.overrides.Override;
import org.barscope.registers.overrides.OverrideFile;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;

/**
 * What a user keeps of registers, in one folder:
 * <ul>
 *   <li>{@code descriptions/}: descriptions in any format that is read, and files of bindings (any {@code .xml} file
 *       whose root is {@code <bindings>}) that say which device each fits; sub-folders are looked into;</li>
 *   <li>{@code folders}: further folders in which descriptions and bindings are looked for, a path each line;</li>
 *   <li>{@code attached}: descriptions elsewhere on the disk that belong to a region of a kind of device, a line
 *       {@code VENDOR:DEVICE/REGION = /path} each;</li>
 *   <li>{@code choices}: which of several bindings that fit a kind of device is used, a line
 *       {@code VENDOR:DEVICE:SUBVENDOR:SUBDEVICE/REGION = NAME} each;</li>
 *   <li>{@code overrides/}: the user's corrections, a file for each description, named after its file; they hold for
 *       whatever description of that file name is loaded, and so for the next version of it.</li>
 * </ul>
 * Nothing is created by asking. Every method reads or writes files and blocks for that time. Writing replaces a file as
 * a whole. Several processes may use one folder; the last to write wins.
 *
 * @param home the folder, absolute
 */
public record RegisterFiles(Path home) {

    /** The system property that names another folder than the user's. */
    public static final String HOME = "barscope.config";

    private static final int SNIFF = 4096;
    private static final int DEPTH = 4;
    private static final String OVERRIDES = ".xml";

    public RegisterFiles {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * The bindings of a user.
     *
     * @param bindings those of files without an error, by file name and then in their order
     * @param faults   what is wrong with other files, each with its file
     */
    public record Bindings(List<Binding> bindings, List<Fault> faults) {

        public Bindings {
            bindings = List.copyOf(bindings);
            faults = List.copyOf(faults);
        }
    }

    /** Why something is kept. */
    public enum Reason {
        /** A description was attached to a region of a kind of device. */
        ATTACHED,
        /** One of several descriptions that fit was chosen. */
        CHOSEN,
        /** A description was corrected. */
        CORRECTED
    }

    /**
     * Something that the user has said once, and that holds until it is taken back.
     *
     * @param reason  why it is kept
     * @param subject the kind of device and the region, {@code 8086:10d3/bar0}; the description's file when corrected
     * @param value   the path, the name of the binding, or the file that has the corrections
     */
    public record Kept(Reason reason, String subject, String value) {
    }

    /**
     * Those of this user: {@link UserFolders#config()}, unless the system property {@value #HOME} names another folder.
     */
    public static RegisterFiles ofUser() {
        String named = System.getProperty(HOME);
        if (named != null) {
            return new RegisterFiles(Path.of(named));
        }
        return new RegisterFiles(UserFolders.ofUser().config());
    }

    /** Where descriptions and bindings are looked for first. */
    public Path descriptions() {
        return home.resolve("descriptions");
    }

    /** Further folders in which descriptions and bindings are looked for, in the user's order. */
    public List<Path> folders() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("folders"))) {
            return lines.map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).map(Path::of)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Looks for descriptions and bindings in these folders too from now on, and in no others but the first. */
    public void lookIn(List<Path> further) throws IOException {
        write(home.resolve("folders"), further.stream().map(folder -> folder.toAbsolutePath().normalize() + "\n")
                .collect(Collectors.joining()));
    }

    /** All that is kept of what the user has said, by reason. */
    public List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        lines(attachments()).forEach((subject, file) -> kept.add(new Kept(Reason.ATTACHED, subject, file)));
        lines(choices()).forEach((subject, name) -> kept.add(new Kept(Reason.CHOSEN, subject, name)));
        if (Files.isDirectory(overrides())) {
            try (Stream<Path> files = Files.list(overrides())) {
                files.filter(file -> file.toString().endsWith(OVERRIDES)).sorted().forEach(file -> {
                    String name = file.getFileName().toString();
                    kept.add(new Kept(Reason.CORRECTED, name.substring(0, name.length() - OVERRIDES.length()),
                            file.toString()));
                });
            }
        }
        return List.copyOf(kept);
    }

    /** Takes back something that is kept; corrections are lost. */
    public void forget(Kept kept) throws IOException {
        switch (kept.reason()) {
            case ATTACHED -> put(attachments(), kept.subject(), Optional.empty());
            case CHOSEN -> put(choices(), kept.subject(), Optional.empty());
            case CORRECTED -> Files.deleteIfExists(overrides().resolve(kept.subject() + OVERRIDES));
        }
    }

    /**
     * The user's own bindings, of the first folder before the others. A file that has an error is left out, and its
     * faults are told.
     *
     * @throws IOException when the folder is there and cannot be listed
     */
    public Bindings bindings() throws IOException {
        List<Binding> bindings = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (Path file : xmlFiles()) {
            try {
                if (isBindings(file)) {
                    bindings.addAll(new BindingReader().read(file));
                }
            } catch (DescriptionException faulty) {
                faults.addAll(faulty.faults());
            } catch (IOException unreadable) {
                faults.add(new Fault(Fault.Severity.ERROR, file.toString(), 0, 0, "",
                        "cannot be read: " + unreadable.getMessage()));
            }
        }
        return new Bindings(bindings, faults);
    }

    private List<Path> xmlFiles() throws IOException {
        List<Path> found = new ArrayList<>(xmlFiles(descriptions()));
        for (Path folder : folders()) {
            found.addAll(xmlFiles(folder));
        }
        return found;
    }

    private static List<Path> xmlFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".xml"))
                    .filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Other files of that ending are descriptions, which may be large. */
    private static boolean isBindings(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(SNIFF), StandardCharsets.UTF_8).contains("<bindings");
        }
    }

    /**
     * The description that the user attached to a region of devices of that kind, as a binding that puts its blocks at
     * their base addresses.
     */
    public Optional<Binding> attached(DeviceIds ids, String region) throws IOException {
        return Optional.ofNullable(lines(attachments()).get(key(ids, region))).map(Path::of)
                .map(file -> bindingOf(file, region));
    }

    /** A binding that puts all blocks of a file at their base addresses in one region, whatever the device. */
    public static Binding bindingOf(Path file, String region) {
        Path whole = file.toAbsolutePath().normalize();
        return new Binding(whole.getFileName().toString(), whole.getFileName().toString(),
                Optional.of(whole.getParent()), List.<DeviceMatch>of(), Optional.of(new Binding.Region.Named(region)),
                false, List.of());
    }

    /** Attaches a description to a region of all devices of that kind, or detaches it when there is no file. */
    public void attach(DeviceIds ids, String region, Optional<Path> file) throws IOException {
        put(attachments(), key(ids, region), file.map(path -> path.toAbsolutePath().normalize().toString()));
    }

    /** The name of the binding that the user has chosen for a region of devices of that kind. */
    public Optional<String> choice(DeviceIds ids, String region) throws IOException {
        return Optional.ofNullable(lines(choices()).get(boardKey(ids, region)));
    }

    /** Remembers the choice of a binding, or forgets it when there is no name. */
    public void choose(DeviceIds ids, String region, Optional<String> binding) throws IOException {
        put(choices(), boardKey(ids, region), binding);
    }

    /** The file of overrides for the description of a binding, whether or not it exists. */
    public Path overridesFile(Binding binding) {
        String name = binding.description().substring(binding.description().lastIndexOf('/') + 1);
        return overrides().resolve(name + OVERRIDES);
    }

    /**
     * The overrides for the description of a binding; none when there is no file.
     *
     * @throws DescriptionException when the file has an error
     */
    public List<Override> overrides(Binding binding) throws IOException, DescriptionException {
        try {
            return OverrideFile.read(overridesFile(binding));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Writes the overrides for the description of a binding. */
    public void writeOverrides(Binding binding, List<Override> overrides) throws IOException {
        Path file = overridesFile(binding);
        Files.createDirectories(file.getParent());
        OverrideFile.write(file, overrides);
    }

    private Path overrides() {
        return home.resolve("overrides");
    }

    private Path attachments() {
        return home.resolve("attached");
    }

    private Path choices() {
        return home.resolve("choices");
    }

    private static String key(DeviceIds ids, String region) {
        return String.format(Locale.ROOT, "%04x:%04x/%s", ids.vendor(), ids.device(), region);
    }

    private static String boardKey(DeviceIds ids, String region) {
        return String.format(Locale.ROOT, "%04x:%04x:%04x:%04x/%s", ids.vendor(), ids.device(), ids.subsystemVendor(),
                ids.subsystem(), region);
    }

    private static Map<String, String> lines(Path file) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    found.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
                }
            }
        } catch (NoSuchFileException none) {
            return found;
        }
        return found;
    }

    private static void put(Path file, String key, Optional<String> value) throws IOException {
        Map<String, String> all = lines(file);
        value.ifPresentOrElse(text -> all.put(key, text.replace('\n', ' ')), () -> all.remove(key));
        Set<Map.Entry<String, String>> entries = all.entrySet();
        String text = entries.stream().map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        write(file, text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
