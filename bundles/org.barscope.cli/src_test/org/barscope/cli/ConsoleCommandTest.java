// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.Machines;
import org.barscope.app.console.Console;
import org.barscope.app.console.Console.Result;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimBackendFactory;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.registers.RegisterFiles;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code console} on the demo machine: what snippets can do, what they must not, and how they are typed. */
class ConsoleCommandTest {

    private static final String EDU = "sim:0000:01:00.0/bar0";

    @TempDir
    private Path temp;

    private final List<String> questions = new ArrayList<>();
    private Optional<Boolean> answer = Optional.empty();

    private Session session(SimMachine machine) {
        BackendFactory factory = new BackendFactory() {
            @Override
            public String id() {
                return new SimBackendFactory().id();
            }

            @Override
            public int order() {
                return 0;
            }

            @Override
            public Backend create() {
                return new SimBackend(machine);
            }
        };
        return new Session(() -> Machines.start(List.of(factory)), new RegisterFiles(temp),
                new JournalFolder(temp.resolve("journal")), question -> {
                    questions.add(question);
                    return answer;
                });
    }

    private CommandRun run(SimMachine machine, String script, String... options) throws Exception {
        Path file = Files.writeString(temp.resolve("script.jsh"), script);
        List<String> arguments = new ArrayList<>(List.of("console", EDU, "--file", file.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.on(session(machine), arguments.toArray(String[]::new));
    }

    private static long writes(SimMachine machine) {
        return machine.accessCounts().totals(RegionUri.parse(EDU)).writes();
    }

    @Test
    void registersFieldsUnitsAndRangesAreReadAndWritten() throws Exception {
        List<String> lines = run(SimMachine.demo(new ManualClock()), """
                r
                r.read32(0)
                r.arm();
                r.reg("FACTORIAL").write(5)
                int twice(int x) {
                    return 2 * x;
                }
                print(twice(21)); System.out.println(hex(255) + " – ä");
                r.poll(0, 0xff, 0xed, 1000)
                r.dump(0, 16)
                open("sim:0000:02:00.0/bar0").reg("CTRL").field("SLU")
                regions().size()
                poll(() -> true, 1)
                """, "--yes").ok().lines();
        assertEquals(List.of(EDU + ", 0x100000 bytes, not armed, 11 registers",
                "$1 = 0x010000ed  (16777453)",
                "$2 = EDU.FACTORIAL  0x00000000 → 0x00000005, read back 0x00000005",
                "42", "0xff – ä",
                "$3 = 0x010000ed  (16777453)"), lines.subList(0, 6));
        assertTrue(lines.get(6).startsWith("$4 = 00000000  010000ed 00000000"), lines.get(6));
        assertTrue(lines.get(7).endsWith("CTRL.SLU, bits 6:6"), lines.get(7));
        assertEquals("$6 = 0x00000002  (2)", lines.get(8));
        assertEquals(List.of(), questions, "--yes says yes");
        String journal = CommandRun.on(session(SimMachine.demo(new ManualClock())), "journal").ok().out();
        assertTrue(journal.contains("EDU.FACTORIAL (0x8)  0x00000000 → 0x00000005"), journal);
        assertTrue(journal.contains("by script, console"), journal);
    }

    @Test
    void nothingIsWrittenWithoutTheUsersWord() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        List<String> tries = List.of("r.write32(8, 5)", "r.write(8, 5)", "r.write8(8, 5)", "r.write64(8, 5)",
                "r.reg(\"FACTORIAL\").write(5)", "r.reg(\"FACTORIAL\").override().write(5)",
                "r.reg(\"STATUS\").set(\"IRQ_FACT=1\")", "r.reg(\"STATUS\").fields().getFirst().write(1)",
                "r.write(8, new byte[4])", "new Thread(() -> r.write32(8, 5)).start()", "r.arm()");
        for (int i = 0; i < tries.size(); i++) {
            // Each on a machine of its own, because a command switches its machine off.
            SimMachine one = SimMachine.demo(new ManualClock());
            CommandRun refused = run(one, tries.get(i));
            if (!tries.get(i).startsWith("new Thread")) {
                assertEquals(ExitCode.FAILED, refused.code(), tries.get(i) + ": " + refused.err());
            }
            assertEquals(0, writes(one), tries.get(i));
        }
        answer = Optional.of(false);
        CommandRun no = run(machine, "r.arm()\nr.write32(8, 5)");
        assertTrue(no.err().contains("script.jsh:1:1: cannot write " + EDU + ": you said no"), no.err());
        assertEquals(0, writes(machine));
        answer = Optional.of(true);
        SimMachine again = SimMachine.demo(new ManualClock());
        run(again, "r.arm()\nr.write32(8, 5);\nr.disarm();\n").ok();
        assertEquals(1, writes(again));
        assertEquals("Let the console write to " + EDU + "?", questions.getLast());
        SimMachine disarmed = SimMachine.demo(new ManualClock());
        CommandRun over = run(disarmed, "r.arm()\nr.disarm();\nr.write32(8, 5);\n");
        assertTrue(over.err().contains("script.jsh:3:1: cannot write"), over.err());
        assertEquals(0, writes(disarmed));
    }

    @Test
    void snippetsSeeNothingBeneathTheConsole() throws Exception {
        for (String way : List.of("new org.barscope.core.memory.Arming(null)",
                "org.barscope.app.console.Console.current()", "r.opened()", "r.poking()")) {
            CommandRun refused = run(SimMachine.demo(new ManualClock()), way);
            assertEquals(ExitCode.FAILED, refused.code(), way + refused.out());
            assertTrue(refused.err().contains("script.jsh:1:"), refused.err());
        }
    }

    @Test
    void problemsAreOneLineWithLineAndColumn() throws Exception {
        String file = temp.resolve("script.jsh").toString();
        for (String[] pair : new String[][] {
                {"int x = 1;\n  int y = nope;", ":2:11: cannot find symbol; symbol:   variable nope; location: class"},
                {"int x = ;", ":1:9: illegal start of expression"},
                {"// a comment\n\nr.reg(\"NOPE\")", ":3:1: no register or field is named 'NOPE'"},
                {"int[] a = {};  a[1] = 2;", ":1:16: ArrayIndexOutOfBoundsException: Index 1 out of bounds"},
                {"r.read32(0x100000)", ":1:1: 0x100000 lies past the end of " + EDU + ", which is 0x100000 bytes long"},
                {"r.poll(0, 1, 0, 1)", ":1:1: not so after "},
                {"foo(", ":1:1: this statement does not end"},
                {"void f() { g(); }\nf()", ":2:1: f cannot be used before there is method g()"}}) {
            CommandRun failed = run(SimMachine.demo(new ManualClock()), pair[0]);
            String first = failed.err().lines().findFirst().orElseThrow();
            assertTrue(first.startsWith(file + pair[1]), first + " for " + pair[0]);
            assertEquals(2, failed.err().lines().count(), failed.err());
        }
        CommandRun.on(session(SimMachine.demo(new ManualClock())), "console", "--file", "/nonexistent/x.jsh")
                .fails(ExitCode.NOT_FOUND, "cannot run /nonexistent/x.jsh: there is no such file");
    }

    /** A console over the demo machine, as the command makes it. */
    private final class Open implements AutoCloseable {
        private final SimMachine machine = SimMachine.demo(new ManualClock());
        private final Session session = session(machine);
        private final StringWriter out = new StringWriter();
        private final OpenedForConsole opened = new OpenedForConsole(session, Wish.NONE, new WriteConsent(),
                uri -> new OpenOptions(false, false, Optional.empty()), new PrintWriter(out));
        private final Console console = new Console(opened, session.poking());

        @Override
        public void close() {
            console.close();
            opened.close();
            session.close();
        }
    }

    @Test
    void aSnippetThatHangsIsStopped() throws Exception {
        try (Open open = new Open()) {
            open.opened.named(RegionUri.parse(EDU));
            for (String hung : List.of("print(\"go\"); while (true) { }",
                    "print(\"go\"); region().poll(0, 1, 0, 1000000)",
                    "print(\"go\"); new java.util.concurrent.CountDownLatch(1).await();")) {
                open.out.getBuffer().setLength(0);
                CountDownLatch begun = new CountDownLatch(1);
                CompletableFuture<Result> result = CompletableFuture.supplyAsync(() -> {
                    begun.countDown();
                    return open.console.run("test", hung);
                });
                assertTrue(begun.await(30, TimeUnit.SECONDS));
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (!open.out.toString().contains("go")) {
                    assertTrue(System.nanoTime() < deadline && !result.isDone(), hung + " has begun");
                    Thread.onSpinWait();
                }
                assertEquals(List.of(), open.console.proposals("reg", 3), "the compiler is busy, and says so at once");
                open.console.stop();
                assertInstanceOf(Result.Stopped.class, result.get(60, TimeUnit.SECONDS), hung);
                assertInstanceOf(Result.Done.class, open.console.run("test", "1 + 1"), "it goes on after that");
            }
        }
    }

    @Test
    void whatIsTypedIsCompletedContinuedAndRun() throws Exception {
        try (Open open = new Open(); PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(keys, 4096);
                Terminal terminal = new ExternalTerminal("test", "xterm", in, new ByteArrayOutputStream(),
                        StandardCharsets.UTF_8);
                LineEditor editor = new LineEditor(open.console, terminal)) {
            open.opened.named(RegionUri.parse(EDU));
            keys.write("int three() {\nreturn 3;\n}\nthree()\nregion().siz\t\nnope\n".getBytes(StandardCharsets.UTF_8));
            keys.close();
            StringWriter problems = new StringWriter();
            CompletableFuture.runAsync(() -> editor.run(new PrintWriter(new StringWriter()),
                    new PrintWriter(problems))).get(120, TimeUnit.SECONDS);
            assertEquals(List.of("$1 = 0x00000003  (3)", "$2 = 0x00100000  (1048576)"),
                    open.out.toString().lines().toList());
            assertTrue(problems.toString().startsWith("console:1:1: cannot find symbol"), problems.toString());
        }
    }
}
