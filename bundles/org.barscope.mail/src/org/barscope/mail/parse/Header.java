// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

/**
 * One header field of a message.
 *
 * @param name  the name as written, without the colon
 * @param value unfolded and decoded: RFC 2047 words turned into text, raw 8-bit bytes read as UTF-8 or, when they are
 *              not UTF-8, as windows-1252
 */
public record Header(String name, String value) {

    /** Whether this is the field of that name; header names do not differ by case (RFC 5322 section 1.2.2). */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
