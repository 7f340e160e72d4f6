// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.library;

import java.util.Optional;

import org.barscope.app.mail.MailOrigin;

/** What can be done to the library that takes a while. */
public sealed interface MailTask {

    /** The task for the user, as a title. */
    String title();

    /**
     * Import a source.
     *
     * @param origin where from
     * @param name   what to call it; empty for a name made of the origin
     */
    record Import(MailOrigin origin, Optional<String> name) implements MailTask {
        @Override
        public String title() {
            return "Import of " + name.orElseGet(origin::defaultName);
        }
    }

    /** Look for new mail in all sources. */
    record Update() implements MailTask {
        @Override
        public String title() {
            return "Update of mail";
        }
    }

    /**
     * Look for new mail in one source.
     *
     * @param name which
     */
    record UpdateOne(String name) implements MailTask {
        @Override
        public String title() {
            return "Update of " + name;
        }
    }

    /**
     * Take a source out of the index.
     *
     * @param name which
     */
    record Forget(String name) implements MailTask {
        @Override
        public String title() {
            return "Removal of " + name;
        }
    }
}
