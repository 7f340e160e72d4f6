// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

/** What a stretch of a message's text is, which decides how it is drawn. */
enum TextRole {
    SUBJECT, HEADER_NAME, HEADER_VALUE, WARNING, QUOTE_ODD, QUOTE_EVEN, DIFF_FILE, DIFF_HUNK, DIFF_ADDED, DIFF_REMOVED,
    TRAILER, SIGNATURE, PLACEHOLDER, LINK, DEAD_LINK, MARK;

    /** Its bit in a set of roles. */
    int bit() {
        return 1 << ordinal();
    }
}
