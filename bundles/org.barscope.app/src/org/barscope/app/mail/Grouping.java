// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

/** What the hits of a search are put together by. */
public enum Grouping {
    /** Each message by itself. */
    NONE,
    /** The messages of a thread. */
    THREAD,
    /** All versions of a patch series with the answers to them; what belongs to no series, by thread. */
    SERIES
}
