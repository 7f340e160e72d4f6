// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

/**
 * A condition became true.
 *
 * @param watch     of which watch
 * @param condition which
 * @param sample    with which sample
 */
public record WatchTrigger(Watch watch, WatchCondition condition, Sample sample) {
}
