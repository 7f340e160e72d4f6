// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What every source file written by hand keeps to. Generated code (src-gen) is held to the structural rules only. */
class SourcesTest {

    private static final Checkout CHECKOUT = Checkout.containingCurrentDirectory();
    private static final int MOST_LINES = 600;
    private static final int MOST_COLUMNS = 120;

    private static final Pattern LINKER = Pattern.compile("\\bjava\\.lang\\.foreign\\.Linker\\b");
    private static final Pattern WINDOW_TYPE = Pattern.compile("\\borg\\.eclipse\\.(swt|jface|ui)\\.");
    private static final Pattern WILDCARD = Pattern.compile("(?m)^import\\s+(static\\s+)?[\\w.]+\\.\\*;");
    /** Put together from halves, so that this file does not find itself. */
    private static final Pattern LEFT_OVER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled\\b|\\.printStack" + "Trace\\(");
    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\.sle" + "ep\\(|\\bTimeUnit\\.\\w+\\.sle" + "ep\\(");

    private static List<Path> everyFile() {
        return Stream.of("bundles", "help", "releng").map(CHECKOUT.root()::resolve).filter(Files::isDirectory)
                .flatMap(place -> CHECKOUT.javaFiles(place).stream()).toList();
    }

    private static List<Path> writtenByHand() {
        return everyFile().stream().filter(file -> !inFolder(file, "src-gen")).toList();
    }

    private static boolean inFolder(Path file, String folder) {
        return Stream.iterate(file, at -> at != null, Path::getParent)
                .anyMatch(at -> at.getFileName() != null && at.getFileName().toString().equals(folder));
    }

    private static List<String> offenders(List<Path> files, Predicate<Path> offends) {
        return files.stream().filter(offends).map(CHECKOUT::name).map(name -> "\n    " + name).toList();
    }

    private static boolean contains(Path file, Pattern pattern) {
        return pattern.matcher(Checkout.text(file)).find();
    }

    @Test
    void sourcesAreFound() {
        assertFalse(writtenByHand().isEmpty());
    }

    /** A benchmark that compares with C calls C; and text is drawn where the toolkit draws, with its own libraries. */
    @Test
    void onlyTheNativeLayerLinksToNativeCode() {
        assertEquals(List.of(), offenders(everyFile(), file -> contains(file, LINKER)
                && !inFolder(file, "org.barscope.linux") && !inFolder(file, "architecture")
                && !inFolder(file, "benchmarks") && !inFolder(file, "gtk")));
    }

    @Test
    void noWindowBelowTheWidgets() {
        List<Path> windowless = CHECKOUT.bundles().stream().filter(bundle -> !AllowedArrows.hasAWindow(bundle))
                .flatMap(bundle -> CHECKOUT.javaFiles(bundle.directory()).stream()).toList();
        assertEquals(List.of(), offenders(windowless, file -> contains(file, WINDOW_TYPE)));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertEquals(List.of(), CHECKOUT.bundles().stream().flatMap(SourcesTest::silentPackages).toList());
    }

    /** What is said about a package may be beside its generated or its hand-written classes. */
    private static Stream<String> silentPackages(Bundle bundle) {
        return bundle.sourceFolders().stream()
                .flatMap(folder -> CHECKOUT.javaFiles(folder).stream().map(Path::getParent).map(folder::relativize))
                .distinct()
                .filter(name -> bundle.sourceFolders().stream()
                        .noneMatch(folder -> Files.exists(folder.resolve(name).resolve("package-info.java"))))
                .map(name -> bundle.name() + ": " + name);
    }

    @Test
    void noFileIsTooLongToRead() {
        assertEquals(List.of(), offenders(writtenByHand(),
                file -> Checkout.text(file).lines().count() > MOST_LINES));
    }

    @Test
    void noLineIsTooLongToRead() {
        assertEquals(List.of(), offenders(writtenByHand(),
                file -> Checkout.text(file).lines().anyMatch(line -> line.length() > MOST_COLUMNS)));
    }

    @Test
    void everyFileNamesItsLicence() {
        assertEquals(List.of(), offenders(writtenByHand(),
                file -> !Checkout.text(file).startsWith("// SPDX-License-Identifier: EPL-2.0\n")));
    }

    @Test
    void importsAreSpelledOut() {
        assertEquals(List.of(), offenders(writtenByHand(), file -> contains(file, WILDCARD)));
    }

    @Test
    void nothingIsLeftForLaterOrSwitchedOff() {
        assertEquals(List.of(), offenders(writtenByHand(), file -> contains(file, LEFT_OVER)));
    }

    @Test
    void testsWaitForEventsAndNotForTimeToPass() {
        List<Path> tests = writtenByHand().stream()
                .filter(file -> inFolder(file, "src_test") || inFolder(file, "test")).toList();
        assertEquals(List.of(), offenders(tests, file -> contains(file, SLEEP)));
    }
}
