// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.ServiceLoader;

import org.barscope.app.Machines;
import org.barscope.core.backend.BackendFactory;

/**
 * One command of the command line, run in this process on what this computer really has, without the demo machine:
 * starting that, and a JVM for each command, would take most of the lab's time. In this package because the entry that
 * does not end the process is.
 *
 * @param code the exit code
 * @param out what was printed on standard output
 * @param err what was printed on standard error
 */
public record LabCommand(int code, String out, String err) {

    public static LabCommand run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<BackendFactory> real = ServiceLoader.load(BackendFactory.class).stream().map(ServiceLoader.Provider::get)
                .filter(factory -> !factory.id().equals("sim")).toList();
        Session session = new Session(() -> Machines.start(real));
        int code = Main.run(session, new PrintWriter(out), new PrintWriter(err), arguments);
        return new LabCommand(code, out.toString(), err.toString());
    }

    /** What was printed, if it ended well. */
    public String ok() {
        if (code != 0) {
            throw new AssertionError("ended with " + code + ": " + err + out);
        }
        return out;
    }
}
