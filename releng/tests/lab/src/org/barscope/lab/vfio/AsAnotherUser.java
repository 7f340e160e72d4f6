// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import java.util.Arrays;
import java.util.List;
import org.barscope.cli.LabCommand;

/**
 * Runs commands one after the other in a process of its own, which another user owns; each argument is a command line.
 * One JVM for all of them, because starting one takes seconds in a guest.
 */
public final class AsAnotherUser {

    /** Stands before what a command said: its number and exit code. */
    static final String MARK = "=== ";

    private AsAnotherUser() {
    }

    public static void main(String[] commands) {
        for (int i = 0; i < commands.length; i++) {
            List<String> words = Arrays.asList(commands[i].split(" "));
            LabCommand ran = LabCommand.run(words.toArray(String[]::new));
            System.out.println(MARK + i + " " + ran.code());
            System.out.println(ran.out() + ran.err());
        }
        System.exit(0);
    }
}
