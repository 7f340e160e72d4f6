// SPDX-License-Identifier: EPL-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints the class path on which a bundle runs without OSGi: the bundle and everything its manifest, and theirs, cannot
 * do without. Optional requirements are left out, which keeps the Eclipse runtime away from the command line.
 *
 * <p>Usage: {@code java FlatClassPath.java PLUGINS_DIRECTORY BUNDLE...}
 */
public final class FlatClassPath {

    /** Commas that are not inside the quotes of a version range. */
    private static final Pattern CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private record Bundle(Path file, Attributes manifest) {

        List<String> required(String header) {
            return clauses(header).filter(clause -> !clause.contains("resolution:=optional"))
                    .map(FlatClassPath::name).toList();
        }

        Stream<String> clauses(String header) {
            String value = manifest.getValue(header);
            return value == null ? Stream.empty() : Arrays.stream(CLAUSES.split(value)).map(String::strip);
        }

        String symbolicName() {
            return name(manifest.getValue("Bundle-SymbolicName"));
        }
    }

    private final Map<String, Bundle> byName = new HashMap<>();
    private final Map<String, Bundle> byPackage = new HashMap<>();

    private FlatClassPath(Path plugins) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(plugins)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                Bundle bundle = new Bundle(file, jar.getManifest().getMainAttributes());
                byName.put(bundle.symbolicName(), bundle);
                bundle.clauses("Export-Package").forEach(clause -> byPackage.putIfAbsent(name(clause), bundle));
            }
        }
    }

    private static String name(String clause) {
        int end = clause.indexOf(';');
        return (end < 0 ? clause : clause.substring(0, end)).strip();
    }

    private List<Path> closure(List<String> roots) {
        Map<String, Bundle> reached = new LinkedHashMap<>();
        Deque<Bundle> waiting = new ArrayDeque<>();
        for (String root : roots) {
            waiting.add(Optional.ofNullable(byName.get(root)).orElseThrow(
                    () -> new IllegalArgumentException("the product has no bundle " + root)));
        }
        while (!waiting.isEmpty()) {
            Bundle bundle = waiting.remove();
            if (reached.putIfAbsent(bundle.symbolicName(), bundle) == null) {
                waiting.addAll(requirements(bundle));
            }
        }
        return reached.values().stream().map(Bundle::file).toList();
    }

    private List<Bundle> requirements(Bundle bundle) {
        List<Bundle> needed = new ArrayList<>();
        for (String name : bundle.required("Require-Bundle")) {
            needed.add(Optional.ofNullable(byName.get(name)).orElseThrow(
                    () -> new IllegalArgumentException(bundle.symbolicName() + " requires the missing " + name)));
        }
        // A package nobody exports is the JDK's.
        for (String imported : bundle.required("Import-Package")) {
            Optional.ofNullable(byPackage.get(imported)).ifPresent(needed::add);
        }
        return needed;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> roots = List.of(arguments).subList(1, arguments.length);
        try {
            System.out.println(new FlatClassPath(Path.of(arguments[0])).closure(roots).stream()
                    .map(Path::toString).collect(Collectors.joining(":")));
        } catch (IllegalArgumentException e) {
            System.err.println("barscope: " + e.getMessage());
            System.exit(4);
        }
    }
}
