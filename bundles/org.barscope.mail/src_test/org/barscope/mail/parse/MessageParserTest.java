// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageParserTest {

    private static MailMessage parse(String raw) throws UnreadableMessageException {
        return MessageParser.parse(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static final String HEAD = "From: A <a@x>\nMessage-ID: <1@x>\n"
            + "Date: Tue, 5 May 2026 08:50:58 +0000\nSubject: s\n";

    @Test
    void readsAPlainMessage() throws UnreadableMessageException {
        MailMessage m = parse(HEAD + "To: b@x\nCc: c@x, d@x\nReferences: <r1@x> <r2@x>\nIn-Reply-To: <r1@x>\n"
                + "List-Id: The list <some.list.example>\n\nhello\r\nworld\r\n");
        assertEquals("1@x", m.messageId());
        assertEquals(List.of("r1@x", "r2@x"), m.parents());
        assertEquals(Optional.of("r2@x"), m.parent());
        assertEquals(Optional.of(Instant.parse("2026-05-05T08:50:58Z")), m.date());
        assertEquals(2, m.cc().size());
        assertEquals(List.of("some.list.example"), m.lists());
        assertEquals("hello\nworld\n", m.text());
        assertEquals(List.of(), m.defects());
    }

    @Test
    void takesTheParentFromInReplyToWhenReferencesLackIt() throws UnreadableMessageException {
        assertEquals(List.of("r1@x", "p@x"), parse(HEAD + "References: <r1@x>\nIn-Reply-To: <p@x>\n\n").parents());
        assertEquals(List.of(), parse(HEAD + "In-Reply-To: <1@x>\n\n").parents(), "a message is not its own parent");
    }

    @Test
    void decodesTransferEncodingsAndCharsets() throws UnreadableMessageException {
        assertEquals("grün = x\n", parse(HEAD + "Content-Type: text/plain; charset=\"utf-8\"\n"
                + "Content-Transfer-Encoding: quoted-printable\n\ngr=C3=BCn =3D =\nx\n").text());
        assertEquals("grün", parse(HEAD + "Content-Type: text/plain; charset=iso-8859-1\n"
                + "Content-Transfer-Encoding: base64\n\nZ3L8bg==\n").text());
        assertEquals("grün\n", parse(HEAD + "Content-Type: text/plain; charset=us-ascii\n\ngr\u00c3\u00bcn\n").text(),
                "UTF-8 under a wrong name is still UTF-8");
        MailMessage odd = parse(HEAD + "Content-Type: text/plain; charset=klingon\n\ngr\u00fcn\n");
        assertEquals("grün\n", odd.text());
        assertEquals(List.of("unknown charset klingon"), odd.defects());
    }

    @Test
    void walksTheMimeTree() throws UnreadableMessageException {
        MailMessage m = parse(HEAD + "Content-Type: multipart/mixed; boundary=B\n\npreamble\n--B\n"
                + "Content-Type: multipart/alternative; boundary=C\n\n--C\nContent-Type: text/plain\n\nplain\n--C\n"
                + "Content-Type: text/html\n\n<p>html</p>\n--C--\n--B\nContent-Type: text/x-patch; name=\"a.patch\"\n"
                + "Content-Disposition: attachment; filename*=utf-8''gr%C3%BCn.patch\n\n"
                + "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n--B\n"
                + "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n--B--\n");
        assertEquals("plain", m.text().strip());
        assertEquals(List.of("grün.patch", ""), m.attachments().stream().map(Attachment::name).toList());
        assertEquals(3, m.attachments().getLast().size());
        assertEquals("f", m.diffs().getFirst().path());
    }

    @Test
    void makesTextOfHtmlWhenThereIsNoOther() throws UnreadableMessageException {
        assertEquals("a & b\nc", parse(HEAD + "Content-Type: text/html; charset=utf-8\n\n"
                + "<style>x{}</style><b>a</b> &amp; b<br>c<!-- d --><script>e</script>").text().strip());
    }

    @Test
    void worksAroundBrokenMime() throws UnreadableMessageException {
        assertTrue(parse(HEAD + "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nno end")
                .text().contains("no end"));
        assertTrue(parse(HEAD + "Content-Type: multipart/mixed\n\nno boundary given")
                .text().contains("no boundary given"));
        assertTrue(parse(HEAD + "Content-Type: ;;;=\n\ntext").text().contains("text"));
    }

    @Test
    void guessesWhatIsMissing() throws UnreadableMessageException {
        MailMessage m = parse("Received: from x by y; Tue, 5 May 2026 10:00:00 +0200\n"
                + "Received: from w; Tue, 5 May 2026 "
                + "09:00:00 +0200\nSubject: s\nDate: garbage\n\ntext");
        assertEquals(Optional.of(Instant.parse("2026-05-05T08:00:00Z")), m.date());
        assertTrue(m.messageId().endsWith("@without-id"));
        assertEquals(List.of("no usable Message-ID", "no From", "no usable Date, taken from Received"), m.defects());
        assertEquals(m.messageId(),
                parse("Received: from x by y; Tue, 5 May 2026 10:00:00 +0200\nReceived: from w; Tue, 5 May "
                + "2026 09:00:00 +0200\nSubject: s\nDate: garbage\n\ntext").messageId(), "the made-up id is stable");
    }

    @Test
    void saysWhyItCannotRead() {
        assertEquals("the message is empty", assertThrows(UnreadableMessageException.class,
                () -> parse("")).getMessage());
        assertTrue(assertThrows(UnreadableMessageException.class, () -> parse("From mboxrd@z Thu Jan 1 00:00:00 1970 "
                + "Received: from a by b; Date: Tue Message-ID: <1@x> text text"))
                .getMessage().contains("line breaks"));
        assertEquals("there is no mail header at the start",
                assertThrows(UnreadableMessageException.class, () -> parse("int main(void)\n{\n}\n")).getMessage());
    }

    @Test
    void survivesNestingAndNoise() {
        StringBuilder nested = new StringBuilder(HEAD);
        for (int i = 0; i < 3000; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b")
                    .append(i).append('\n');
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertEquals("1@x", parse(nested.toString()).messageId());
            Random random = new Random(42);
            for (int round = 0; round < 300; round++) {
                byte[] noise = new byte[random.nextInt(2000)];
                random.nextBytes(noise);
                String raw = HEAD + "Content-Type: multipart/mixed; boundary=B\nX: "
                        + new String(noise, StandardCharsets.ISO_8859_1) + "\n\n--B\n\n--B\n";
                assertEquals("1@x", parse(raw).messageId());
            }
        });
    }
}
