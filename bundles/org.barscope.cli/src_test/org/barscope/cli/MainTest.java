// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import org.barscope.app.Machines;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    /** What a command writes to, which fails after a while. */
    private static final class Failing extends OutputStream {
        private final String why;

        Failing(String why) {
            this.why = why;
        }

        @Override
        public void write(int value) throws IOException {
            throw new IOException(why);
        }
    }

    private static Session demo() {
        return new Session(() -> Machines.start(List.of(factory(new SimBackend(SimMachine.demo(new ManualClock()))))));
    }

    private static BackendFactory factory(Backend backend) {
        return new BackendFactory() {
            @Override
            public String id() {
                return backend.id();
            }

            @Override
            public int order() {
                return 0;
            }

            @Override
            public Backend create() {
                return backend;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "dump", "regs", "save", "doctor", "dmabufs", "export", "receive", "iommu",
        "generate-completion"})
    void everyCommandHasHelp(String command) {
        CommandRun help = CommandRun.onDemo(command, "--help").ok();
        assertTrue(help.out().startsWith("Usage: barscope " + command), help::out);
        for (String line : help.lines()) {
            assertTrue(line.length() <= 80, line);
        }
        assertEquals(help.out(), CommandRun.onDemo("help", command).ok().out());
    }

    @Test
    void theRootSaysWhatThereIs() {
        CommandRun help = CommandRun.onDemo("--help").ok();
        for (String word : List.of("list", "show", "dump", "regs", "save", "doctor", "dmabufs", "export", "receive",
                "iommu", "Exit codes:",
                "2   the command's words", "3   the device, region, file or", "4   it was refused",
                "sim:0000:01:00.0/bar0")) {
            assertTrue(help.out().contains(word), word);
        }
        assertEquals(help.out(), CommandRun.onDemo().ok().out());
        assertTrue(CommandRun.onDemo("--version").ok().out().startsWith("barscope "));
    }

    @Test
    void helpStartsNoBackend() {
        Session none = new Session(() -> {
            throw new IllegalStateException("a backend was started");
        });
        CommandRun.on(none, "dump", "--help").ok();
        CommandRun.on(none, "--version").ok();
        CommandRun.on(none, "generate-completion").ok();
        CommandRun.on(none, "dump", "nonsense").fails(2, "Invalid value for positional parameter at index 0 (REGION): "
                + "'nonsense' is not a region: expected BACKEND:ADDRESS/REGION, for example sim:0000:01:00.0/bar0 or "
                + "pci:0000:00:00.0/config; see 'barscope dump --help'");
    }

    @Test
    void unknownWordsAreUsage() {
        CommandRun.onDemo("nosuch").fails(2, "Unmatched argument at index 0: 'nosuch'; see 'barscope --help'");
        CommandRun.onDemo("list", "--bogus").fails(2, "Unknown option: '--bogus'; see 'barscope list --help'");
        CommandRun.onDemo("list", "extra").fails(2,
                "Unmatched argument at index 1: 'extra'; see 'barscope list --help'");
        CommandRun.onDemo("help", "nosuch").fails(2, "Unknown subcommand 'nosuch'; see 'barscope --help'");
    }

    @Test
    void theCompletionScriptIsBash(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, CommandRun.onDemo("generate-completion").ok().out());
        Process bash;
        try {
            bash = new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
        } catch (IOException missing) {
            assumeTrue(false, "bash is not installed");
            return;
        }
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(1, TimeUnit.MINUTES));
        assertEquals("", said);
        assertEquals(0, bash.exitValue());
        assertTrue(Files.readString(script).contains("--beside-driver"));
    }

    @Test
    void aDefectIsReportedAsOne() {
        Session broken = new Session(() -> {
            throw new IllegalStateException("the cat is on the keyboard");
        });
        CommandRun run = CommandRun.on(broken, "list");
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertEquals("barscope: a defect of Barscope itself: java.lang.IllegalStateException: the cat is on the "
                + "keyboard; "
                + "please report it with the lines below", run.err().lines().findFirst().orElseThrow());
    }

    @Test
    void anIncompleteInstallationIsOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session incomplete = new Session(() -> {
            throw new ServiceConfigurationError("no such class");
        });
        int code = Main.run(incomplete, new Output(new ByteArrayOutputStream()), new Output(err), "list");
        assertEquals(1, code);
        assertEquals("barscope: this installation is incomplete: no such class; install it again\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tooLittleMemoryIsOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session greedy = new Session(() -> {
            throw new OutOfMemoryError("for the test");
        });
        assertEquals(4, Main.run(greedy, new Output(new ByteArrayOutputStream()), new Output(err), "list"));
        assertEquals("barscope: there is not enough memory for this; ask for less at a time\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void outputIsUtf8AndWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(demo(), new Output(out), new Output(err), "dump", "sim:02:00.0/bar0", "--offset", "0xc0",
                "--length", "4", "--agree");
        assertEquals(0, code);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("000000c0  ·· ·· ·· ··  "),
                () -> out.toString(StandardCharsets.UTF_8));
        assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("side effect\n"));
    }

    @Test
    void aReaderThatLeavesIsNoError() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(0, Main.run(demo(), new Output(new Failing("Broken pipe")), new Output(err), "list", "--json"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() {
        for (String command : List.of("list", "--help")) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            assertEquals(4, Main.run(demo(), new Output(new Failing("No space left on device")), new Output(err),
                    command));
            assertEquals("barscope: cannot write the output: No space left on device\n",
                    err.toString(StandardCharsets.UTF_8));
        }
        assertEquals(2, Main.run(demo(), new Output(new Failing("x")), new Output(new Failing("y")), "nonsense"));
    }

    @Test
    void doctorSaysWhatWorksAndWhatToDo() throws Exception {
        Backend sim = new SimBackend(SimMachine.demo(new ManualClock()));
        Backend examined = new ExaminedBackend(sim, List.of(new Diagnosis("one", Level.OK, "works", ""),
                new Diagnosis("two", Level.NOTE, "is less", "do more")));
        CommandRun run = CommandRun.on(List.of(examined), "doctor").ok();
        assertTrue(run.out().startsWith("ok      Java: Java "), run::out);
        assertTrue(run.out().endsWith("\nok      one: works\nnote    two: is less\n        do more\n"), run::out);
    }

    @Test
    void doctorFailsWhenSomethingIsBroken() throws Exception {
        Backend sim = new SimBackend(SimMachine.demo(new ManualClock()));
        List<Diagnosis> findings = List.of(new Diagnosis("memory", Level.PROBLEM, "is \"gone\"", "buy some"));
        CommandRun text = CommandRun.on(List.of(new ExaminedBackend(sim, findings)), "doctor");
        assertEquals(4, text.code());
        assertTrue(text.out().endsWith("PROBLEM memory: is \"gone\"\n        buy some\n"), text::out);
        CommandRun json = CommandRun.on(List.of(new ExaminedBackend(
                new SimBackend(SimMachine.demo(new ManualClock())), findings)), "doctor", "--json");
        assertEquals(4, json.code());
        DumpCommandTest.wellFormed(json.out());
        assertTrue(json.out().endsWith("""
                  }, {
                    "subject" : "memory",
                    "level" : "PROBLEM",
                    "finding" : "is \\"gone\\"",
                    "remedy" : "buy some",
                    "how" : ""
                  } ]
                }
                """), json::out);
    }

    @Test
    void doctorNamesABackendThatDoesNotWork() {
        Session session = new Session(() -> Machines.start(List.of(new BackendFactory() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public int order() {
                return 0;
            }

            @Override
            public Backend create() throws BackendException {
                throw new BackendException(Reason.FAILED, "look at this computer's devices", "it does not run Linux",
                        "use the demo machine");
            }
        })));
        CommandRun run = CommandRun.on(session, "doctor");
        assertEquals(4, run.code());
        assertTrue(run.out().endsWith("PROBLEM look at this computer's devices: it does not run Linux\n"
                + "        use the demo machine\n"), run::out);
    }

    @Test
    void nothingStaysOpen() throws Exception {
        CommandRun.onDemo("list").ok();
        long before = demoDescriptors();
        for (int i = 0; i < 10; i++) {
            CommandRun.onDemo("dump", "sim:01:00.0/bar0", "--length", "16", "--agree").ok();
            CommandRun.onDemo("dump", "sim:01:00.0/bar9");
            CommandRun.onDemo("show", "01:00.0").ok();
        }
        assertEquals(before, demoDescriptors());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("device sim:")) {
                assertTrue(thread.join(Duration.ofSeconds(20)), thread::getName);
            }
        }
    }

    private static long demoDescriptors() throws IOException {
        List<Path> all = new ArrayList<>();
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            entries.forEach(all::add);
        }
        long count = 0;
        for (Path descriptor : all) {
            try {
                String target = Files.readSymbolicLink(descriptor).toString();
                count += target.contains("memfd:") || target.contains("dmabuf") || target.contains("eventfd") ? 1 : 0;
            } catch (IOException closedMeanwhile) {
                continue;
            }
        }
        return count;
    }
}
