// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.nio.file.Path;

import org.barscope.core.user.UserFolders;

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
     * The places of this user: {@code mail} in {@link UserFolders#data()}, unless the system property
     * {@code barscope.mail.home} names another directory.
     */
    public static MailPlaces ofUser() {
        String home = System.getProperty("barscope.mail.home", "");
        if (!home.isBlank()) {
            return new MailPlaces(Path.of(home));
        }
        return new MailPlaces(UserFolders.ofUser().data().resolve("mail"));
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
