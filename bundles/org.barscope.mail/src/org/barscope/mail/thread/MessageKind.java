// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.thread;

/** What a message is; one message can be several. */
public enum MessageKind {
    /** A patch, not the cover letter of one. */
    PATCH,
    /** The 0/n of a series. */
    COVER,
    /** An answer. */
    REPLY,
    /** A request to pull. */
    PULLREQ,
    /** A request for comments. */
    RFC,
    /** It names no earlier message. */
    ROOT,
    /** It was read only with guesses. */
    BROKEN,
    /** It has an attachment. */
    ATTACHMENT,
    /** It has a diff, not quoted. */
    DIFF
}
