// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

/**
 * A part of a message that is not its text, or a text part with a file name.
 *
 * @param name        the file name, decoded; empty when none was given
 * @param contentType the media type in lower case, such as {@code application/pdf}
 * @param size        decoded length in bytes
 * @param text        the decoded text of a text attachment; empty for anything else
 */
public record Attachment(String name, String contentType, long size, String text) {
}
