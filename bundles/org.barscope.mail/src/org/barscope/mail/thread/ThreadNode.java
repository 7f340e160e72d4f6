// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.thread;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message in its place in a conversation.
 *
 * @param messageId the id, also of messages that are only referred to
 * @param message   the message; empty when the archive does not have it
 * @param children  the answers, oldest first
 */
public record ThreadNode(String messageId, Optional<MessageSummary> message, List<ThreadNode> children) {

    /** Copies the children. */
    public ThreadNode {
        children = List.copyOf(children);
    }

    /** This node and all below it, in reading order. */
    public Stream<ThreadNode> stream() {
        // Threads can be thousands deep, so no recursion.
        ArrayDeque<ThreadNode> todo = new ArrayDeque<>(List.of(this));
        Stream.Builder<ThreadNode> all = Stream.builder();
        while (!todo.isEmpty()) {
            ThreadNode next = todo.pop();
            all.add(next);
            next.children.reversed().forEach(todo::push);
        }
        return all.build();
    }
}
