// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One sample of a watch.
 *
 * @param time   when it was read
 * @param value  the value; empty when it could not be read
 * @param marked whether a condition with that action became true with it
 */
public record Sample(Instant time, OptionalLong value, boolean marked) {
}
