// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

/** What a stretch of a message's text is. */
public enum SegmentKind {
    /** Written by the sender of this message. */
    NEW,
    /** Repeated from an earlier message, marked with {@code >}. */
    QUOTED,
    /** A unified diff, from its first header line to its last hunk line. */
    DIFF,
    /** Lines such as {@code Reviewed-by: Name <address>} or {@code Fixes: hash}, not quoted. */
    TRAILERS,
    /** What follows the line {@code -- } (dash dash blank), or the footer a list server adds. */
    SIGNATURE
}
