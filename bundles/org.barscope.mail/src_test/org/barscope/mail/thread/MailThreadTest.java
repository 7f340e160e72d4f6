// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.barscope.mail.parse.Address;
import org.junit.jupiter.api.Test;

class MailThreadTest {

    private static MessageSummary message(String id, int time, String... parents) {
        Instant instant = Instant.ofEpochSecond(1_000_000L + time);
        return new MessageSummary(id, id, List.of(parents), new Address("", "a@x"), "same subject",
                Optional.of(instant), instant, instant,
                List.of(), Set.of(), "", "", List.of(), 1, List.of());
    }

    private static String show(List<ThreadNode> nodes) {
        return nodes.stream().map(n -> (n.message().isPresent() ? "" : "?") + n.messageId()
                + (n.children().isEmpty() ? "" : "(" + show(n.children()) + ")")).collect(Collectors.joining(" "));
    }

    private static String show(MessageSummary... messages) {
        return show(MailThread.of(List.of(messages)).roots());
    }

    @Test
    void ordersAnswersUnderTheirParents() {
        assertEquals("a(b(d) c)", show(message("d", 4, "a", "b"), message("c", 3, "a"), message("b", 2, "a"),
                message("a", 1)));
    }

    @Test
    void keepsThePlaceOfUnknownMessages() {
        assertEquals("?x(b c)", show(message("b", 2, "x"), message("c", 3, "x")));
        assertEquals("b", show(message("b", 2, "x")));
        assertEquals("a(?x(b))", show(message("a", 1), message("b", 2, "a", "x")));
    }

    @Test
    void doesNotJoinBySubject() {
        assertEquals("a b", show(message("a", 1), message("b", 2)));
    }

    @Test
    void breaksLoops() {
        assertEquals(3, MailThread.of(List.of(message("a", 1, "b"), message("b", 2, "c"), message("c", 3,
                "a"))).messages().size());
        assertEquals(2, MailThread.of(List.of(message("a", 1, "a", "b"), message("b", 2, "b", "a"))).messages().size());
    }

    @Test
    void believesAMessageAboutItsOwnParent() {
        assertEquals("a(b c)", show(message("a", 1), message("b", 2, "a"), message("c", 3, "a"), message("x", 4, "b",
                "c"))
                .replace("c(x)", "c").replace("b(x)", "b"));
        assertEquals("a(b(c(d)))", show(message("d", 4, "a", "c"), message("c", 3, "a", "b"), message("b", 2, "a"),
                message("a", 1)));
    }

    @Test
    void keepsTwoMessagesUnderOneId() {
        MessageSummary first = message("a", 1);
        MessageSummary second = new MessageSummary("a#2", "a", List.of(), first.from(), "other", first.date(),
                first.received().plusSeconds(9), first.imported(), List.of(), Set.of(), "", "", List.of(), 1,
                List.of());
        assertEquals(2, MailThread.of(List.of(first, second)).messages().size());
    }

    @Test
    void losesNothingInAnyOrder() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<MessageSummary> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String[] parents = random.ints(random.nextInt(4), 0, 35).mapToObj(p -> "m" + p).toArray(String[]::new);
                all.add(message("m" + i, i, parents));
            }
            String expected = show(MailThread.of(all).roots());
            Collections.shuffle(all, random);
            MailThread thread = MailThread.of(all);
            assertEquals(30, thread.messages().stream().map(MessageSummary::key).distinct().count());
            assertEquals(expected, show(thread.roots()));
        }
    }

    @Test
    void survivesDepth() {
        List<MessageSummary> chain = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            chain.add(i == 0 ? message("m0", 0) : message("m" + i, i, "m" + (i - 1)));
        }
        assertEquals(20_000, MailThread.of(chain).messages().size());
    }
}
