// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.barscope.releng.blackbox.Barscope.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code releng/lab/lab} says before there is a guest; all else is tested in guests. */
class LabScriptTest {

    @TempDir
    private Path cache;

    private Result lab(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Barscope.checkout().resolve("releng/lab/lab").toString()));
        command.addAll(List.of(arguments));
        // A port where nobody listens stands for a mirror that is not there.
        return new Barscope().with("LAB_CACHE", cache.toString()).with("LAB_MIRROR", "http://127.0.0.1:9/debian")
                .with("DISPLAY", null).command(command);
    }

    @ParameterizedTest
    @CsvSource({"2,frobnicate", "2,kernel", "2,kernel other", "2,run", "2,run ls", "2,run -k other -- ls",
        "2,run -t soon -- ls", "2,run -k", "2,run --theme dark -- ls", "2,shell", "2,ui", "2,ui -- ls",
        "4,ui --screenshot no/such/directory/a.png"})
    void wrongUseIsOneLineAndAnExitCode(int code, String arguments) {
        Result result = lab(arguments.split(" "));
        assertEquals(code, result.code(), result.errors());
        assertEquals(1, result.errorLines().size(), result.errors());
        assertTrue(result.errors().startsWith("lab: "), result.errors());
    }

    @Test
    void withoutAKernelItSaysHowToGetOne() {
        Result result = lab("run", "-k", "lab", "--", "true");
        assertEquals(4, result.code());
        assertEquals(List.of("lab: there is no lab kernel yet; get it with: releng/lab/lab kernel lab"),
                result.errorLines());
        String status = lab("status").succeeded();
        assertTrue(status.contains("no kernel; get it with: lab kernel debian"), status);
    }

    @Test
    void aMirrorThatDoesNotAnswerIsNamed() {
        assumeTrue(Files.exists(Path.of("/sbin/depmod")) && Files.exists(Path.of("/usr/bin/apt-get")),
                "without these it says what to install");
        Result result = lab("kernel", "debian");
        assertEquals(4, result.code(), result.errors());
        assertTrue(result.errors().startsWith("lab: cannot get packages from http://127.0.0.1:9/debian: "),
                result.errors());
        assertEquals(1, result.errorLines().size(), result.errors());
    }

    @Test
    void helpHasEveryVerbAndOption() {
        String help = lab("--help").succeeded();
        assertAll(List.of("setup", "kernel debian", "kernel lab", "run", "shell", "ui", "status", "--timeout", "--out",
                "--devices", "--qemu", "--append", "--screenshot", "LAB_CACHE", "LAB_MIRROR", "124").stream()
                .map(word -> () -> assertTrue(help.contains(word), word + " in: " + help)));
        assertEquals(help, lab("run", "--help").succeeded(), "help wherever it is asked for");
    }
}
