// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the test classes found in a directory of classes that belong to one kind of guest, and ends with one line in
 * Surefire's words.
 *
 * <p>Usage: {@code LabRun CLASSES_DIRECTORY KIND [PART_OF_A_CLASS_NAME]}. Exit codes: 0 all passed, 1 some did not.
 */
public final class LabRun {

    /** A tag that is the name of a kind of guest ties a test to that kind. */
    private static final Set<String> KINDS = Set.of("debian", "lab", "drivers");

    private LabRun() {
    }

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        String kind = arguments[1];
        String only = arguments.length > 2 ? arguments[2] : "";
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(testClasses(classes, only).stream().map(DiscoverySelectors::selectClass).toList())
                .configurationParameter("junit.jupiter.execution.timeout.default", "200 s")
                .configurationParameter("junit.jupiter.execution.timeout.threaddump.enabled", "true");
        // What needs the kernel's own drivers is of no use elsewhere; all else is not made for a guest that has them.
        request.filters(kind.equals("drivers") ? TagFilter.includeTags("drivers")
                : TagFilter.excludeTags(KINDS.stream().filter(other -> !other.equals(kind)).toList()));
        Totals totals = new Totals();
        LauncherDiscoveryRequest found = request.build();
        LauncherFactory.create().execute(found, totals);
        System.out.flush();
        System.out.println(totals.line());
        // A thread that a failed test has left behind must not keep the guest.
        System.exit(totals.good() ? 0 : 1);
    }

    private static List<String> testClasses(Path classes, String only) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(classes::relativize).map(Path::toString).filter(name -> name.endsWith("Lab.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> name.startsWith("org.barscope.lab.") && name.contains(only)).sorted().toList();
        }
    }

    /** Counts, and says what runs and what failed as it happens: a guest that hangs shows where. */
    private static final class Totals implements TestExecutionListener {

        private int run;
        private int failures;
        private int errors;
        private int skipped;
        private long started;

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                started = System.nanoTime();
                System.out.println("running " + name(test));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            run++;
            skipped++;
            System.out.println("[WARNING]   " + name(test) + " skipped: " + reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            Throwable why = result.getThrowable().orElse(null);
            switch (result.getStatus()) {
                case SUCCESSFUL -> run += test.isTest() ? 1 : 0;
                case ABORTED -> {
                    run++;
                    skipped++;
                    String reason = why == null ? "" : why.getMessage();
                    System.out.println("[WARNING]   " + name(test) + " skipped: " + reason);
                }
                case FAILED -> {
                    run++;
                    failures += why instanceof AssertionError ? 1 : 0;
                    errors += why instanceof AssertionError ? 0 : 1;
                    System.out.println("[ERROR]   " + name(test) + ": " + why);
                    report(why);
                }
            }
            if (test.isTest()) {
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                System.out.printf(Locale.ROOT, "  %s in %.1f s%n", result.getStatus(), took.toMillis() / 1000.0);
            }
        }

        private static void report(Throwable why) {
            for (Throwable at = why; at != null; at = at.getCause()) {
                System.out.println(at == why ? "" : "  caused by " + at);
                for (StackTraceElement frame : at.getStackTrace()) {
                    if (!frame.getClassName().startsWith("org.junit.") && !frame.getClassName().startsWith("java.")) {
                        System.out.println("    at " + frame);
                    }
                }
            }
        }

        private static String name(TestIdentifier test) {
            String type = test.getSource().map(source -> switch (source) {
                case MethodSource method -> simple(method.getClassName()) + ".";
                case ClassSource whole -> simple(whole.getClassName()) + ".";
                default -> "";
            }).orElse("");
            return type + test.getDisplayName();
        }

        private static String simple(String className) {
            return className.substring(className.lastIndexOf('.') + 1);
        }

        boolean good() {
            return failures + errors == 0;
        }

        String line() {
            return String.format(Locale.ROOT, "[%s] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d",
                    good() ? "INFO" : "ERROR", run, failures, errors, skipped);
        }
    }
}
