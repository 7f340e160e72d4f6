// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path root;
    private final RecordingSink sink = new RecordingSink();

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String mail(String subject) {
        return "Subject: " + subject + "\n\nx\n";
    }

    private void scan() throws IOException {
        sink.next();
        for (MailFolder folder : MailFolders.find(new MailSource("s", root))) {
            folder.scan(sink);
        }
    }

    @Test
    void findsEveryFormInATree() throws IOException {
        write("inbox/cur/1.a:2,S", mail("maildir"));
        write("inbox/new/2.a", mail("new"));
        Files.createDirectories(root.resolve("inbox/tmp"));
        write("inbox/.sub/cur/3.a:2,", mail("sub"));
        Files.createDirectories(root.resolve("inbox/.sub/new"));
        write("mh/1", mail("mh"));
        write("mh/.mh_sequences", "cur: 1");
        write("loose.eml", mail("eml"));
        write("box", "From a Tue May  5 08:50:58 2026\nSubject: mbox\n\nx\n");
        scan();
        assertEquals(new TreeSet<>(List.of("maildir", "new", "sub", "mh", "eml", "mbox")), new TreeSet<>(sink.added));
        for (MailFolder folder : MailFolders.find(new MailSource("s", root))) {
            for (Location location : sink.held.values()) {
                if (location.path().equals(folder.path())) {
                    assertTrue(sink.added.contains(RecordingSink.subject(folder.read(location))));
                }
            }
        }
    }

    @Test
    void housekeepingAmongTheMailIsNoMail() throws IOException {
        write("inbox/cur/1.a:2,S", mail("maildir"));
        Files.createDirectories(root.resolve("inbox/new"));
        Files.createDirectories(root.resolve("inbox/tmp"));
        write("inbox/dovecot-uidlist", "3 V1 N2\n1 :1.a\n");
        write("inbox/dovecot.index.cache", "\0\1");
        write("inbox/.notmuch/xapian/postlist.glass", "\0\1");
        write("inbox/7", mail("numbered"));
        write("elsewhere/dovecot-uidlist", "not a mail");
        scan();
        assertEquals(List.of("s/elsewhere/dovecot-uidlist", "s/inbox/7", "s/inbox/cur (1.a)"),
                sink.held.values().stream().map(Location::toString).toList());
    }

    @Test
    void followsLinksToFilesButNotInCircles() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("../" + root.getFileName() + "-elsewhere"));
        Path box = Files.writeString(elsewhere.resolve("box.mbox"),
                "From a Tue May  5 08:50:58 2026\nSubject: linked\n\nx\n");
        try {
            Files.createSymbolicLink(root.resolve("link.mbox"), box);
            Files.createSymbolicLink(root.resolve("gone.eml"), root.resolve("nowhere"));
            Files.createSymbolicLink(Files.createDirectories(root.resolve("sub")).resolve("circle"), root);
            scan();
            assertEquals(List.of("linked"), sink.added);
        } finally {
            Files.delete(box);
            Files.delete(elsewhere);
        }
    }

    @Test
    void aRenamedMaildirMessageIsNoChange() throws IOException {
        Path old = write("cur/1.host", mail("a"));
        Files.createDirectories(root.resolve("new"));
        write("new/2.host", mail("b"));
        scan();
        Files.move(old, root.resolve("cur/1.host:2,RS"));
        Files.move(root.resolve("new/2.host"), root.resolve("cur/2.host:2,"));
        Location first = sink.held.values().stream().filter(l -> l.tag().equals("1.host")).findFirst().orElseThrow();
        scan();
        assertEquals(List.of(), sink.added);
        assertEquals(List.of(), sink.removed);
        assertEquals("a", RecordingSink.subject(MailFolders.find(new MailSource("s", root)).getFirst().read(first)));
        Files.delete(root.resolve("cur/1.host:2,RS"));
        scan();
        assertEquals(List.of(first.key()), sink.removed);
        MailFolder folder = MailFolders.find(new MailSource("s", root)).getFirst();
        assertThrows(NoSuchFileException.class, () -> folder.read(first));
    }

    @Test
    void anMhMessageUnderAnotherNumberIsAnotherPlace() throws IOException {
        write("1", mail("a"));
        write("2", mail("b"));
        scan();
        assertEquals(List.of("a", "b"), sink.added);
        Files.delete(root.resolve("1"));
        Files.move(root.resolve("2"), root.resolve("1"));
        scan();
        assertEquals(List.of("b"), sink.added);
        assertEquals(2, sink.removed.size());
    }

    @Test
    void aSingleFileIsASource() throws IOException {
        Path file = write("only.txt", mail("one"));
        List<MailFolder> folders = MailFolders.find(new MailSource("s", file));
        folders.getFirst().scan(sink);
        assertEquals(List.of("one"), sink.added);
        assertEquals("one", RecordingSink.subject(folders.getFirst().read(sink.held.values().iterator().next())));
        assertThrows(NoSuchFileException.class, () -> MailFolders.find(new MailSource("s", root.resolve("no"))));
    }

    @Test
    void aLocationSurvivesItsKey() {
        Location location = new Location("s", "a/b", 12, 34, "t");
        assertEquals(location, Location.ofKey(location.key()));
        assertThrows(IllegalArgumentException.class, () -> Location.ofKey("x"));
        assertThrows(IllegalArgumentException.class, () -> new MailSource("a\tb", root));
    }
}
