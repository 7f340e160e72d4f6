// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.barscope.mail.index.MailException;
import org.barscope.mail.source.MailSource;

/** Where the mail of a source comes from. */
public sealed interface MailOrigin {

    /** A file or directory on this computer. */
    record Files(Path path) implements MailOrigin {
        /** Makes the path absolute. */
        public Files {
            path = path.toAbsolutePath().normalize();
        }

        @Override
        public String text() {
            return path.toString();
        }

        @Override
        public String defaultName() {
            return MailSource.nameFor(path);
        }
    }

    /**
     * One thread of a public-inbox server.
     *
     * @param inbox     the address of the inbox, ending in a slash
     * @param messageId of any message of the thread
     */
    record Thread(URI inbox, String messageId) implements MailOrigin {
        @Override
        public String text() {
            return inbox + encode(messageId).replace("%40", "@") + "/T/";
        }

        @Override
        public String defaultName() {
            return "thread " + messageId;
        }
    }

    /**
     * What a search of a public-inbox server finds.
     *
     * @param inbox   the address of the inbox, ending in a slash
     * @param query   in the language of public-inbox
     * @param threads whether the whole threads of what is found come along
     */
    record Search(URI inbox, String query, boolean threads) implements MailOrigin {
        @Override
        public String text() {
            return inbox + "?q=" + encode(query) + "&x=m" + (threads ? "&t=1" : "");
        }

        @Override
        public String defaultName() {
            return "search " + query.replaceAll("\\s+", " ").strip();
        }
    }

    /**
     * A whole public-inbox archive, kept by git.
     *
     * @param inbox the address, ending in a slash
     */
    record Mirror(URI inbox) implements MailOrigin {
        @Override
        public String text() {
            return inbox.toString();
        }

        @Override
        public String defaultName() {
            String[] parts = inbox.getPath().split("/");
            return parts.length == 0 || parts[parts.length - 1].isBlank() ? inbox.getHost() : parts[parts.length - 1];
        }
    }

    /** As it can be typed; {@link #parse} gives the same origin for it. */
    String text();

    /** What to call a source from here when the user does not say. */
    String defaultName();

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Reads what a user typed or pasted: a path, or an address of a public-inbox server such as lore. The address of a
     * message or thread ({@code …/ID/}, {@code …/ID/T/}, {@code …/ID/t.mbox.gz}) means its thread, one with
     * {@code ?q=} a search, any other the whole archive.
     *
     * @throws MailException when it is neither
     */
    static MailOrigin parse(String typed) throws MailException {
        String text = typed.strip();
        if (!text.matches("(?i)https?://.*")) {
            return path(text);
        }
        try {
            URI address = new URI(text.replace("<", "%3C").replace(">", "%3E").replace("\"", "%22")
                    .replace(" ", "%20"));
            if (address.getHost() == null) {
                throw new MailException("\"" + typed + "\" is no address of a mail archive: it names no server.");
            }
            return address(address);
        } catch (URISyntaxException e) {
            throw new MailException("\"" + typed + "\" is no address of a mail archive: " + e.getReason() + ".", e);
        } catch (IllegalArgumentException e) {
            throw new MailException("\"" + typed + "\" is no address of a mail archive: " + e.getMessage() + ".", e);
        }
    }

    private static MailOrigin path(String text) throws MailException {
        if (text.isEmpty()) {
            throw new MailException("A source of mail is a path or an address; nothing was given.");
        }
        if (text.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*")) {
            throw new MailException("\"" + text + "\" cannot be fetched: mail comes from a path, or from an address "
                    + "that starts with http:// or https://.");
        }
        try {
            return new Files(Path.of(text));
        } catch (InvalidPathException e) {
            throw new MailException("\"" + text + "\" is no path: " + e.getReason() + ".", e);
        }
    }

    private static MailOrigin address(URI address) {
        List<String> parts = new ArrayList<>(Arrays.stream(address.getRawPath().split("/"))
                .filter(part -> !part.isEmpty()).toList());
        String query = parameter(address, "q");
        if (!query.isBlank()) {
            return new Search(inbox(address, parts), query, !parameter(address, "t").isEmpty());
        }
        if (!parts.isEmpty() && Set.of("T", "t", "raw", "t.mbox.gz", "t.atom", "R").contains(parts.getLast())
                && parts.size() > 1) {
            parts.removeLast();
            return new Thread(inbox(address, parts.subList(0, parts.size() - 1)), decode(parts.getLast()));
        }
        if (parts.size() > 1 && decode(parts.getLast()).indexOf('@') > 0) {
            return new Thread(inbox(address, parts.subList(0, parts.size() - 1)), decode(parts.getLast()));
        }
        return new Mirror(inbox(address, parts));
    }

    private static URI inbox(URI address, List<String> parts) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority() + "/"
                + (parts.isEmpty() ? "" : String.join("/", parts) + "/"));
    }

    private static String parameter(URI address, String name) {
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        for (String pair : query.split("[&;]")) {
            if (pair.startsWith(name + "=")) {
                return decode(pair.substring(name.length() + 1).replace("+", "%20"));
            }
        }
        return "";
    }

    private static String decode(String text) {
        // A plus sign is itself in a path; only forms write it for a blank.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
