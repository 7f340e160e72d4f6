// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.restart;

import java.nio.file.Path;
import java.util.List;

/** What the first session arranges and the second finds. */
public final class Arrangement {

    /** A view that the perspective shows, and the first session closes. */
    public static final String CLOSED_VIEW = "org.eclipse.ui.views.ProgressView";
    /** The device whose nodes are expanded: its group, and its address. */
    public static final List<String> EXPANDED = List.of("IOMMU group 10", "0000:01:00.0");
    /** A group that is collapsed, although it is not by itself. */
    public static final String COLLAPSED = "IOMMU group 11";
    /** The editors, in order. */
    public static final List<String> EDITORS = List.of("01:00.0 bar0 (demo)", "02:00.0 config (demo)");

    /** A bookmark on a range of the second editor's region. */
    public static final String BOOKMARK = "kept place";
    /** Its comment. */
    public static final String COMMENT = "kept comment";
    /** Where it begins. */
    public static final long BOOKMARK_AT = 0x20;
    /** How long it is. */
    public static final long BOOKMARK_LENGTH = 0x10;
    /** Where the cursor of the second editor stands. */
    public static final long CARET = 0x24;
    /** Where the first row of the second editor begins: neither where the region does, nor at the cursor. */
    public static final long TOP = 0x10;
    /** How many bytes a cell of the second editor shows. */
    public static final int CELL = 4;
    /** How often the second editor reads. */
    public static final String INTERVAL = "500 ms";

    private Arrangement() {
    }

    /** A saved machine that is open. */
    public static Path savedMachine() {
        return Path.of(System.getProperty("barscope.tests.scratch"), "left-open.barscope");
    }
}
