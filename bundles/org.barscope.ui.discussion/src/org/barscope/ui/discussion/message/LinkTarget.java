// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

/** What a link in a message leads to. */
sealed interface LinkTarget {

    /**
     * Another message.
     *
     * @param id  its Message-ID, without angle brackets
     * @param web the address it was given by; empty when only the id was
     */
    record Mail(String id, String web) implements LinkTarget {
    }

    /** A page of the web. */
    record Web(String address) implements LinkTarget {
    }

    /** A commit, by its hash in full or in part. */
    record Commit(String hash) implements LinkTarget {
    }
}
