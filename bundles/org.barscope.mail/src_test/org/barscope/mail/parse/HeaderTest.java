// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            =?UTF-8?B?S8O2bmln?=                         | König
            =?UTF-8?Q?Bj=C3=B6rn_T=C3=B6pel?=            | Björn Töpel
            =?utf-8?q?a?= =?utf-8?q?b?=                  | ab
            =?utf-8?q?a?= x =?utf-8?q?b?=                | a x b
            =?utf-8?q?=C3?= =?utf-8?q?=B6?=              | ö
            =?iso-8859-1*de?Q?M=FCller?=                 | Müller
            =?no-such-charset?Q?x?=                      | =?no-such-charset?Q?x?=
            =?utf8?Q?=E2=80=A6?=                         | …
            =?UTF-8?B?!!!?= tail                         | tail
            plain =? text                                | plain =? text
            """)
    void decodesEncodedWords(String raw, String text) {
        assertEquals(text, EncodedWords.decode(raw).strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tue, 5 May 2026 08:50:58 -0600       | 2026-05-05T14:50:58Z
            5 May 2026 08:50 GMT                 | 2026-05-05T08:50:00Z
            Tue, 05 May 26 08:50:58 EST          | 2026-05-05T13:50:58Z
            Tue May  5 08:50:58 2026             | 2026-05-05T08:50:58Z
            Tue, 5 May 2026 08:50:58 +0000 (UTC) | 2026-05-05T08:50:58Z
            Sun, 31 Dec 1999 23:59:60 +0000      | 1999-12-31T23:59:59Z
            Fri, 1 Jan 99 00:00:00 +9999         | 1999-01-01T00:00:00Z
            """)
    void readsDates(String field, String instant) {
        assertEquals(Optional.of(Instant.parse(instant)), MailDates.parse(field));
    }

    @ParameterizedTest
    @CsvSource({"''", "yesterday", "31 Feb 2026 00:00:00 +0000", "5 May", "99:99", "1 2 3 4 5 6"})
    void answersNothingForWhatIsNoDate(String field) {
        assertEquals(Optional.empty(), MailDates.parse(field));
    }

    @Test
    void splitsAddressesBeforeDecodingNames() {
        List<Address> found = Address.parseList("\"Tian, Kevin\" <Kevin.Tian@Intel.com>, =?utf-8?q?A=2C_B?= <a@b>, "
                + "list: one@x, two@y (Two);, lonely name, <>");
        assertEquals(List.of(new Address("Tian, Kevin", "kevin.tian@intel.com"), new Address("A, B", "a@b"),
                new Address("", "one@x"), new Address("Two", "two@y"), new Address("lonely name", ""), new Address("",
                "")),
                found);
    }

    @Test
    void knowsAPersonByAddressOrFullName() {
        Address work = new Address("Ada Byron", "ada@work.example");
        assertTrue(work.isSamePerson(new Address("ada  byron", "ada@home.example")));
        assertTrue(work.isSamePerson(new Address("", "ada@work.example")));
        assertEquals(false, new Address("Ada", "a@x").isSamePerson(new Address("Ada", "b@x")));
        assertEquals(false, new Address("", "").isSamePerson(new Address("", "")));
    }

    @Test
    void readsEightBitHeadersAndFolds() {
        byte[] raw = "Subject: gr\u00fc\u00dfe\r\n aus\r\n\tM\r\nnot a header\r\nX : y\r\n\r\nbody"
                .getBytes(Charset.forName("windows-1252"));
        HeaderBlock block = HeaderBlock.parse(raw);
        assertEquals(Optional.of("grüße aus M"), block.first("subject"));
        assertEquals(Optional.of("y"), block.first("X"));
        assertEquals("body", new String(raw, block.bodyStart(), raw.length - block.bodyStart(),
                StandardCharsets.UTF_8));
    }

    @Test
    void findsTheBodyWhenTheEmptyLineIsMissing() {
        byte[] raw = "From: a@b\nSubject: x\nThis is already the text of it.\n".getBytes(StandardCharsets.US_ASCII);
        HeaderBlock block = HeaderBlock.parse(raw);
        assertEquals("This is already the text of it.\n",
                new String(raw, block.bodyStart(), raw.length - block.bodyStart(), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <a@b> <c@d>                     | a@b,c@d
            <a@b><a@b>                      | a@b
            a@b, c@d                        | a@b,c@d
            Your message of Monday          | ''
            <broken                         | ''
            <fol ded@x>                     | folded@x
            "Re: x" <1@y> from <z@w>        | 1@y,z@w
            """)
    void findsMessageIds(String field, String ids) {
        assertEquals(ids == null ? "" : ids, String.join(",", MessageIds.parse(field)));
    }

    @Test
    void keepsTheNearestOfTooManyReferences() {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            field.append('<').append(i).append("@x> ");
        }
        List<String> ids = MessageIds.parse(field.toString());
        assertEquals(MessageIds.MOST, ids.size());
        assertEquals("499@x", ids.getLast());
    }
}
