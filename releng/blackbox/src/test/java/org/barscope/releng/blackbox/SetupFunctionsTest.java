// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.barscope.releng.blackbox.Barscope.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell functions that find tools, on machines that are made up: this one has everything. */
class SetupFunctionsTest {

    @TempDir
    Path scratch;

    /** Runs shell code after {@code releng/lib/setup.sh}, with a cache directory of its own. */
    private Result shell(String code) {
        Path checkout = Barscope.checkout();
        return new Barscope().with("XDG_CACHE_HOME", scratch.toString()).with("BARSCOPE_ROOT", checkout.toString())
                .command(List.of("bash", "-c", "set -eu; . \"$BARSCOPE_ROOT/releng/lib/setup.sh\"\n" + code));
    }

    /** A directory that looks like a JDK as far as the script looks. */
    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(scratch.resolve(name).resolve("bin")).getParent();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String tool : List.of("java", "javac")) {
            Files.createFile(home.resolve("bin").resolve(tool),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return home;
    }

    @ParameterizedTest
    @CsvSource({"3.9.9,3.9.9,0", "3.9.16,3.9.9,0", "4.0.0,3.9.9,0", "3.8.7,3.9.9,1", "3.10.0,3.9.9,0", "3.9.8,3.9.9,1"})
    void versionsAreComparedByNumber(String have, String least, int code) {
        assertEquals(code, shell("at_least " + have + " " + least).code());
    }

    @ParameterizedTest
    @CsvSource({"25,25", "25.0.3,25", "26-ea,26", "17.0.15,17", "1.8.0_452,1"})
    void theReleaseFileSaysWhichJavaItIs(String version, String major) throws IOException {
        assertEquals(major + "\n", shell("java_major '" + jdk("some", version) + "'").succeeded());
    }

    @Test
    void javaHomeCountsWhenItIsNewEnough() throws IOException {
        Path good = jdk("good", "25.0.1");
        assertEquals(good + "\n", shell("JAVA_HOME='" + good + "'; find_jdk; echo \"$JAVA_HOME\"").succeeded());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws IOException {
        Path old = jdk("old", "17.0.1");
        String found = shell("JAVA_HOME='" + old + "'; find_jdk; java_major \"$JAVA_HOME\"").succeeded().strip();
        assertTrue(Integer.parseInt(found) >= 25, found);
    }

    @Test
    void withoutAnyJdkItSaysWhereItLooked() {
        Result result = shell("JAVA_LEAST=9999; find_jdk");
        assertEquals(4, result.code());
        assertEquals(1, result.errorLines().size(), result.errors());
        assertTrue(result.errors().contains("JAVA_HOME"), result.errors());
    }

    @Test
    void anOrdinaryUserGetsOneLineToPaste() {
        Result result = shell("id() { echo 1000; }; apt-get() { echo called; }\n"
                + "need_packages no-such-command:package-b libnosuch.so.1:package-a ls:coreutils; echo went on");
        assertEquals(4, result.code());
        assertEquals("", result.output());
        assertEquals("sudo apt-get update && sudo apt-get install -y --no-install-recommends package-a package-b",
                result.errorLines().getLast());
    }

    @Test
    void nothingIsInstalledThatIsThere() {
        assertEquals("went on\n",
                shell("apt-get() { echo called; }; need_packages ls:coreutils; echo went on").succeeded());
    }

    @Test
    void aChangedSourceChangesTheStampAndATestDoesNot() throws IOException {
        Path sources = Files.createDirectories(scratch.resolve("checkout/bundles/a/src"));
        Path tests = Files.createDirectories(scratch.resolve("checkout/bundles/a/src_test"));
        Files.writeString(sources.resolve("A.java"), "class A {}");
        String root = "BARSCOPE_ROOT='" + scratch.resolve("checkout") + "'; ";
        String before = shell(root + "content_stamp").succeeded();
        Files.writeString(tests.resolve("ATest.java"), "class ATest {}");
        assertEquals(before, shell(root + "content_stamp").succeeded());
        Files.writeString(sources.resolve("A.java"), "class A { }");
        assertNotEquals(before, shell(root + "content_stamp").succeeded());
    }
}
