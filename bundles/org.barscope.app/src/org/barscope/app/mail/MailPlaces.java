// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.nio.file.Path;

/**
 * Where mail is kept: the index, what was fetched, and the saved searches. Nothing is created by asking.
 *
 * @param home the directory all of it is in, absolute
 */
public record MailPlaces(Path home) {

    /** Makes the path absolute. */
    public MailPlaces {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * The places of this user, after the XDG Base Directory specification: {@code barscope/mail} in
     * {@code $XDG_DATA_HOME}, which is {@code ~/.local/share} unless set to an absolute path. The system property
     * {@code barscope.mail.home} names another directory.
     */
    public static MailPlaces ofUser() {
        String home = System.getProperty("barscope.mail.home", "");
        if (!home.isBlank()) {
            return new MailPlaces(Path.of(home));
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data != null && data.startsWith("/") ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return new MailPlaces(base.resolve("barscope").resolve("mail"));
    }

    /** The search index. */
    public Path index() {
        return home.resolve("index");
    }

    /** Threads and search results fetched over HTTP, a directory each. */
    public Path fetched() {
        return home.resolve("fetched");
    }

    /** Copies of whole archives that git keeps up to date, a directory each. */
    public Path mirrors() {
        return home.resolve("mirrors");
    }

    /** The file with the saved searches. */
    public Path searches() {
        return home.resolve("searches");
    }

    /** The file that says where fetched sources come from. */
    Path origins() {
        return home.resolve("origins");
    }
}
