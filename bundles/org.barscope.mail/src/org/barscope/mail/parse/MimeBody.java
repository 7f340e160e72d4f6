// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** Walks the MIME tree of a message and gathers its text and its attachments. */
final class MimeBody {

    /** Text beyond this is not read: the longest real patches are far shorter. Characters, per message. */
    static final int LONGEST_TEXT = 32 << 20;
    /** Parts nested deeper than this are treated as opaque, so that a hostile message cannot exhaust the stack. */
    private static final int DEEPEST = 40;
    private static final MimeConfig CONFIG = MimeConfig.custom().setMaxLineLen(-1).setMaxHeaderLen(-1)
            .setMaxHeaderCount(-1).setMaxContentLen(-1).build();

    private final StringBuilder text = new StringBuilder();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<String> defects;
    private int wanted = -1;
    private byte[] content;
    private String html;
    private String partHeader = "";

    private MimeBody(List<String> defects) {
        this.defects = defects;
    }

    /** What the walk found. */
    record Result(String text, List<Attachment> attachments) {
    }

    static Result read(HeaderBlock headers, byte[] message, List<String> defects) {
        MimeBody body = new MimeBody(defects);
        String type = headers.raw("Content-Type").orElse("text/plain");
        String encoding = headers.raw("Content-Transfer-Encoding").orElse("7bit").strip().toLowerCase(Locale.ROOT);
        if (type.isBlank() || simple(type, encoding)) {
            // Most list mail: one part, nothing encoded. Skipping the MIME machinery halves the time to read it.
            body.text.append(TextDecoding.decode(message, headers.bodyStart(), message.length,
                    declared(type, defects)));
        } else {
            body.walk(headers, message, type, encoding);
        }
        if (body.text.isEmpty() && body.html != null) {
            body.text.append(HtmlText.of(body.html));
        }
        return new Result(newlines(body.text), List.copyOf(body.attachments));
    }

    /** The decoded bytes of an attachment, by its number in the list; null when there are fewer. */
    static byte[] attachment(HeaderBlock headers, byte[] message, int number) {
        MimeBody body = new MimeBody(new ArrayList<>());
        body.wanted = number;
        body.walk(headers, message, headers.raw("Content-Type").orElse("text/plain"),
                headers.raw("Content-Transfer-Encoding").orElse("7bit").strip().toLowerCase(Locale.ROOT));
        return body.content;
    }

    private static boolean simple(String type, String encoding) {
        return type.regionMatches(true, 0, "text/plain", 0, 10) && !type.toLowerCase(Locale.ROOT).contains("name=")
                && (encoding.equals("7bit") || encoding.equals("8bit") || encoding.equals("binary"));
    }

    private static Charset declared(String type, List<String> defects) {
        int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        String name = type.substring(at + 8).split("[;\\s]", 2)[0].replace("\"", "").replace("'", "");
        return charset(name, defects);
    }

    private static Charset charset(String name, List<String> defects) {
        Charset charset = TextDecoding.charset(name);
        if (charset == null && name != null && !name.isBlank()) {
            defects.add("unknown charset " + name);
        }
        return charset;
    }

    private void walk(HeaderBlock headers, byte[] message, String type, String encoding) {
        // The header lines were read by our own, more forgiving reader; only what MIME needs is handed on.
        String head = "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n"
                + headers.raw("Content-Disposition").map(d -> "Content-Disposition: " + d + "\r\n").orElse("") + "\r\n";
        byte[] prefix = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[prefix.length + message.length - headers.bodyStart()];
        System.arraycopy(prefix, 0, all, 0, prefix.length);
        System.arraycopy(message, headers.bodyStart(), all, prefix.length, message.length - headers.bodyStart());
        MimeTokenStream stream = new MimeTokenStream(CONFIG, DecodeMonitor.SILENT, null);
        stream.setRecursionMode(RecursionMode.M_RECURSE);
        try {
            stream.parse(new ByteArrayInputStream(all));
            tokens(stream);
        } catch (IOException | MimeException | RuntimeException e) {
            // A broken tree: what was read before the break stays, the reader is told, nothing stops.
            defects.add("broken MIME structure: " + reason(e));
            if (text.isEmpty() && html == null) {
                text.append(TextDecoding.decode(message, headers.bodyStart(), message.length, null));
            }
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().lines().findFirst().orElse("");
    }

    private void tokens(MimeTokenStream stream) throws IOException, MimeException {
        int depth = 0;
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_HEADER -> partHeader = "";
                case T_FIELD -> field(stream.getField());
                case T_START_MULTIPART, T_START_MESSAGE -> {
                    if (++depth > DEEPEST) {
                        defects.add("parts nested deeper than " + DEEPEST + " were not read");
                        return;
                    }
                }
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_BODY -> part(stream);
                default -> {
                    // Preamble, epilogue and part boundaries carry nothing to read.
                }
            }
        }
    }

    private void field(Field field) {
        if (field.getName().equalsIgnoreCase("Content-Disposition")) {
            // A name given here is the one meant; that of Content-Type is for old readers (RFC 2183 section 2.3).
            partHeader = "; " + field.getBody() + partHeader;
        } else if (field.getName().equalsIgnoreCase("Content-Type")) {
            partHeader += "; " + field.getBody();
        }
    }

    private void part(MimeTokenStream stream) throws IOException {
        BodyDescriptor descriptor = stream.getBodyDescriptor();
        String type = descriptor.getMimeType() == null ? "text/plain" : descriptor.getMimeType()
                .toLowerCase(Locale.ROOT);
        String name = MimeParameters.fileName(partHeader);
        boolean attached = !name.isEmpty() || partHeader.toLowerCase(Locale.ROOT).startsWith("; attachment");
        byte[] bytes = bytes(stream.getDecodedInputStream());
        if (attachments.size() == wanted && content == null && (attached || !type.startsWith("text/"))) {
            content = bytes;
        }
        if (!type.startsWith("text/")) {
            attachments.add(new Attachment(name, type, bytes.length, ""));
            return;
        }
        Charset charset = declared(partHeader, defects);
        String decoded = TextDecoding.decode(bytes, 0, bytes.length, charset);
        if (attached) {
            attachments.add(new Attachment(name, type, bytes.length, newlines(decoded)));
        } else if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
            html = html == null ? decoded : html;
        } else {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(decoded);
        }
    }

    private byte[] bytes(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST_TEXT);
        if (bytes.length == LONGEST_TEXT && in.read() >= 0) {
            defects.add("a part longer than " + LONGEST_TEXT + " bytes was cut");
            in.skip(Long.MAX_VALUE);
        }
        return bytes;
    }

    /** Lines end with a newline only from here on; a lone carriage return is a blank, NUL is dropped. */
    private static String newlines(CharSequence decoded) {
        String text = decoded.toString();
        if (text.indexOf('\r') < 0 && text.indexOf(0) < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != 0) {
                out.append(c);
            } else if (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                out.append(' ');
            }
        }
        return out.toString();
    }
}
