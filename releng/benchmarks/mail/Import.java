// SPDX-License-Identifier: EPL-2.0
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.ImportMonitor;
import org.barscope.mail.index.MailArchive;

/** Imports a source into an index and prints how many messages there are. With --check the index is verified too. */
final class Import {

    public static void main(String[] arguments) throws Exception {
        try (MailArchive archive = MailArchive.open(Path.of(arguments[0]))) {
            archive.importFrom(Path.of(arguments[1]), Optional.of("mail"), ImportMonitor.NONE);
            if (arguments.length > 2) {
                List<String> wrong = archive.check();
                if (!wrong.isEmpty()) {
                    throw new IllegalStateException(wrong.getFirst());
                }
            }
            try (ArchiveView view = archive.view()) {
                System.out.println("messages " + view.size());
            }
        }
    }
}
