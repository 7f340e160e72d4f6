// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.Doctor;
import org.barscope.core.backend.Diagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code barscope doctor}: what works on this computer, and what to do about the rest. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Looks at what works on this computer, and says what to do about the rest. Changes nothing.",
        footerHeading = "%nJSON:%n",
        footer = {"  findings: [{subject, level (OK, NOTE or PROBLEM), finding, remedy, how}]",
            "The exit code is 4 when there is a PROBLEM."})
final class DoctorCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Diagnosis> findings = new Doctor(session.machines()).examine();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, generator -> write(generator, findings));
        } else {
            findings.forEach(finding -> print(out, finding));
        }
        boolean broken = findings.stream().anyMatch(f -> f.level() == Diagnosis.Level.PROBLEM);
        return broken ? ExitCode.FAILED : ExitCode.OK;
    }

    private static void print(PrintWriter out, Diagnosis finding) {
        String mark = switch (finding.level()) {
            case OK -> "ok      ";
            case NOTE -> "note    ";
            case PROBLEM -> "PROBLEM ";
        };
        String how = finding.how().isEmpty() ? "" : " [" + finding.how() + "]";
        out.println(mark + finding.subject() + ": " + finding.finding() + how);
        if (!finding.remedy().isEmpty()) {
            out.println("        " + finding.remedy());
        }
    }

    private static void write(JsonGenerator json, List<Diagnosis> findings) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("findings");
        for (Diagnosis finding : findings) {
            json.writeStartObject();
            json.writeStringField("subject", finding.subject());
            json.writeStringField("level", finding.level().name());
            json.writeStringField("finding", finding.finding());
            json.writeStringField("remedy", finding.remedy());
            json.writeStringField("how", finding.how());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
