// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.Unreadable;
import org.barscope.mail.source.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail unreadable}: what looked like mail and is none. */
@Command(name = "unreadable", mixinStandardHelpOptions = true,
        description = "Lists what could not be read as mail: where it is, and why. With a number from that list: "
                + "prints the bytes.",
        footerHeading = "%nJSON:%n",
        footer = {"  unreadable: [{source, path, offset, length, tag, reason}]",
            "  length is -1 where only the storage knows it."})
final class MailUnreadableCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "N", arity = "0..1", description = "Print the bytes of the Nth in the list.")
    private Integer number;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws MailException, MailProblem {
        mail.view().close();
        List<Unreadable> all = mail.library().archive().unreadable().stream()
                .sorted(Comparator.comparing((Unreadable u) -> u.location().source())
                        .thenComparing(u -> u.location().path()).thenComparing(u -> u.location().offset())
                        .thenComparing(u -> u.location().tag())).toList();
        if (number != null) {
            print(all);
        } else if (json) {
            Json.print(spec.commandLine().getOut(), out -> write(out, all));
        } else {
            for (int i = 0; i < all.size(); i++) {
                spec.commandLine().getOut().println((i + 1) + "  " + MailText.line(all.get(i).location().toString())
                        + ": " + MailText.line(all.get(i).reason()));
            }
        }
        return ExitCode.OK;
    }

    private void print(List<Unreadable> all) throws MailException, MailProblem {
        if (number < 1 || number > all.size()) {
            throw new MailProblem(ExitCode.NOT_FOUND, all.isEmpty() ? "everything could be read as mail"
                    : "there is no number " + number + " in the list, which goes from 1 to " + all.size());
        }
        Location location = all.get(number - 1).location();
        try {
            mail.bytes(mail.library().archive().raw(location));
        } catch (IOException e) {
            throw new MailProblem(ExitCode.FAILED, location + " cannot be read: " + e.getMessage());
        }
    }

    private static void write(JsonGenerator json, List<Unreadable> all) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("unreadable");
        for (Unreadable place : all) {
            json.writeStartObject();
            json.writeStringField("source", place.location().source());
            json.writeStringField("path", place.location().path());
            json.writeNumberField("offset", place.location().offset());
            json.writeNumberField("length", place.location().length());
            json.writeStringField("tag", place.location().tag());
            json.writeStringField("reason", place.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
