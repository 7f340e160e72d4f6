// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Made-up mail: a patch series in two versions with answers, a long message, an attachment, and a file that is no mail.
 */
public final class SampleMail {

    /** The cover letter of the second version. */
    public static final String COVER = "cover-v2-20260310@ada.example";
    /** The answer that reviews a patch of the second version. */
    public static final String REVIEW = "review-v2-20260311@joan.example";
    /** A message of more lines than are shown at first. */
    public static final String LONG = "long-20260312@ada.example";
    /** How many messages {@link #write} writes. */
    public static final int COUNT = 10;
    /** How many lines the long message has. */
    public static final int LONG_LINES = 60_000;

    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String ADA = "Ada Byron <ada@ada.example>";
    private static final String JOAN = "Joan Clarke <joan@joan.example>";

    private SampleMail() {
    }

    /** Writes a directory with an mbox of all messages and a file that cannot be read as mail. */
    public static Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        StringBuilder mbox = new StringBuilder();
        mbox.append(mail("cover-v1-20260301@ada.example", 1, ADA, "[PATCH 0/2] frob: add ring", "", "",
                "About the ring.\n"));
        mbox.append(mail("p1-v1-20260301@ada.example", 2, ADA, "[PATCH 1/2] frob: prepare", "",
                "cover-v1-20260301@ada.example", patch("drivers/frob/core.c", "old_setup", "new_setup")));
        mbox.append(mail("p2-v1-20260301@ada.example", 3, ADA, "[PATCH 2/2] frob: map the ring", "",
                "cover-v1-20260301@ada.example", patch("drivers/frob/ring.c", "map_nothing", "frob_ring_mmap_one")));
        mbox.append(mail("ask-v1-20260302@joan.example", 4, JOAN, "Re: [PATCH 2/2] frob: map the ring", "",
                "p2-v1-20260301@ada.example", """
                On Sun, Ada Byron wrote:
                > @@ -1,2 +1,2 @@
                > +  frob_ring_mmap_one
                > -  map_nothing
                > > an older remark
                > > in three lines
                > > about nothing

                Why not all of it? See <p1-v1-20260301@ada.example>
                and https://lore.kernel.org/all/nowhere-20200101000000@else.example/ too.
                """));
        mbox.append(mail(COVER, 200, ADA, "[PATCH v2 0/2] frob: add ring", "", "", "About the ring, again.\n"));
        mbox.append(mail("p1-v2-20260310@ada.example", 201, ADA, "[PATCH v2 1/2] frob: prepare", "", COVER,
                patch("drivers/frob/core.c", "old_setup", "new_setup")));
        mbox.append(mail("p2-v2-20260310@ada.example", 202, ADA, "[PATCH v2 2/2] frob: map the ring", "", COVER,
                patch("drivers/frob/ring.c", "map_nothing", "frob_ring_mmap_all")));
        mbox.append(mail(REVIEW, 220, JOAN, "Re: [PATCH v2 2/2] frob: map the ring", "", "p2-v2-20260310@ada.example",
                "> +frob_ring_mmap_all\nFine now.\n\nReviewed-by: " + JOAN + "\n\n-- \nJoan\n"));
        StringBuilder body = new StringBuilder("A log of zebra_crossings:\n");
        for (int i = 1; i < LONG_LINES; i++) {
            body.append("line ").append(i).append(" of the log says that nothing happened here\n");
        }
        mbox.append(mail(LONG, 240, ADA, "A long log", "", "", body.toString()));
        mbox.append(mail("attached-20260313@joan.example", 260, JOAN, "A file", """
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="cut"
                """, "", """
                --cut
                Content-Type: text/plain

                See the attached trace.
                --cut
                Content-Type: application/octet-stream; name="trace.bin"
                Content-Disposition: attachment; filename="trace.bin"
                Content-Transfer-Encoding: base64

                AAECAwQFBgc=
                --cut--
                """));
        Files.writeString(directory.resolve("frob.mbox"), mbox);
        Files.writeString(directory.resolve("damaged.eml"), "this file says nothing that a mail would say\n");
        return directory;
    }

    /** Appends a message that was not there before. */
    public static void append(Path directory, String id, String subject, String body) throws IOException {
        Files.writeString(directory.resolve("frob.mbox"), mail(id, 400, JOAN, subject, "", "", body),
                StandardOpenOption.APPEND);
    }

    /** Writes small messages to a file, numbered from a number. */
    public static Path many(Path file, int first, int count) throws IOException {
        StringBuilder mbox = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            mbox.append(mail("bulk-" + i + "-20260401@bulk.example", 500 + i, ADA, "Bulk mail number " + i, "", "",
                    "A few words about gadget_" + i % 97 + " and wheel_" + i % 31 + ".\n".repeat(20)));
        }
        return Files.writeString(file, mbox);
    }

    private static String mail(String id, int hours, String from, String subject, String header, String parent,
            String body) {
        String references = parent.isEmpty() ? "" : "In-Reply-To: <" + parent + ">\nReferences: <" + parent + ">\n";
        return "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: " + from + "\nTo: frob@lists.example\nSubject: " + subject
                + "\nMessage-ID: <" + id + ">\nDate: " + DATE.format(START.plusSeconds(3_600L * hours))
                + "\nList-Id: <frob.lists.example>\n" + references + header + "\n" + body + "\n";
    }

    private static String patch(String file, String removed, String added) {
        return "Explains itself.\n\nSigned-off-by: " + ADA + "\n---\n file | 2 +-\n\ndiff --git a/" + file + " b/"
                + file
                + "\nindex 1234567..89abcde 100644\n--- a/" + file + "\n+++ b/" + file
                + "\n@@ -1,2 +1,2 @@ int some_function(void)\n context\n-" + removed + "\n+" + added
                + "\n-- \n2.50\n";
    }
}
