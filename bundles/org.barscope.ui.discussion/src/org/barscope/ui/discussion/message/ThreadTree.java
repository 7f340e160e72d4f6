// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.barscope.mail.thread.MailThread;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.mail.thread.ThreadNode;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.StyledString.Styler;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.TextStyle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;

/** The conversation a message stands in; the message shown is selected and marked. UI thread only. */
final class ThreadTree {

    private static final Styler CURRENT = new Styler() {
        @Override
        public void applyStyles(TextStyle style) {
            style.font = JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT);
        }
    };
    private static final String[] COLUMNS = {"Message", "Date"};
    private static final int DATE_WIDTH = 96;

    private final TreeViewer viewer;
    private final Map<String, Node> nodes = new HashMap<>();
    private String current = "";
    private boolean selecting;

    /** A node with its parent, to be told from another by identity. */
    private record Node(ThreadNode thread, Node parent, List<Node> children) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    ThreadTree(Composite parent, Consumer<MessageSummary> open) {
        viewer = new TreeViewer(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        Tree tree = viewer.getTree();
        AccessibleName.set(tree, "Thread");
        viewer.setContentProvider(new Content());
        for (int i = 0; i < COLUMNS.length; i++) {
            TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.NONE);
            column.getColumn().setText(COLUMNS[i]);
            int number = i;
            column.setLabelProvider(new StyledCellLabelProvider() {
                @Override
                public void update(ViewerCell cell) {
                    StyledString text = label((Node) cell.getElement(), number);
                    cell.setText(text.getString());
                    cell.setStyleRanges(text.getStyleRanges());
                    super.update(cell);
                }
            });
        }
        tree.addListener(SWT.Resize, event -> {
            int room = tree.getClientArea().width;
            tree.getColumn(1).setWidth(DATE_WIDTH);
            tree.getColumn(0).setWidth(Math.max(160, room - DATE_WIDTH));
        });
        viewer.addSelectionChangedListener(event -> {
            if (!selecting && viewer.getStructuredSelection().getFirstElement() instanceof Node node) {
                node.thread().message().filter(message -> !message.key().equals(current)).ifPresent(open);
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
            return ((Node) element).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return ((Node) element).parent();
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((Node) element).children().isEmpty();
        }
    }

    private StyledString label(Node node, int column) {
        if (node.thread().message().isEmpty()) {
            return new StyledString(column == 0 ? "not in the archive <" + node.thread().messageId() + ">" : "",
                    StyledString.QUALIFIER_STYLER);
        }
        MessageSummary message = node.thread().message().get();
        Styler style = message.key().equals(current) ? CURRENT : null;
        if (column == 1) {
            return new StyledString(MailDateText.day(message.time()), style);
        }
        StyledString text = new StyledString((style == null ? "" : "▸ ") + message.from().display(), style);
        String above = node.parent() == null ? "" : node.parent().thread().message().map(MessageSummary::subject)
                .orElse("");
        String subject = message.subject();
        // Answers repeat the subject of what they answer; only what is new is worth the room.
        if (!bare(subject).equals(bare(above))) {
            text.append("  " + Subjects.plain(message), style == null ? StyledString.QUALIFIER_STYLER : style);
        }
        return text;
    }

    private static String bare(String subject) {
        return subject.replaceFirst("^(?i:(re|aw|fwd?)\\s*:\\s*)+", "").strip();
    }

    /** Shows a thread with one of its messages; a thread shown already stays as it is expanded. */
    void show(MailThread thread, MessageSummary message) {
        Tree tree = viewer.getTree();
        selecting = true;
        tree.setRedraw(false);
        try {
            boolean same = thread.messages().stream().map(MessageSummary::key).collect(Collectors.toSet())
                    .equals(nodes.keySet());
            current = message.key();
            if (same) {
                viewer.refresh(true);
            } else {
                nodes.clear();
                List<Node> roots = new ArrayList<>();
                thread.roots().forEach(root -> roots.add(node(root)));
                viewer.setInput(roots);
                viewer.expandAll();
            }
            Node node = nodes.get(message.key());
            if (node != null) {
                viewer.setSelection(new StructuredSelection(node), true);
            }
        } finally {
            tree.setRedraw(true);
            selecting = false;
        }
    }

    /** Threads can be thousands deep, so no recursion. */
    private Node node(ThreadNode root) {
        Node top = new Node(root, null, new ArrayList<>());
        ArrayDeque<Node> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            Node node = open.pop();
            node.thread().message().ifPresent(message -> nodes.put(message.key(), node));
            for (ThreadNode child : node.thread().children()) {
                Node below = new Node(child, node, new ArrayList<>());
                node.children().add(below);
                open.push(below);
            }
        }
        return top;
    }

    /** The control. */
    Tree control() {
        return viewer.getTree();
    }
}
