// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import org.barscope.mail.source.Location;

/**
 * A place that holds no message that could be read. Its bytes can be had with {@link MailArchive#raw(Location)}.
 *
 * @param location where
 * @param reason   why, as a sentence
 */
public record Unreadable(Location location, String reason) {
}
