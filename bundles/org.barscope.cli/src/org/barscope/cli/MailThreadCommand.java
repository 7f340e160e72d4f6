// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.thread.MailThread;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.mail.thread.ThreadNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail thread ID}: a conversation as a tree. */
@Command(name = "thread", mixinStandardHelpOptions = true,
        description = "Shows the whole thread of a message as a tree, the message itself marked with >.",
        footerHeading = "%nJSON:%n",
        footer = {"  id, messages, roots: [{id, message (as in 'mail search', or null when the archive",
            "    does not have it), answers: [...]}]"})
final class MailThreadCommand implements Callable<Integer> {

    /** Trees deeper than this are not indented further: there would be no room for the text. */
    private static final int DEEPEST_INDENT = 12;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "ID", description = "The Message-ID of any message of it, or a link to one.")
    private String id;

    @Option(names = "--ids", description = "Print the Message-IDs too.")
    private boolean ids;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private String wanted;

    @Override
    public Integer call() throws MailException, MailProblem {
        wanted = MailCommand.id(id);
        try (ArchiveView view = mail.view()) {
            MailThread thread = view.thread(wanted);
            if (thread.roots().isEmpty()) {
                MailCommand.message(view, id);
            }
            if (json) {
                Json.print(spec.commandLine().getOut(), out -> write(out, thread));
            } else {
                PrintWriter out = spec.commandLine().getOut();
                List<MessageSummary> messages = thread.messages();
                out.println(ImportDisplay.count(messages.size(), "message") + " by "
                        + messages.stream().map(m -> m.from().email()).distinct().count() + " people");
                for (ThreadNode root : thread.roots()) {
                    print(out, root, Optional.empty(), "", "", 0);
                }
            }
            return ExitCode.OK;
        }
    }

    /**
     * @param before what stands before the branch of this node
     * @param branch what leads to this node
     */
    private void print(PrintWriter out, ThreadNode node, Optional<ThreadNode> parent, String before, String branch,
            int depth) {
        Terminal terminal = mail.terminal();
        String mark = node.messageId().equals(wanted) ? ">" : " ";
        String start = MailText.minute(node.message().flatMap(MessageSummary::date)) + " " + mark + " ";
        String who = node.message().map(m -> MailText.person(m.from())).orElse("(not in the archive)");
        String subject = subject(node, parent);
        String end = ids ? "  <" + Terminal.plain(node.messageId()) + ">" : "";
        int room = terminal.columns() == Terminal.ENDLESS || ids ? Terminal.ENDLESS
                : Math.max(10, terminal.columns() - (start + before + branch + who).length() - 2);
        String text = terminal.style(who, node.messageId().equals(wanted) ? Terminal.Style.MARK : Terminal.Style.CYAN)
                + (subject.isEmpty() ? "" : "  " + Terminal.cut(subject, room));
        out.println(terminal.style(start + before + branch, Terminal.Style.DIM) + text
                + terminal.style(end, Terminal.Style.DIM));
        boolean deep = depth >= DEEPEST_INDENT;
        String under = branch.isEmpty() ? before : before + (branch.startsWith("└") ? "   " : "│  ");
        List<ThreadNode> answers = node.children();
        for (int i = 0; i < answers.size(); i++) {
            String next = i == answers.size() - 1 ? "└─ " : "├─ ";
            print(out, answers.get(i), Optional.of(node), deep ? before : under, next, depth + 1);
        }
    }

    /** The subject, unless it only says again what the message above says. */
    private static String subject(ThreadNode node, Optional<ThreadNode> parent) {
        if (node.message().isEmpty()) {
            return "<" + Terminal.plain(node.messageId()) + ">";
        }
        MessageSummary message = node.message().get();
        PatchSubject own = message.patch();
        boolean repeats = own.reply() && parent.flatMap(ThreadNode::message)
                .map(MessageSummary::patch).filter(above -> above.key().equals(own.key())
                        && above.index() == own.index() && above.version() == own.version()).isPresent();
        return repeats ? "" : MailText.subject(message);
    }

    private void write(JsonGenerator json, MailThread thread) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", wanted);
        json.writeNumberField("messages", thread.messages().size());
        json.writeArrayFieldStart("roots");
        for (ThreadNode root : thread.roots()) {
            write(json, root);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ThreadNode node) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", node.messageId());
        if (node.message().isPresent()) {
            json.writeFieldName("message");
            MailJson.write(json, node.message().get());
        } else {
            json.writeNullField("message");
        }
        json.writeArrayFieldStart("answers");
        for (ThreadNode answer : node.children()) {
            write(json, answer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
