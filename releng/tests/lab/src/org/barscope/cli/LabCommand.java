// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.barscope.app.Machines;

/**
 * One command of the command line, run in this process on everything this computer has: starting a JVM for each would take
 * most of the lab's time. In this package because the entry that does not end the process is.
 *
 * @param code the exit code
 * @param out what was printed on standard output
 * @param err what was printed on standard error
 */
public record LabCommand(int code, String out, String err) {

    public static LabCommand run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new Session(Machines::startAll), new PrintWriter(out), new PrintWriter(err), arguments);
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
