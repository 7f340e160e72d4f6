// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.thread;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A conversation: the messages connected by References and In-Reply-To, as a forest. Usually one tree; several when the
 * message that would join them is unknown to all.
 *
 * <p>The order is that of Jamie Zawinski's algorithm without its last step: messages are never put together because
 * their subjects are alike. A reference that would close a loop is ignored, the one that was there first stays.
 *
 * @param roots the trees, oldest first
 */
public record MailThread(List<ThreadNode> roots) {

    /** Copies the roots. */
    public MailThread {
        roots = List.copyOf(roots);
    }

    private static final class Box {
        final String id;
        final List<Box> children = new ArrayList<>();
        MessageSummary message;
        Box parent;

        Box(String id) {
            this.id = id;
        }

        boolean isUnder(Box other) {
            for (Box box = this; box != null; box = box.parent) {
                if (box == other) {
                    return true;
                }
            }
            return false;
        }

        void adopt(Box child) {
            if (child.parent != null) {
                child.parent.children.remove(child);
            }
            child.parent = this;
            children.add(child);
        }
    }

    /** Orders messages; the result does not depend on the order they are given in, save for equal dates. */
    public static MailThread of(Iterable<MessageSummary> messages) {
        List<MessageSummary> sorted = new ArrayList<>();
        messages.forEach(sorted::add);
        sorted.sort(Comparator.comparing(MessageSummary::time).thenComparing(MessageSummary::key));
        Map<String, Box> boxes = new LinkedHashMap<>();
        for (MessageSummary message : sorted) {
            Box box = boxes.computeIfAbsent(message.messageId(), Box::new);
            if (box.message != null) {
                // Another message under the same id: it hangs beside the first, under a name of its own.
                box = boxes.computeIfAbsent(message.key(), Box::new);
            }
            box.message = message;
            link(boxes, box, message);
        }
        List<Box> roots = boxes.values().stream().filter(b -> b.parent == null).toList();
        return new MailThread(nodes(roots));
    }

    private static void link(Map<String, Box> boxes, Box box, MessageSummary message) {
        Box previous = null;
        for (String id : message.parents()) {
            Box ancestor = boxes.computeIfAbsent(id, Box::new);
            if (previous != null && ancestor.parent == null && !previous.isUnder(ancestor)) {
                previous.adopt(ancestor);
            }
            previous = ancestor;
        }
        // The message's own word about its parent beats what others' References implied.
        if (previous != null && !previous.isUnder(box)) {
            previous.adopt(box);
        }
    }

    private static Instant oldest(Box box, Map<Box, Instant> times) {
        return times.getOrDefault(box, Instant.MAX);
    }

    private static List<ThreadNode> nodes(List<Box> roots) {
        List<Box> order = new ArrayList<>();
        Deque<Box> todo = new ArrayDeque<>(roots);
        while (!todo.isEmpty()) {
            Box box = todo.pop();
            order.add(box);
            box.children.forEach(todo::push);
        }
        Map<Box, Instant> times = new HashMap<>();
        Map<Box, ThreadNode> built = new HashMap<>();
        for (Box box : order.reversed()) {
            Instant time = box.message == null ? Instant.MAX : box.message.time();
            for (Box child : box.children) {
                time = box.message == null && oldest(child, times).isBefore(time) ? times.get(child) : time;
            }
            times.put(box, time);
            List<ThreadNode> children = sorted(box.children, times).stream().map(built::get)
                    .filter(Objects::nonNull).toList();
            if (box.message != null || !children.isEmpty()) {
                built.put(box, new ThreadNode(box.id, Optional.ofNullable(box.message), children));
            }
        }
        return prune(sorted(roots, times).stream().map(built::get).filter(Objects::nonNull).toList());
    }

    private static List<Box> sorted(List<Box> boxes, Map<Box, Instant> times) {
        return boxes.stream().sorted(Comparator.comparing((Box b) -> oldest(b, times)).thenComparing(b -> b.id))
                .toList();
    }

    /** An unknown root with a single answer adds nothing: the answer takes its place. */
    private static List<ThreadNode> prune(List<ThreadNode> roots) {
        List<ThreadNode> kept = new ArrayList<>();
        for (ThreadNode root : roots) {
            ThreadNode node = root;
            while (node.message().isEmpty() && node.children().size() == 1) {
                node = node.children().getFirst();
            }
            kept.add(node);
        }
        return kept;
    }

    /** All nodes in reading order. */
    public Stream<ThreadNode> stream() {
        return roots.stream().flatMap(ThreadNode::stream);
    }

    /** The messages the archive has, in reading order. */
    public List<MessageSummary> messages() {
        return stream().flatMap(n -> n.message().stream()).toList();
    }

    /** The node that answers are under, for a message in this thread; empty for a root. */
    public Optional<ThreadNode> parentOf(String messageId) {
        return stream().filter(n -> n.children().stream().anyMatch(c -> c.messageId().equals(messageId))).findFirst();
    }
}
