// SPDX-License-Identifier: EPL-2.0
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailArchive;
import org.barscope.mail.index.SearchOptions;

/** Answers queries and threads read from a file: a line for each, and after it the Message-IDs found. */
final class Ask {

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (MailArchive archive = MailArchive.open(Path.of(arguments[0])); ArchiveView view = archive.view()) {
            for (String line : Files.readAllLines(Path.of(arguments[1]))) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String query = line.substring(line.indexOf('\t') + 1);
                TreeSet<String> ids = new TreeSet<>();
                if (line.startsWith("thread\t")) {
                    view.thread(query).messages().forEach(m -> ids.add(m.messageId()));
                } else {
                    view.search(query, SearchOptions.DEFAULT.withLimit(100_000))
                            .hits().forEach(h -> ids.add(h.message().messageId()));
                }
                out.println(line + '\t' + String.join(" ", ids));
            }
        }
        out.flush();
    }
}
