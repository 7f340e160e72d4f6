// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.barscope.app.Machines;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.registers.RegisterFiles;

/** One command run in this process, with what it printed and how it ended. */
record CommandRun(int code, String out, String err) {

    /** Whatever the user who runs the tests has described must not change what they see. */
    private static final RegisterFiles NOBODYS = new RegisterFiles(Path.of("/nonexistent/barscope"));

    /** Runs a command on a fresh demo machine whose time stands still. */
    static CommandRun onDemo(String... arguments) {
        return on(SimMachine.demo(new ManualClock()), arguments);
    }

    /** Runs a command on a machine; switches it off. */
    static CommandRun on(SimMachine machine, String... arguments) {
        return on(List.of(new SimBackend(machine)), arguments);
    }

    /** Runs a command on backends; closes them. */
    static CommandRun on(List<Backend> backends, String... arguments) {
        return on(backends, NOBODYS, arguments);
    }

    /** Runs a command on backends for a user who keeps those files; closes the backends. */
    static CommandRun on(List<Backend> backends, RegisterFiles files, String... arguments) {
        List<BackendFactory> factories = backends.stream().<BackendFactory>map(Fixed::new).toList();
        return on(new Session(() -> Machines.start(factories), files), arguments);
    }

    static CommandRun on(Session session, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(session, new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** Requires success without a word on standard error. */
    CommandRun ok() {
        assertEquals("", err);
        assertEquals(ExitCode.OK, code);
        return this;
    }

    /** Requires an exit code, nothing on standard output, and exactly one line on standard error. */
    CommandRun fails(int expected, String line) {
        assertEquals("barscope: " + line + System.lineSeparator(), err);
        assertEquals("", out);
        assertEquals(expected, code);
        return this;
    }

    List<String> lines() {
        return Arrays.asList(out.split("\n"));
    }

    private record Fixed(Backend backend) implements BackendFactory {
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
    }
}
