// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

/**
 * A stretch of consecutive lines of one kind.
 *
 * @param kind  what it is
 * @param depth how many quote marks the lines carry, 0 unless quoted
 * @param line  the number of its first line in the text, from 0
 * @param text  the lines as written, each ended with a newline, quote marks included
 */
public record Segment(SegmentKind kind, int depth, int line, String text) {
}
