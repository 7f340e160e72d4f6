// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.barscope.app.mail.SavedSearches.SavedSearch;
import org.barscope.mail.index.Facet;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.StyledString.Styler;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.TextStyle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Beside the results: the saved searches with what is new in them, and what was found counted by list, person, month,
 * kind and state. A click, Enter or Space on a value shows only its hits, and all again when repeated.
 */
final class SidePane {

    /** What is chosen here. */
    interface Chooser {

        /** A value of a facet is to narrow the search, or no longer. */
        void toggle(String clause);

        /** A saved search is to be run. */
        void run(SavedSearch search);
    }

    private static final String SAVED = "Saved Searches";
    private static final int BAR_CELLS = 10;
    private static final Map<String, String> TITLES = Map.of("list", "List", "person", "Person", "month", "Month",
            "kind", "Kind", "state", "State of patches");

    private static final Styler BOLD = new Styler() {
        @Override
        public void applyStyles(TextStyle style) {
            style.font = JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT);
        }
    };

    private final TreeViewer viewer;
    private final Chooser chooser;
    private final Set<Object> folded = new HashSet<>();
    private SideNode.Heading saved = new SideNode.Heading(SAVED, List.of());
    private List<SideNode> facets = List.of();

    SidePane(Composite parent, Chooser chooser) {
        this.chooser = chooser;
        viewer = new TreeViewer(parent, SWT.SINGLE | SWT.H_SCROLL | SWT.V_SCROLL);
        Tree tree = viewer.getTree();
        QueryBox.name(tree, "Saved searches and filters");
        viewer.setContentProvider(new Content());
        viewer.setLabelProvider(new Labels());
        tree.addListener(SWT.MouseUp, this::clicked);
        tree.addListener(SWT.Collapse, event -> folded.add(event.item.getData()));
        tree.addListener(SWT.Expand, event -> folded.remove(event.item.getData()));
        tree.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR || event.character == ' ') {
                event.doit = false;
                choose(viewer.getStructuredSelection().getFirstElement());
            }
        });
    }

    private void clicked(Event event) {
        TreeItem item = viewer.getTree().getItem(new Point(event.x, event.y));
        if (event.button == 1 && event.count == 1 && item != null) {
            choose(item.getData());
        }
    }

    private void choose(Object node) {
        switch (node) {
            case SideNode.Value value -> chooser.toggle(value.value().query());
            case SideNode.Saved search -> chooser.run(search.search());
            case null, default -> {
            }
        }
    }

    /** Shows the counts of a search. */
    void show(List<Facet> counted, List<String> clauses) {
        List<SideNode> headings = new ArrayList<>();
        for (Facet facet : counted) {
            long largest = facet.values().stream().mapToLong(Facet.Value::count).max().orElse(1);
            List<SideNode> values = new ArrayList<>(facet.values().stream().<SideNode>map(value -> new SideNode.Value(
                    value, (double) value.count() / largest, clauses.contains(value.query()))).toList());
            if (facet.name().equals("month")) {
                values = values.reversed();
            }
            if (!values.isEmpty()) {
                headings.add(new SideNode.Heading(TITLES.getOrDefault(facet.name(), facet.name()), values));
            }
        }
        facets = headings;
        refresh();
    }

    /** Shows the saved searches. */
    void show(List<SideNode.Saved> searches) {
        saved = new SideNode.Heading(SAVED, List.copyOf(searches));
        refresh();
    }

    private void refresh() {
        Tree tree = viewer.getTree();
        tree.setRedraw(false);
        try {
            int top = tree.getTopItem() == null ? -1 : indexOf(tree.getTopItem());
            List<SideNode> all = new ArrayList<>();
            if (!saved.children().isEmpty()) {
                all.add(saved);
            }
            all.addAll(facets);
            viewer.setInput(all);
            // What the user folded stays folded, also after a search that found nothing and so had no such heading.
            viewer.setExpandedElements(all.stream().filter(node -> !folded.contains(node)).toArray());
            if (top > 0 && top < tree.getItemCount()) {
                tree.setTopItem(tree.getItem(top));
            }
        } finally {
            tree.setRedraw(true);
        }
    }

    private int indexOf(TreeItem item) {
        TreeItem root = item;
        while (root.getParentItem() != null) {
            root = root.getParentItem();
        }
        return viewer.getTree().indexOf(root);
    }

    /** The viewer. */
    TreeViewer viewer() {
        return viewer;
    }

    /** The saved search that is selected. */
    Optional<SavedSearch> selectedSearch() {
        return viewer.getStructuredSelection().getFirstElement() instanceof SideNode.Saved search
                ? Optional.of(search.search()) : Optional.empty();
    }

    private static final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return ((List<?>) input).toArray();
        }

        @Override
        public Object[] getChildren(Object element) {
            return element instanceof SideNode.Heading heading ? heading.children().toArray() : new Object[0];
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return element instanceof SideNode.Heading heading && !heading.children().isEmpty();
        }
    }

    private static final class Labels extends StyledCellLabelProvider {
        @Override
        public void update(ViewerCell cell) {
            StyledString text = text((SideNode) cell.getElement());
            cell.setText(text.getString());
            cell.setStyleRanges(text.getStyleRanges());
            super.update(cell);
        }

        private static StyledString text(SideNode node) {
            return switch (node) {
                case SideNode.Heading heading -> new StyledString(heading.title(), BOLD);
                case SideNode.Saved search -> search.news() == 0 ? new StyledString(search.search().name())
                        : new StyledString(search.search().name(), BOLD)
                                .append("  " + number(search.news()) + " new", BOLD);
                case SideNode.Value value -> {
                    StyledString text = value.chosen() ? new StyledString("✓ " + value.value().label(), BOLD)
                            : new StyledString(value.value().label());
                    // In the colour of text: that of counters is too faint on a dark ground to be read.
                    yield text.append("  " + number(value.value().count()) + "  ")
                            .append(bar(value.part()), StyledString.QUALIFIER_STYLER);
                }
            };
        }

        /** A bar of block characters: it keeps its shape in every colour scheme, and needs no drawing of its own. */
        private static String bar(double part) {
            int eighths = (int) Math.max(1, Math.round(part * BAR_CELLS * 8));
            String rest = eighths % 8 == 0 ? "" : String.valueOf((char) ('\u2590' - eighths % 8));
            return "█".repeat(eighths / 8) + rest;
        }

        private static String number(long value) {
            return String.format(Locale.ROOT, "%,d", value);
        }
    }
}
