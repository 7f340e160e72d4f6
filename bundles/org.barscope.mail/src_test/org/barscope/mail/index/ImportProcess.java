// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An import as a process of its own, to be killed. Commits after every so many messages, and prints how far it is.
 *
 * <p>Usage: {@code ImportProcess INDEX SOURCE COMMIT_MESSAGES}
 */
final class ImportProcess {

    private ImportProcess() {
    }

    public static void main(String[] arguments) throws MailException {
        try (MailArchive archive = MailArchive.open(Path.of(arguments[0]), Integer.parseInt(arguments[2]))) {
            ImportReport report = archive.importFrom(Path.of(arguments[1]), Optional.of("mail"), new ImportMonitor() {
                private long asked;

                @Override
                public void progress(ImportProgress progress) {
                    // Too seldom to be killed by.
                }

                @Override
                public void committed() {
                    System.out.println("committed");
                }

                @Override
                public boolean cancelled() {
                    if (++asked % 20 == 0) {
                        System.out.println("read " + asked);
                    }
                    return false;
                }
            });
            System.out.println("done " + report.added());
        }
    }
}
