// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barscope.mail.thread.MailThread;
import org.barscope.mail.thread.MessageSummary;

/**
 * Gathers the messages of a thread by following ids both ways. Nothing about threads is stored, so there is nothing to
 * repair when messages arrive out of order or disappear.
 */
final class ThreadFinder {

    /** Where following stops. The largest real threads have some thousand messages. */
    static final int MOST = 10_000;

    private final IndexLookup lookup;

    ThreadFinder(IndexLookup lookup) {
        this.lookup = lookup;
    }

    /** The messages connected with an id, by document number; none when nothing knows the id. */
    Map<Integer, MessageSummary> connected(String id) throws IOException {
        Map<Integer, MessageSummary> found = new LinkedHashMap<>();
        Set<String> asked = new HashSet<>(Set.of(id));
        Deque<String> todo = new ArrayDeque<>(asked);
        while (!todo.isEmpty() && found.size() < MOST) {
            String next = todo.poll();
            IndexLookup.DocumentVisitor visitor = doc -> {
                if (found.size() >= MOST || found.containsKey(doc)) {
                    return;
                }
                Optional<MessageSummary> summary = lookup.summary(doc);
                if (summary.isPresent()) {
                    found.put(doc, summary.get());
                    enqueue(summary.get().messageId(), asked, todo);
                    summary.get().parents().forEach(parent -> enqueue(parent, asked, todo));
                }
            };
            lookup.documents(Fields.MID, next, visitor);
            lookup.documents(Fields.REFERENCE, next, visitor);
        }
        return found;
    }

    private static void enqueue(String id, Set<String> asked, Deque<String> todo) {
        if (asked.add(id)) {
            todo.add(id);
        }
    }

    MailThread thread(String id) throws IOException {
        return MailThread.of(connected(id).values());
    }
}
