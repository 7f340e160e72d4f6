// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Maildir (cur, new, tmp). A message is known by the part of its file name before the flags, so that reading or
 * flagging it in a mail program, which renames the file, is no change.
 */
public final class MaildirFolder implements MailFolder {

    private static final List<String> FOLDERS = List.of("new", "cur");

    private final String source;
    private final Path folder;
    private final String path;
    private final Map<String, Path> found = new ConcurrentHashMap<>();

    /** Names the folder; nothing is read yet. */
    public MaildirFolder(String source, Path folder, String path) {
        this.source = source;
        this.folder = folder;
        this.path = path;
    }

    static boolean isMaildir(Path folder) {
        return Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
    }

    @Override
    public String kind() {
        return "Maildir";
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void scan(ScanSink sink) throws IOException {
        sink.beginFull(path);
        List<Path> all = new ArrayList<>();
        for (String name : FOLDERS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(name))) {
                files.forEach(all::add);
            }
        }
        sink.expect(all.size());
        for (Path file : all) {
            if (sink.cancelled()) {
                return;
            }
            take(file, sink);
        }
        sink.endFull();
    }

    private void take(Path file, ScanSink sink) throws IOException {
        String base = base(file);
        if (base.startsWith(".")) {
            return;
        }
        found.put(base, file);
        Location location = new Location(source, path, 0, -1, base);
        if (!sink.known(location)) {
            MessageFiles.give(file, location, sink);
        }
    }

    private static String base(Path file) {
        String name = file.getFileName().toString();
        int colon = name.indexOf(":2,");
        return colon < 0 ? name : name.substring(0, colon);
    }

    @Override
    public byte[] read(Location location) throws IOException {
        Path known = found.get(location.tag());
        if (known != null && Files.exists(known)) {
            return Files.readAllBytes(known);
        }
        for (String name : FOLDERS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(name))) {
                files.forEach(file -> found.put(base(file), file));
            }
        }
        Path file = found.get(location.tag());
        if (file == null) {
            throw new NoSuchFileException(folder.resolve("cur").resolve(location.tag()).toString(), null,
                    "the message is no longer in the Maildir");
        }
        return Files.readAllBytes(file);
    }
}
