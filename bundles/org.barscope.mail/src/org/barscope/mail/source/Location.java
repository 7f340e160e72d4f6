// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

/**
 * Where the bytes of one message are.
 *
 * @param source the name of the source
 * @param path   the file, folder or repository inside the source, relative to it; empty when the source is just that
 * @param offset the first byte in the (uncompressed) file; 0 where one file is one message
 * @param length in bytes, as stored; -1 when the storage knows (git)
 * @param tag    what tells this message from others at the same path and offset: a git blob id, a Maildir name, the
 *               name and time of a file, or in an mbox a checksum after an equals sign
 */
public record Location(String source, String path, long offset, long length, String tag) {

    /** What tags start with that are checksums. */
    static final String CHECKSUM = "=";
    private static final char SEPARATOR = '\t';

    /** A text that is the same for the same message in the same place, and for nothing else. */
    public String key() {
        return folderKey(source, path) + offset + SEPARATOR + length + SEPARATOR + tag;
    }

    /** What the keys of all messages of a source start with. */
    public static String sourceKey(String source) {
        return source + SEPARATOR;
    }

    /** What the keys of all messages at a path start with. */
    public static String folderKey(String source, String path) {
        return source + SEPARATOR + path + SEPARATOR;
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException when the text is no key
     */
    public static Location ofKey(String key) {
        String[] parts = key.split("\t", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not the key of a location: " + key);
        }
        return new Location(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[4]);
    }

    /** As people read it: source, path, and what is needed to find the message there. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source);
        if (!path.isEmpty()) {
            text.append('/').append(path);
        }
        int slash = tag.lastIndexOf('/');
        if (slash > 0) {
            // A file that is one message: its name, then its time, which is for programs.
            String name = tag.substring(0, slash);
            return name.equals(source) && path.isEmpty() ? name : text.append('/').append(name).toString();
        }
        if (!tag.isEmpty() && !tag.startsWith(CHECKSUM)) {
            return text.append(" (").append(tag).append(')').toString();
        }
        return text.append(" at byte ").append(offset).toString();
    }
}
