// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words that may follow {@code is:} and {@code has:}. */
public enum QueryFlag {
    /** A patch, cover letters not included. */
    PATCH("is a patch"),
    /** A cover letter. */
    COVER("is a cover letter"),
    /** An answer to another message. */
    REPLY("is a reply"),
    /** A request to pull a branch. */
    PULLREQ("is a pull request"),
    /** A request for comments. */
    RFC("is an RFC"),
    /** The first message of its thread. */
    ROOT("starts a thread"),
    /** A patch with a Reviewed-by, its own or in an answer. */
    REVIEWED("is reviewed"),
    /** A patch with an Acked-by. */
    ACKED("is acked"),
    /** A patch with a Tested-by. */
    TESTED("is tested"),
    /** A patch or cover letter of which a newer version is known. */
    OBSOLETE("is superseded by a newer version"),
    /** A message that was read only with guesses. */
    BROKEN("was damaged"),
    /** A message with an attachment. */
    ATTACHMENT("has an attachment"),
    /** A message with a diff. */
    DIFF("has a diff");

    private final String words;

    QueryFlag(String words) {
        this.words = words;
    }

    /** The flag as a sentence about a message, without its subject. */
    public String words() {
        return words;
    }

    /** How it is typed. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is asked for with {@code has:}. */
    public boolean isHas() {
        return this == ATTACHMENT || this == DIFF;
    }

    /** The flag typed so. */
    public static Optional<QueryFlag> of(String typed) {
        return Arrays.stream(values()).filter(f -> f.typed().equalsIgnoreCase(typed)).findFirst();
    }
}
