// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.barscope.mail.parse.MessageFuzz;
import org.barscope.mail.query.QueryFuzz;
import org.barscope.mail.source.MboxFuzz;
import org.junit.jupiter.api.Test;

/** Runs the fuzz targets over seeds, what fuzzing has found so far, and the same mutations of them every time. */
class FuzzReplayTest {

    private static final List<String> MESSAGES = List.of(
            "From: a@b\nSubject: =?utf-8?q?=C3?= =?utf-8?b?tg==?=\nMessage-ID: <1@x>\n"
            + "Date: Tue, 5 May 2026 08:50:58 -0600\n"
            + "References: <a> <b>\n\n> quote\n>> deeper\nnew\n\nReviewed-by: A <a@b>\n-- \nsig\n",
            "Subject: [RFC PATCH v2 03/10] x\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
            + "Content-Type: text/html\n"
            + "Content-Transfer-Encoding: base64\n\nPGI+eDwvYj4mYW1wOw==\n--b\n"
            + "Content-Type: text/x-patch; name*0*=utf-8''a; name*1=b\n"
            + "Content-Transfer-Encoding: quoted-printable\n\n--- a/f=\n\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n--b--\n",
            "Subject: s\n\ndiff --git a/f b/f\n"
            + "index 123..456 100644\n--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@ fn\n a\n-b\n+c\n\n"
            + "diff --git a/g b/h\nrename from g\nrename to h\n"
            + "GIT binary patch\nliteral 3\nKcmZQzWMT#Y01f~L\n\n-- \n2.5\n",
            "Received: from a; Tue, 5 May 2026 08:50:58 +0000\nFrom: \"x, y\" <a@b>, g: c@d (e);\n no colon\n\n");
    private static final List<String> BOXES = List.of(
            "From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: a\n\n>From b\n>>From c\nFrom d\n\n\n"
            + "From a@b Tue May  5 08:50:58 2026 -0600\nSubject: b\n\nx",
            "\n\njunk\n\nFrom - Tue May 05 08:50 CEST 2026\r\nSubject: c\r\n\r\n\r\n"
            + "From 0123 Mon Sep 17 00:00:00 2001\n\n");
    private static final List<String> QUERIES = List.of("a OR (b -c) NOT s:\"d e\"~3", "dfn:*x*y* /a(b|c)+/ f:x~2",
            "d:3.weeks.ago..20260401 rt:@1 v:2.. is:patch has:diff", "id:<a@b> ->ops mmap() (");

    private static void replay(List<String> seeds, int rounds, Consumer<byte[]> target) {
        List<byte[]> inputs = new ArrayList<>();
        seeds.forEach(seed -> inputs.add(seed.getBytes(StandardCharsets.UTF_8)));
        Random random = new Random(2026);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            inputs.forEach(target);
            for (int i = 0; i < rounds; i++) {
                byte[] input = inputs.get(random.nextInt(inputs.size())).clone();
                byte[] other = inputs.get(random.nextInt(inputs.size()));
                for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                    input = mutate(input, other, random);
                }
                target.accept(input);
            }
        });
    }

    /** Flips, inserts, deletes, or splices a piece of another seed. */
    private static byte[] mutate(byte[] input, byte[] other, Random random) {
        if (input.length < 2) {
            return other.clone();
        }
        int at = random.nextInt(input.length);
        int from = random.nextInt(other.length);
        int count = switch (random.nextInt(4)) {
            case 0 -> {
                input[at] = (byte) random.nextInt(256);
                yield 0;
            }
            case 1 -> -Math.min(input.length - at, 1 + random.nextInt(20));
            default -> Math.min(other.length - from, 1 + random.nextInt(60));
        };
        byte[] output = new byte[input.length + count];
        int keep = count < 0 ? at - count : at;
        System.arraycopy(input, 0, output, 0, at);
        if (count > 0) {
            System.arraycopy(other, from, output, at, count);
        }
        System.arraycopy(input, keep, output, at + Math.max(0, count), input.length - keep);
        return output;
    }

    @Test
    void messages() {
        replay(MESSAGES, 4000, MessageFuzz::fuzzerTestOneInput);
    }

    @Test
    void boxes() {
        replay(BOXES, 4000, MboxFuzz::fuzzerTestOneInput);
    }

    @Test
    void queries() {
        replay(QUERIES, 8000, QueryFuzz::fuzzerTestOneInput);
    }
}
