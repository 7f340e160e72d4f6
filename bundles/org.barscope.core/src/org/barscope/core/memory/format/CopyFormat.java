// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import org.barscope.core.memory.inspect.Inspector;

/** The forms in which bytes can be copied. */
public enum CopyFormat {

    /** {@code ed 00 00 01}, sixteen a line; {@code ??} for bytes without a value. */
    HEX("&Hex", CopyFormat::hex),
    /** {@code ed000001}. */
    PLAIN("Hex &Without Blanks", source -> HexFormat.of().formatHex(source.bytes())),
    /** An array of {@code uint8_t}. */
    C("&C Array", source -> "static const uint8_t bytes[" + source.span().length() + "] = {\n"
            + list(source, "0x", "    ", ",\n", ", ") + "\n};\n"),
    /** An array of {@code byte}. */
    JAVA("&Java Array", source -> "static final byte[] BYTES = {\n" + java(source) + "\n};\n"),
    /** An array of {@code u8}. */
    RUST("&Rust Array", source -> "const BYTES: [u8; " + source.span().length() + "] = [\n"
            + list(source, "0x", "    ", ",\n", ", ") + ",\n];\n"),
    /** A {@code bytes} literal. */
    PYTHON("&Python Bytes", source -> "data = bytes.fromhex(\n" + python(source) + "\n)\n"),
    /** Base64, RFC 4648 section 4, without line breaks. */
    BASE64("&Base64", source -> Base64.getEncoder().encodeToString(source.bytes())),
    /** {@code 0x1040: 0x010000ed}, one 32-bit word a line; {@code ??} for a word without a value. */
    U32_LIST("&u32 List with Addresses", CopyFormat::words),
    /** Commands that read the same words: {@code devmem 0xfea01040 32}. Words without a value are left out. */
    DEVMEM("&devmem Commands", source -> devmem(source, "devmem")),
    /** The same for machines that have BusyBox: {@code busybox devmem 0xfea01040 32}. */
    BUSYBOX("busybo&x devmem Commands", source -> devmem(source, "busybox devmem"));

    private static final int WORD = 4;
    private static final int ROW = 16;
    private static final int ARRAY_ROW = 12;

    private final String label;
    private final Function<CopySource, String> format;

    CopyFormat(String label, Function<CopySource, String> format) {
        this.label = label;
        this.format = format;
    }

    /** For menus, with a mnemonic. */
    public String label() {
        return label;
    }

    /**
     * The text.
     *
     * @throws IllegalArgumentException when it cannot be written in this form, above all because bytes have no value;
     *         the message is for the user
     */
    public String of(CopySource source) {
        return format.apply(source);
    }

    private static String hex(CopySource source) {
        StringBuilder text = new StringBuilder();
        for (long at = source.span().offset(); at < source.span().end(); at++) {
            long index = at - source.span().offset();
            if (index > 0) {
                text.append(index % ROW == 0 ? '\n' : ' ');
            }
            text.append(source.has(at) ? HexFormat.of().toHexDigits((byte) source.snapshot().byteAt(at)) : "??");
        }
        return text.toString();
    }

    private static String list(CopySource source, String prefix, String indent, String row, String between) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = source.bytes();
        for (int i = 0; i < bytes.length; i++) {
            text.append(i == 0 ? indent : i % ARRAY_ROW == 0 ? row + indent : between);
            text.append(prefix).append(HexFormat.of().toHexDigits(bytes[i]));
        }
        return text.toString();
    }

    private static String java(CopySource source) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = source.bytes();
        for (int i = 0; i < bytes.length; i++) {
            text.append(i == 0 ? "    " : i % ARRAY_ROW == 0 ? ",\n    " : ", ");
            text.append(bytes[i] < 0 ? "(byte) 0x" : "0x").append(HexFormat.of().toHexDigits(bytes[i]));
        }
        return text.toString();
    }

    private static String python(CopySource source) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = source.bytes();
        for (int i = 0; i < bytes.length; i += 2 * ROW) {
            int end = Math.min(bytes.length, i + 2 * ROW);
            text.append(i == 0 ? "" : "\n").append("    \"").append(HexFormat.of().formatHex(bytes, i, end))
                    .append('"');
        }
        return text.toString();
    }

    private static String words(CopySource source) {
        StringBuilder text = new StringBuilder();
        for (long at = firstWord(source); at < source.span().end(); at += WORD) {
            text.append("0x").append(Long.toHexString(source.bus().orElse(0) + at)).append(": ")
                    .append(word(source, at)).append('\n');
        }
        return text.toString();
    }

    private static String devmem(CopySource source, String command) {
        long bus = source.bus().orElseThrow(() -> new IllegalArgumentException(source.name()
                + " has no bus address, which " + command + " needs"));
        StringBuilder text = new StringBuilder();
        for (long at = firstWord(source); at < source.span().end(); at += WORD) {
            String word = word(source, at);
            // A word that is not read here for a reason is no word for a command to read elsewhere.
            if (!word.startsWith("?")) {
                text.append(command).append(" 0x").append(Long.toHexString(bus + at)).append(" 32    # ").append(word)
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static long firstWord(CopySource source) {
        return source.span().offset() & -(long) WORD;
    }

    private static String word(CopySource source, long at) {
        byte[] bytes = new byte[WORD];
        for (int i = 0; i < WORD; i++) {
            if (!source.has(at + i)) {
                return "????????";
            }
            bytes[i] = (byte) source.snapshot().byteAt(at + i);
        }
        return "0x" + HexFormat.of().toHexDigits((int) Inspector.value(bytes, WORD, source.order()));
    }
}
