// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.barscope.linux.libc.Architecture;

/** The golden file: what a C compiler makes of the headers; its own comments describe the format. */
final class Golden {
    private Golden() {
    }

    /** A line of the file. */
    sealed interface Entry {
        /** {@return the header that has it} */
        String header();

        /** {@return what it is called, unique in the file} */
        String name();

        /** {@return the headers from which on it is there with this value, as a number like 601 for 6.1} */
        int since();

        /** {@return a C expression that is true when the header agrees} */
        String assertion();
    }

    /** A macro or an enumerator. */
    record Constant(String header, String name, long value, int since, Optional<Architecture> architecture)
            implements Entry {
        @Override
        public String assertion() {
            return "(long long)(" + name + ") == " + value + "LL";
        }
    }

    /** The size of a structure. */
    record Size(String header, String struct, long bytes, int since) implements Entry {
        @Override
        public String name() {
            return "struct " + struct;
        }

        @Override
        public String assertion() {
            return "sizeof(struct " + struct + ") == " + bytes;
        }
    }

    /** A member of a structure; of 0 bytes when it is an array without a length. */
    record Member(String header, String struct, String member, long offset, long bytes, int since) implements Entry {
        @Override
        public String name() {
            return "struct " + struct + "." + member;
        }

        @Override
        public String assertion() {
            String where = "offsetof(struct " + struct + ", " + member + ") == " + offset;
            return bytes == 0 ? where
                    : where + " && sizeof(((struct " + struct + " *)0)->" + member + ") == " + bytes;
        }
    }

    static List<Entry> entries() throws IOException {
        try (InputStream file = Golden.class.getResourceAsStream("golden.txt")) {
            if (file == null) {
                throw new IOException("golden.txt is not beside the tests");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> entry(line.split(" "))).toList();
        }
    }

    private static Entry entry(String[] words) {
        return switch (words[0]) {
            case "const" -> new Constant(words[1], words[2], Long.decode(words[3]), version(words[4]),
                    words.length < 6 ? Optional.empty()
                            : Optional.of(Architecture.valueOf(words[5].toUpperCase(Locale.ROOT))));
            case "size" -> new Size(words[1], words[2], Long.parseLong(words[3]), version(words[4]));
            case "field" -> new Member(words[1], words[2], words[3], Long.parseLong(words[4]),
                    words[5].equals("-") ? 0 : Long.parseLong(words[5]), version(words[6]));
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }

    private static int version(String text) {
        int dot = text.indexOf('.');
        return Integer.parseInt(text.substring(0, dot)) * 100 + Integer.parseInt(text.substring(dot + 1));
    }
}
