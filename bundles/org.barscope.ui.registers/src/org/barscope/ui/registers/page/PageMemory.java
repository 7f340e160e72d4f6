// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.ui.registers.outline.Outline;
import org.barscope.ui.registers.outline.Row;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.ui.IMemento;

/** What a register page should look like when its region is opened again. */
record PageMemory(IMemento memory) {

    static final String INTERVAL = "interval";
    private static final String FILTER = "filter";
    private static final String CHANGED = "changedOnly";
    private static final String NOT_AT_RESET = "notAtResetOnly";
    private static final String TREE_SHARE = "treeShare";
    private static final String EXPANDED = "expanded";
    private static final String SELECTED = "selected";
    private static final int MOST_EXPANDED = 500;
    private static final int WHOLE = 1000;

    void save(RegisterToolBar tools, SashForm sash, Outline outline, Optional<Row> selected) {
        memory.putString(FILTER, tools.filter());
        memory.putBoolean(CHANGED, tools.changedOnly());
        memory.putBoolean(NOT_AT_RESET, tools.notAtResetOnly());
        int[] weights = sash.getWeights();
        memory.putInteger(TREE_SHARE, WHOLE * weights[0] / (weights[0] + weights[1]));
        if (outline != null) {
            List<String> paths = new ArrayList<>();
            expanded(outline.shown(), paths);
            memory.putString(EXPANDED, String.join("\n", paths));
        }
        selected.ifPresent(row -> memory.putString(SELECTED, row.path()));
    }

    private static void expanded(List<Row> rows, List<String> paths) {
        for (Row row : rows) {
            if (row.expanded() && paths.size() < MOST_EXPANDED) {
                paths.add(row.path());
                expanded(row.shown(), paths);
            }
        }
    }

    void restore(RegisterToolBar tools, SashForm sash) {
        String filter = memory.getString(FILTER);
        tools.filter(filter == null ? "" : filter, Boolean.TRUE.equals(memory.getBoolean(CHANGED)),
                Boolean.TRUE.equals(memory.getBoolean(NOT_AT_RESET)));
        Integer share = memory.getInteger(TREE_SHARE);
        if (share != null && share > 0 && share < WHOLE) {
            sash.setWeights(share, WHOLE - share);
        }
    }

    void restore(Outline outline) {
        String paths = memory.getString(EXPANDED);
        if (paths != null) {
            outline.shown().forEach(row -> row.expanded(false));
            paths.lines().forEach(path -> outline.row(path).ifPresent(row -> row.expanded(true)));
        }
    }

    Optional<Duration> interval() {
        return Optional.ofNullable(memory.getInteger(INTERVAL)).filter(millis -> millis > 0).map(Duration::ofMillis);
    }

    Optional<String> selected() {
        return Optional.ofNullable(memory.getString(SELECTED));
    }
}
