// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the mailboxes in a file or a directory tree. */
public final class MailFolders {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final MailSource source;
    private final List<MailFolder> folders = new ArrayList<>();
    private final Map<Path, List<Path>> messages = new TreeMap<>();

    private MailFolders(MailSource source) {
        this.source = source;
    }

    /**
     * Walks the source's path, without following symbolic links to directories. Reads the first line of files whose
     * name does not tell what they are.
     *
     * @throws IOException when the path is not there or a directory cannot be listed
     */
    public static List<MailFolder> find(MailSource source) throws IOException {
        source.requireReadable();
        MailFolders finder = new MailFolders(source);
        if (Files.isDirectory(source.path())) {
            finder.walk();
        } else if (MboxFile.isMbox(source.path()) || emptied(source.path())) {
            finder.folders.add(new MboxFile(source.name(), source.path(), ""));
        } else {
            finder.folders.add(new MessageFiles(source.name(), source.path().getParent(), "", List.of(source.path()),
                    true));
        }
        // A deletion in a later epoch of an inbox is about messages of earlier ones, so the order counts.
        finder.folders.sort(Comparator.comparing(folder -> padded(folder.path())));
        return List.copyOf(finder.folders);
    }

    /** The path with its numbers made equally long, so that 10.git comes after 9.git. */
    private static String padded(String path) {
        return NUMBER.matcher(path).replaceAll(number -> "0".repeat(Math.max(0, 18 - number.group().length()))
                + number.group());
    }

    /** A mailbox without mail is empty; nothing tells it from any other file then, except a name that says .eml. */
    private static boolean emptied(Path file) throws IOException {
        return Files.size(file) == 0 && !file.toString().endsWith(".eml");
    }

    private void walk() throws IOException {
        Files.walkFileTree(source.path(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return enter(directory);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // A link to a file is as good as the file; links to directories could lead in circles.
                boolean regular = attributes.isRegularFile()
                        || attributes.isSymbolicLink() && Files.isRegularFile(file);
                if (regular && !file.getFileName().toString().startsWith(".")) {
                    file(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        messages.forEach((directory, files) -> {
            files.sort(Comparator.comparingLong(MailFolders::number).thenComparing(Comparator.naturalOrder()));
            folders.add(new MessageFiles(source.name(), directory, relative(directory), files, false));
        });
    }

    private FileVisitResult enter(Path directory) {
        String name = directory.getFileName() == null ? "" : directory.getFileName().toString();
        Path parent = directory.getParent();
        if (parent != null && MaildirFolder.isMaildir(parent) && List.of("cur", "new", "tmp").contains(name)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (GitInbox.isRepository(directory)) {
            // all.git of a version 2 inbox holds no messages of its own, it only refers to the epochs.
            if (!name.equals("all.git")) {
                folders.add(new GitInbox(source.name(), directory, relative(directory)));
            }
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (MaildirFolder.isMaildir(directory)) {
            String path = relative(directory);
            folders.add(new MaildirFolder(source.name(), directory, path.isEmpty() ? "cur" : path + "/cur"));
        }
        // The indexes of public-inbox and notmuch lie among the mail.
        return name.matches("xap\\d+|\\.notmuch") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    private void file(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean message = number(file) != Long.MAX_VALUE || name.endsWith(".eml");
        if (name.endsWith(".sqlite3") || name.endsWith(".lock") || name.startsWith("msgmap.sqlite3")) {
            return;
        }
        if (!message && (name.contains(".mbox") || isMbox(file))) {
            folders.add(new MboxFile(source.name(), file, relative(file)));
        } else if (message || !MaildirFolder.isMaildir(file.getParent())) {
            // What lies beside cur and new is the housekeeping of mail servers and of programs that fetch mail.
            messages.computeIfAbsent(file.getParent(), d -> new ArrayList<>()).add(file);
        }
    }

    private static boolean isMbox(Path file) throws IOException {
        return Files.isReadable(file) && MboxFile.isMbox(file);
    }

    /** The number of an MH message, or the largest number for files that are named otherwise. */
    private static long number(Path file) {
        String name = file.getFileName().toString();
        return name.length() <= 18 && name.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(name)
                : Long.MAX_VALUE;
    }

    private String relative(Path file) {
        return source.path().relativize(file).toString().replace('\t', ' ').replace('\n', ' ');
    }
}
