// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.app.mail.MailGroup;
import org.barscope.mail.index.SearchHit;
import org.barscope.mail.index.Snippet;
import org.barscope.mail.thread.MessageSummary;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;

/** What was found: groups with their hits, each with the line that shows best why it was found. */
final class ResultTree {

    private static final int FEW = 3;
    private static final int NARROW = 760;

    private final TreeViewer viewer;
    private final Map<String, List<Snippet>> excerpts = new HashMap<>();
    private List<ResultNode> nodes = List.of();
    private boolean updating;
    private boolean excerpting;

    ResultTree(Composite parent) {
        viewer = new TreeViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        Tree tree = viewer.getTree();
        tree.setHeaderVisible(true);
        QueryBox.name(tree, "Mail found");
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(new Content());
        for (ResultColumn column : ResultColumn.values()) {
            TreeViewerColumn shown = new TreeViewerColumn(viewer, SWT.NONE);
            shown.getColumn().setText(column.title());
            shown.getColumn().setWidth(column.width());
            shown.getColumn().setMoveable(true);
            shown.setLabelProvider(new ResultLabels(column, this::excerpt));
        }
        tree.addListener(SWT.Resize, event -> fit());
        ColumnViewerToolTipSupport.enableFor(viewer);
    }

    /** The subject and the excerpt share what the others leave. */
    private void fit() {
        Tree tree = viewer.getTree();
        int room = tree.getClientArea().width;
        TreeColumn list = tree.getColumn(ResultColumn.LIST.ordinal());
        list.setWidth(room < NARROW ? 0 : ResultColumn.LIST.width());
        list.setResizable(room >= NARROW);
        for (ResultColumn column : ResultColumn.values()) {
            if (!column.grows()) {
                room -= tree.getColumn(column.ordinal()).getWidth();
            }
        }
        TreeColumn subject = tree.getColumn(ResultColumn.SUBJECT.ordinal());
        TreeColumn excerpt = tree.getColumn(ResultColumn.EXCERPT.ordinal());
        int half = excerpting ? Math.max(180, room * 13 / 20) : Math.max(180, room);
        subject.setWidth(half);
        excerpt.setWidth(excerpting ? Math.max(100, room - half) : 0);
        excerpt.setResizable(excerpting);
    }

    /** Whether there can be excerpts; where there are none, the subjects need the room. */
    void excerpting(boolean wanted) {
        if (excerpting != wanted) {
            excerpting = wanted;
            fit();
        }
    }

    private static final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return ((List<?>) input).toArray();
        }

        @Override
        public Object[] getChildren(Object element) {
            return ((ResultNode) element).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return element instanceof ResultNode.Hit hit ? hit.group().orElse(null) : null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((ResultNode) element).children().isEmpty();
        }
    }

    private Optional<Snippet> excerpt(MessageSummary message) {
        return excerpts.getOrDefault(message.key(), List.of()).stream().findFirst();
    }

    /**
     * Shows other results; keeps what is selected and expanded where it is found again.
     *
     * @param fresh whether they are those of another query; then a few groups are shown with their hits
     */
    void show(List<MailGroup> groups, boolean fresh) {
        Tree tree = viewer.getTree();
        tree.setRedraw(false);
        updating = true;
        try {
            Object[] expanded = viewer.getExpandedElements();
            IStructuredSelection selected = viewer.getStructuredSelection();
            nodes = groups.stream().map(ResultNode::of).toList();
            viewer.setInput(nodes);
            viewer.setExpandedElements(fresh && nodes.size() <= FEW ? nodes.toArray() : expanded);
            viewer.setSelection(selected);
        } finally {
            updating = false;
            tree.setRedraw(true);
        }
    }

    /** Excerpts that have arrived for messages shown. */
    void excerpt(String key, List<Snippet> snippets) {
        excerpts.put(key, snippets);
    }

    /** Draws again what excerpts have arrived for. */
    void refreshLabels() {
        viewer.refresh(true);
    }

    /** Forgets the excerpts of the query before. */
    void forgetExcerpts() {
        excerpts.clear();
    }

    /** Whether the results are being changed, so that what happens to the selection is not the user's doing. */
    boolean updating() {
        return updating;
    }

    /** The viewer. */
    TreeViewer viewer() {
        return viewer;
    }

    /** The message that stands for a row: of a group its best hit. */
    static MessageSummary message(ResultNode node) {
        return switch (node) {
            case ResultNode.Group group -> group.group().hits().getFirst().message();
            case ResultNode.Hit hit -> hit.hit().message();
        };
    }

    /** Where in the message the excerpt is, a line number from 0; empty when there is none. */
    Optional<Integer> line(MessageSummary message) {
        return excerpts.getOrDefault(message.key(), List.of()).stream().map(Snippet::line).filter(line -> line >= 0)
                .findFirst();
    }

    /** The first row, selected when nothing is; gives it the focus. */
    void focus() {
        viewer.getTree().setFocus();
        if (viewer.getStructuredSelection().isEmpty() && !nodes.isEmpty()) {
            viewer.setSelection(new StructuredSelection(nodes.getFirst()), true);
        }
    }

    /** The hit of a row that is one. */
    static Optional<SearchHit> hit(Object node) {
        return node instanceof ResultNode.Hit hit ? Optional.of(hit.hit()) : Optional.empty();
    }
}
