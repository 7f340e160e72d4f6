// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

/** A column of the results. */
enum ResultColumn {
    SUBJECT("Subject", 320, true), EXCERPT("Excerpt", 260, true), FROM("From", 110, false), DATE("Date", 96, false),
    LIST("List", 96, false);

    private final String title;
    private final int width;
    private final boolean grows;

    ResultColumn(String title, int width, boolean grows) {
        this.title = title;
        this.width = width;
        this.grows = grows;
    }

    String title() {
        return title;
    }

    int width() {
        return width;
    }

    boolean grows() {
        return grows;
    }
}
