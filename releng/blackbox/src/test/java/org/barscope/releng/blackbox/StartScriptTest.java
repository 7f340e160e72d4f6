// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.barscope.releng.blackbox.Barscope.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./barscope} itself answers for: choosing between window and command line, and saying what it misses. */
class StartScriptTest {

    private static Barscope withoutDisplay() {
        return new Barscope().with("DISPLAY", null).with("WAYLAND_DISPLAY", null);
    }

    @Test
    void withoutADisplayItNamesTheTwoWaysOn() {
        Result result = withoutDisplay().run();
        assertEquals(2, result.code());
        assertEquals(1, result.errorLines().size(), result.errors());
        assertAll(
                () -> assertTrue(result.errors().contains("no display"), result.errors()),
                () -> assertTrue(result.errors().contains("--screenshot FILE.png"), result.errors()),
                () -> assertTrue(result.errors().contains("./barscope list"), result.errors()));
    }

    @Test
    void aDisplayThatDoesNotAnswerIsOneLineToo() {
        Result result = withoutDisplay().with("DISPLAY", ":4711").run();
        assertEquals(2, result.code());
        assertEquals(1, result.errors().lines().filter(line -> line.startsWith("barscope: ")).count(),
                result.errors());
        assertFalse(result.errors().contains("\tat "), result.errors());
    }

    @ParameterizedTest
    @CsvSource({"2,--screenshot", "2,--bogus", "2,--theme blue --screenshot a.png", "2,--size 10 --screenshot a.png",
        "2,--perspective no.such --screenshot a.png", "4,--screenshot no/such/directory/a.png"})
    void whatItCannotDoIsOneLineAndAnExitCode(int code, String arguments, @TempDir Path scratch) {
        String[] words = arguments.replace("a.png", scratch.resolve("a.png").toString()).split(" ");
        Result result = withoutDisplay().run(words);
        assertEquals(code, result.code(), result.errors());
        assertEquals(1, result.errorLines().size(), result.errors());
        assertTrue(result.errors().startsWith("barscope: "), result.errors());
        assertFalse(Files.exists(scratch.resolve("a.png")));
    }

    @Test
    void helpNamesSubcommandsAndOptionsOfTheWindow() {
        String help = new Barscope().run("--help").succeeded();
        assertAll(List.of("list", "show", "dump", "doctor", "--perspective", "--screenshot", "--theme").stream()
                .map(word -> () -> assertTrue(help.contains(word), word + " in: " + help)));
    }

    @Test
    void whenNothingChangedNothingIsBuilt() throws IOException {
        Path stamp = Barscope.checkout().resolve("target/barscope.stamp");
        var before = Files.getLastModifiedTime(stamp);
        Result result = new Barscope().run("--version");
        result.succeeded();
        assertEquals("", result.errors(), "says what it builds or installs");
        assertEquals(before, Files.getLastModifiedTime(stamp));
    }

    @Test
    void itStartsFromAnotherDirectoryThroughALink(@TempDir Path elsewhere) throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("bs"), Barscope.checkout().resolve("barscope"));
        assertTrue(new Barscope().command(List.of(link.toString(), "--version")).succeeded().startsWith("barscope "));
    }
}
