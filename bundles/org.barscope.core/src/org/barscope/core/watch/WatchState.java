// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a watch has seen so far. Immutable.
 *
 * @param samples    how many times it was read
 * @param value      the latest value; empty before the first, and while it cannot be read
 * @param before     the value before the latest change
 * @param minimum    the smallest, as an unsigned number; empty where values are no numbers
 * @param maximum    the largest, as an unsigned number; empty where values are no numbers
 * @param changes    how often it was different from the sample before
 * @param lastChange when it changed last
 * @param perSecond  by how much it has grown each second over the latest second or so, a wrap at its width counted as
 *                   growth; for counters, and empty where values are no numbers
 * @param problem    why the latest read failed; else empty
 * @param timing     how evenly it is sampled
 * @param running    whether it is being read
 */
public record WatchState(long samples, OptionalLong value, OptionalLong before, OptionalLong minimum,
        OptionalLong maximum, long changes, Optional<Instant> lastChange, OptionalDouble perSecond, String problem,
        Timing timing, boolean running) {
}
