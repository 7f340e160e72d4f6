// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Gathers results, and writes them as Surefire does: a file {@code TEST-CLASS.xml} for each class, and its closing line
 * to the standard output. A class or engine that fails beside its tests counts as one more failed test.
 */
final class SurefireReport implements TestExecutionListener {

    private record Result(String type, String name, double seconds, String outcome, String message, String trace) {
    }

    private static final String PASSED = "";
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final List<Result> results = new ArrayList<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
        if (test.isTest()) {
            System.out.println("running " + type(test) + "." + test.getDisplayName());
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        results.add(new Result(type(test), test.getDisplayName(), 0, "skipped", reason, ""));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest() && result.getStatus() == Status.SUCCESSFUL) {
            return;
        }
        double seconds = (System.nanoTime() - started.get(test.getUniqueId())) / 1e9;
        Throwable why = result.getThrowable().orElse(null);
        String outcome = switch (result.getStatus()) {
            case SUCCESSFUL -> PASSED;
            case ABORTED -> "skipped";
            case FAILED -> why instanceof AssertionError ? "failure" : "error";
        };
        results.add(new Result(type(test), test.getDisplayName(), seconds, outcome,
                why == null ? "" : String.valueOf(why.getMessage()), trace(why)));
        if (why != null) {
            System.out.println("[ERROR]   " + type(test) + "." + test.getDisplayName() + ": " + why);
        }
    }

    private static String type(TestIdentifier test) {
        return test.getSource().map(source -> switch (source) {
            case MethodSource method -> method.getClassName();
            case ClassSource type -> type.getClassName();
            default -> "engine";
        }).orElse("engine");
    }

    private static String trace(Throwable why) {
        StringBuilder text = new StringBuilder();
        for (Throwable at = why; at != null; at = at.getCause()) {
            text.append(at == why ? "" : "Caused by: ").append(at).append('\n');
            for (StackTraceElement frame : at.getStackTrace()) {
                text.append("\tat ").append(frame).append('\n');
            }
        }
        return text.toString();
    }

    private static long count(List<Result> results, String outcome) {
        return results.stream().filter(r -> r.outcome().equals(outcome)).count();
    }

    synchronized void write(Path directory) throws IOException {
        for (Map.Entry<String, List<Result>> type : results.stream()
                .collect(Collectors.groupingBy(Result::type, TreeMap::new, Collectors.toList())).entrySet()) {
            try (Writer file = Files.newBufferedWriter(directory.resolve("TEST-" + type.getKey() + ".xml"))) {
                write(XMLOutputFactory.newInstance().createXMLStreamWriter(file), type.getKey(), type.getValue());
            } catch (XMLStreamException failed) {
                throw new IOException("cannot write the report of " + type.getKey(), failed);
            }
        }
        System.out.printf(Locale.ROOT, "[INFO] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n", results.size(),
                count(results, "failure"), count(results, "error"), count(results, "skipped"));
        System.out.flush();
    }

    private static void write(XMLStreamWriter xml, String type, List<Result> results) throws XMLStreamException {
        xml.writeStartDocument();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", type);
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", Long.toString(count(results, "failure")));
        xml.writeAttribute("errors", Long.toString(count(results, "error")));
        xml.writeAttribute("skipped", Long.toString(count(results, "skipped")));
        xml.writeAttribute("time", seconds(results.stream().mapToDouble(Result::seconds).sum()));
        for (Result result : results) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", type);
            xml.writeAttribute("name", result.name());
            xml.writeAttribute("time", seconds(result.seconds()));
            if (!result.outcome().equals(PASSED)) {
                xml.writeStartElement(result.outcome());
                xml.writeAttribute("message", printable(result.message()));
                xml.writeCharacters(printable(result.trace()));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** XML knows no control characters but these. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
