// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes messages for tests. */
final class SampleMail {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx",
            Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private SampleMail() {
    }

    /** A message; {@code extra} are further header lines, each ended with a newline. */
    static String mail(String id, int hours, String from, String subject, String extra, String body) {
        return "From: " + from + "\nTo: list@x.example\nSubject: " + subject + "\nMessage-ID: <" + id + ">\nDate: "
                + DATE.format(START.plusSeconds(3600L * hours)) + "\n" + extra + "\n" + body;
    }

    static String reply(String id, int hours, String from, String subject, String parent, String body) {
        return mail(id, hours, from, subject, "In-Reply-To: <" + parent + ">\nReferences: <" + parent + ">\n", body);
    }

    static String mbox(List<String> mails) {
        StringBuilder all = new StringBuilder();
        mails.forEach(m -> all.append("From mboxrd@z Thu Jan  1 00:00:00 1970\n")
                .append(m.replaceAll("(?m)^(>*From )", ">$1"))
                .append("\n\n"));
        return all.toString();
    }

    static String diff(String file, String removed, String added) {
        return "\n---\n\ndiff --git a/" + file + " b/" + file + "\nindex 1234567aaa..89abcdebbb 100644\n--- a/"
                + file + "\n+++ b/"
                + file + "\n@@ -1,2 +1,2 @@ int some_function(void)\n context_word\n-" + removed + "\n+" + added
                + "\n-- \n2.50\n";
    }

    /** A series of two patches in three versions, with reviews and a dropped patch. */
    static List<String> series() {
        String ada = "Ada Byron <ada@x.example>";
        String moved = "Ada Byron <ada@y.example>";
        String joan = "Joan Clarke <joan@z.example>";
        return List.of(
                mail("r0", 1, ada, "[RFC PATCH 0/2] bus: add frobnicator", "", "About it.\n"),
                reply("r1", 1, ada, "[RFC PATCH 1/2] bus: prepare", "r0", "x" + diff("drivers/bus/a.c", "old_thing",
                "new_thing")),
                reply("r2", 1, ada, "[RFC PATCH 2/2] bus: frobnicate", "r0", "x" + diff("drivers/bus/b.c", "b_old",
                "b_new")),
                reply("r1a", 2, joan, "Re: [RFC PATCH 1/2] bus: prepare", "r1",
                "> +new_thing\nNice.\n\nReviewed-by: " + joan + "\n"),
                mail("v0", 30, ada, "[PATCH 0/2] bus: add frobnicator", "",
                "About it, again.\n\nchange-id: 20260301-frob-1234\n"),
                reply("v1", 30, ada, "[PATCH 1/2] bus: prepare", "v0", "x\n\nReviewed-by: " + joan + "\n"
                        + diff("drivers/bus/a.c", "old_thing", "new_thing")),
                reply("v2", 30, ada, "[PATCH 2/2] bus: frobnicate", "v0", "x" + diff("drivers/bus/b.c", "b_old",
                "b_newer")),
                reply("v0a", 31, joan, "Re: [PATCH 0/2] bus: add frobnicator", "v0", "For the series:\n\nAcked-by: "
                + joan + "\n"),
                mail("w0", 60, moved, "[PATCH v2 0/1] bus: frobnicator, simplified", "",
                "x\n\nchange-id: 20260301-frob-1234\n"),
                reply("w1", 60, moved, "[PATCH v2 1/1] bus: frobnicate", "w0", "x" + diff("drivers/bus/b.c", "b_old",
                "b_best")),
                mail("o1", 61, joan, "[PATCH] bus: prepare", "", "Somebody else's." + diff("drivers/bus/z.c", "z1",
                "z2")));
    }

    static Path write(Path file, List<String> mails) throws IOException {
        return Files.writeString(file, mbox(mails));
    }
}
