// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The files of one directory that each hold one message: an MH folder, or .eml files. Or a single such file. */
public final class MessageFiles implements MailFolder {

    private final String source;
    private final Path directory;
    private final String path;
    private final List<Path> files;
    private final boolean single;

    /**
     * Names the files; nothing is read yet.
     *
     * @param directory where they are
     * @param path      the directory's place in the source
     * @param files     in the order to read them
     * @param single    whether the source is just the one file, whose locations then carry no file name
     */
    public MessageFiles(String source, Path directory, String path, List<Path> files, boolean single) {
        this.source = source;
        this.directory = directory;
        this.path = path;
        this.files = List.copyOf(files);
        this.single = single;
    }

    @Override
    public String kind() {
        return single ? "message" : "message files";
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void scan(ScanSink sink) throws IOException {
        sink.beginFull(path);
        sink.expect(files.size());
        for (Path file : files) {
            if (sink.cancelled()) {
                return;
            }
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (IOException e) {
                sink.unreadable(new Location(source, path, 0, -1, name(file)), reason(e));
                continue;
            }
            // MH renumbers files, so a name alone does not identify a message.
            String stamp = Long.toString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), 36);
            Location location = new Location(source, path, 0, attributes.size(), name(file) + '/' + stamp);
            if (!sink.known(location)) {
                give(file, location, sink);
            }
        }
        sink.endFull();
    }

    private String name(Path file) {
        return file.getFileName().toString().replace('\t', ' ').replace('\n', ' ');
    }

    /** Reads a file into the sink, or tells why it cannot. */
    static void give(Path file, Location location, ScanSink sink) throws IOException {
        byte[] raw;
        try {
            if (Files.size(file) > MboxReader.LONGEST) {
                sink.unreadable(location, "longer than " + (MboxReader.LONGEST >> 20) + " MiB");
                return;
            }
            raw = Files.readAllBytes(file);
        } catch (IOException e) {
            sink.unreadable(location, reason(e));
            return;
        }
        sink.message(location, raw);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "the file disappeared while it was being read";
            case AccessDeniedException denied -> "no permission to read the file";
            default -> "the file cannot be read: " + e.getMessage();
        };
    }

    @Override
    public byte[] read(Location location) throws IOException {
        int slash = location.tag().lastIndexOf('/');
        String name = slash < 0 ? location.tag() : location.tag().substring(0, slash);
        return Files.readAllBytes(single ? files.getFirst() : directory.resolve(name));
    }
}
