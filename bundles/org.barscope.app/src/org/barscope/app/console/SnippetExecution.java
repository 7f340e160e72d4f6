// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs snippets in this process, each in a thread of its own that knows which console it belongs to. The JDK's class
 * puts a check into every loop of a snippet, so that one that hangs can be stopped.
 */
final class SnippetExecution extends LocalExecutionControl {

    /** Inherited, because it is the JDK that makes the threads in which snippets run, and snippets make others. */
    private static final InheritableThreadLocal<Console> CONSOLE = new InheritableThreadLocal<>();

    private final Console console;

    private SnippetExecution(Console console) {
        super(SnippetExecution.class.getClassLoader());
        this.console = console;
    }

    /** The console on whose behalf this thread runs; null for a thread of nobody's. */
    static Console consoleOfThread() {
        return CONSOLE.get();
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        CONSOLE.set(console);
        try {
            return super.invoke(snippet);
        } finally {
            CONSOLE.remove();
        }
    }

    static ExecutionControlProvider provider(Console console) {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "barscope";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
                return new SnippetExecution(console);
            }
        };
    }
}
