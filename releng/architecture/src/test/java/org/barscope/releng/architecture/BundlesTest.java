// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bundle's manifest and its place in the build. */
class BundlesTest {

    private static final Checkout CHECKOUT = Checkout.containingCurrentDirectory();
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern PLUGIN = Pattern.compile("<plugin\\s+id=\"([^\"]+)\"");
    /** A range with both ends, so that a later, incompatible release is not taken for this one. */
    private static final Pattern RANGE = Pattern.compile("bundle-version=\"[\\[(][^,\"]+,[^,\"]+[\\])]\"");

    static List<Bundle> bundles() {
        return CHECKOUT.bundles();
    }

    @Test
    void bundlesAreFound() {
        assertFalse(bundles().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void usesOnlyWhatItMay(Bundle bundle) {
        assertEquals(List.of(), AllowedArrows.violations(bundle));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void manifestSaysWhatEveryManifestSays(Bundle bundle) {
        boolean hasJava = !bundle.sourceFolders().isEmpty();
        assertAll(bundle.name(),
                () -> assertEquals(bundle.name(), Bundle.nameOf(bundle.attribute("Bundle-SymbolicName"))),
                () -> assertEquals("0.1.0.qualifier", bundle.attribute("Bundle-Version")),
                () -> assertFalse(bundle.attribute("Bundle-Name").isBlank(), "Bundle-Name"),
                () -> assertTrue(!hasJava
                        || bundle.attribute("Bundle-RequiredExecutionEnvironment").equals("JavaSE-25"), "Java version"),
                () -> assertTrue(!hasJava
                        || bundle.attribute("Automatic-Module-Name").equals(bundle.name()), "module name"),
                () -> assertEquals("", bundle.attribute("Bundle-Activator"), "declarative services, not activators"),
                () -> assertEquals(List.of(), bundle.clauses("Require-Bundle").stream()
                        .filter(clause -> clause.startsWith("org.barscope."))
                        .filter(clause -> !RANGE.matcher(clause).find()).toList(), "required without a version range"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void exportsOnlyPackagesItHas(Bundle bundle) {
        List<String> missing = bundle.names("Export-Package").stream()
                .filter(name -> bundle.sourceFolders().stream()
                        .noneMatch(folder -> Files.isDirectory(folder.resolve(name.replace('.', '/')))))
                .toList();
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void isBuilt(Bundle bundle) {
        assertTrue(modules(CHECKOUT.root().resolve("pom.xml")).contains(bundle.directory()),
                () -> bundle.name() + " is in no POM's list of modules");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void isInstalledWithAFeature(Bundle bundle) {
        Set<String> plugins = CHECKOUT.directoriesIn(CHECKOUT.root().resolve("features")).stream()
                .map(feature -> Checkout.text(feature.resolve("feature.xml")))
                .flatMap(text -> PLUGIN.matcher(text).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertTrue(plugins.contains(bundle.name()), () -> bundle.name() + " is in no feature");
    }

    /** All modules below a POM, as directories. */
    private static Set<Path> modules(Path pom) {
        return MODULE.matcher(Checkout.text(pom)).results()
                .map(match -> pom.resolveSibling(match.group(1)).normalize())
                .flatMap(directory -> Stream.concat(Stream.of(directory),
                        modules(directory.resolve("pom.xml")).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
