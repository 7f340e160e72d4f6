// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** Ways of the caret. */
enum CaretMove {
    LEFT, RIGHT, UP, DOWN, ROW_START, ROW_END, PAGE_UP, PAGE_DOWN, FIRST, LAST
}
