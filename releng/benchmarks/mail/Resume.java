// SPDX-License-Identifier: EPL-2.0
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.ImportMonitor;
import org.barscope.mail.index.MailArchive;

/**
 * Resumes an import of the source given into each index whose directory stands on a line of standard input, and answers
 * with a line: how many messages there are then, or what is wrong. One process for many, as each alone would mostly
 * start a Java runtime.
 */
final class Resume {

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try (MailArchive archive = MailArchive.open(Path.of(line))) {
                archive.importFrom(Path.of(arguments[0]), Optional.of("mail"), ImportMonitor.NONE);
                List<String> wrong = archive.check();
                try (ArchiveView view = archive.view()) {
                    // Both what is counted and what is found.
                    System.out.println(!wrong.isEmpty() ? wrong.getFirst() : view.size() == view.count("") ? view.size()
                            : view.size() + " messages, but " + view.count("") + " found");
                }
            }
        }
    }
}
