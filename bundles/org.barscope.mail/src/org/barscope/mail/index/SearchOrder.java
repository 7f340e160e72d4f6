// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

/** How hits are ordered. */
public enum SearchOrder {
    /** The best first. */
    RELEVANCE,
    /** The newest first. */
    NEWEST,
    /** The oldest first. */
    OLDEST
}
