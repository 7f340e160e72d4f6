// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.PatchSeries.Placed;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.compare.ComparisonInput;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;

/** A patch series through all its versions, with the trailers gathered for each patch. UI thread only. */
final class SeriesTree {

    private static final int STATE_WIDTH = 150;

    private final TreeViewer viewer;
    private Optional<PatchSeries> series = Optional.empty();
    private String current = "";

    SeriesTree(Composite parent, Consumer<MessageSummary> open) {
        viewer = new TreeViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        Tree tree = viewer.getTree();
        tree.setHeaderVisible(true);
        AccessibleName.set(tree, "Patch series");
        viewer.setContentProvider(new Content());
        column("Version and patch", SeriesNode::title);
        column("State", SeriesNode::state);
        ColumnViewerToolTipSupport.enableFor(viewer);
        tree.addListener(SWT.Resize, event -> {
            int room = tree.getClientArea().width;
            int state = Math.max(STATE_WIDTH, room * 2 / 5);
            tree.getColumn(1).setWidth(state);
            tree.getColumn(0).setWidth(Math.max(200, room - state));
        });
        tree.addListener(SWT.DefaultSelection, event -> selected().flatMap(SeriesNode::message).ifPresent(open));
    }

    private void column(String title, Function<SeriesNode, String> text) {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.NONE);
        column.getColumn().setText(title);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply((SeriesNode) element);
            }

            @Override
            public Font getFont(Object element) {
                boolean shown = ((SeriesNode) element).message().filter(mail -> mail.key().equals(current)).isPresent();
                return shown ? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : null;
            }

            @Override
            public String getToolTipText(Object element) {
                return text.apply((SeriesNode) element);
            }
        });
    }

    private static final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return ((List<?>) input).toArray();
        }

        @Override
        public Object[] getChildren(Object element) {
            return ((SeriesNode) element).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((SeriesNode) element).children().isEmpty();
        }
    }

    private Optional<SeriesNode> selected() {
        return Optional.ofNullable((SeriesNode) viewer.getStructuredSelection().getFirstElement());
    }

    /** Shows a series, expanding the version the message belongs to. */
    void show(Optional<PatchSeries> shown, MessageSummary message) {
        current = message.key();
        if (Objects.equals(shown, series)) {
            viewer.refresh(true);
            return;
        }
        series = shown;
        List<SeriesNode> rows = shown.map(SeriesNode::of).orElse(List.of());
        viewer.setInput(rows);
        for (SeriesNode row : rows) {
            if (row == rows.getFirst() || row.children().stream().anyMatch(child -> child.message()
                    .filter(mail -> mail.key().equals(current)).isPresent())) {
                viewer.setExpandedState(row, true);
            }
        }
    }

    /**
     * What "Diff Between Versions" compares: the two patches selected, or one with the patch of the same title in the
     * version before; the message shown when nothing is selected here. Empty when there is no such pair.
     */
    Optional<ComparisonInput> comparison() {
        if (series.isEmpty()) {
            return Optional.empty();
        }
        List<Placed> patches = viewer.getStructuredSelection().stream().filter(SeriesNode.Patch.class::isInstance)
                .map(SeriesNode.Patch.class::cast).map(row -> new Placed(row.version(), row.patch())).toList();
        if (patches.size() >= 2) {
            Placed one = patches.getFirst();
            Placed other = patches.getLast();
            boolean inOrder = !one.patch().message().time().isAfter(other.patch().message().time());
            return Optional.of(inOrder ? pair(one, other) : pair(other, one));
        }
        return patches.stream().findFirst().or(this::shownPatch)
                .flatMap(newer -> series.get().before(newer).map(older -> pair(older, newer)));
    }

    private Optional<Placed> shownPatch() {
        return series.stream().flatMap(PatchSeries::patches)
                .filter(placed -> placed.patch().message().key().equals(current)).findFirst();
    }

    private static ComparisonInput pair(Placed older, Placed newer) {
        return new ComparisonInput(older.patch().message().messageId(), older.name(),
                newer.patch().message().messageId(), newer.name());
    }

    /** The viewer. */
    TreeViewer viewer() {
        return viewer;
    }
}
