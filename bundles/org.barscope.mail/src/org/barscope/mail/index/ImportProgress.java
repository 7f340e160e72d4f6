// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Duration;
import java.util.Optional;

/**
 * How far an import is.
 *
 * @param source    the name of the source being read
 * @param done      messages looked at since the import began, known ones included
 * @param expected  messages there are to look at, as far as known by now; 0 while nothing is known
 * @param perSecond messages per second since the import began
 * @param left      the time the rest will take at that rate; empty while it cannot be told
 */
public record ImportProgress(String source, long done, long expected, double perSecond, Optional<Duration> left) {
}
