// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");

    private static ParsedQuery parse(String text) throws QueryException {
        return QueryParser.parse(text, NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            a b                       | "a" in anything and "b" in anything
            a AND b                   | "a" in anything and "b" in anything
            a OR b c                  | "a" in anything or ("b" in anything and "c" in anything)
            (a OR b) -c               | ("a" in anything or "b" in anything) and not "c" in anything
            NOT s:a                   | not "a" in the subject
            s:(a b)                   | "a" in the subject and "b" in the subject
            nq:"two words"            | "two words" in text that is not quoted
            "near words"~3            | "near words" in anything with up to 3 words in between
            mmap()                    | "mmap()" in anything
            (mmap())                  | "mmap()" in anything
            ->ops                     | "->ops" in anything
            *pci_core*                | a word like *pci_core* in anything
            dfn:drm/ttm*              | a word like drm/ttm* in a file name in a diff
            /vfio_(pci)+[a-z]/        | a word with /vfio_(pci)+[a-z]/ in anything
            s:/a b/                   | a word with /a b/ in the subject
            /dev/vfio                 | "/dev/vfio" in anything
            mmpa~1                    | a word like "mmpa" with up to 1 letter different in anything
            is:reviewed -is:obsolete  | the message is reviewed and not the message is superseded by a newer version
            has:attachment            | the message has an attachment
            v:2..4                    | the patch version is between v2 and v4
            v:v3                      | the patch version is v3
            0000:01:00.0              | "0000:01:00.0" in anything
            d:20260301                | the date is from 2026-03-01 00:00 UTC before 2026-03-02 00:00 UTC
            d:20260301..20260401      | the date is from 2026-03-01 00:00 UTC before 2026-04-02 00:00 UTC
            d:2026-03                 | the date is from 2026-03-01 00:00 UTC before 2026-04-01 00:00 UTC
            d:2026..                  | the date is from 2026-01-01 00:00 UTC
            rt:..2.days.ago           | the time it was received is before 2026-05-18 12:00 UTC
            d:3.weeks.ago..           | the date is from 2026-04-29 12:00 UTC
            d:yesterday               | the date is from 2026-05-19 00:00 UTC before 2026-05-20 00:00 UTC
            d:last.monday..           | the date is from 2026-05-18 00:00 UTC
            d:@1780000000..           | the date is from 2026-05-28 20:26 UTC
            id:<1@x>                  | "1@x" as the exact Message-ID
            dfblob:ABCDEF1            | "abcdef1" as a blob id
            """)
    void readsAndSays(String query, String words) throws QueryException {
        assertEquals(words, parse(query).words());
    }

    @Test
    void anEmptyQueryIsEverything() throws QueryException {
        assertInstanceOf(QueryNode.All.class, parse("").root());
        assertInstanceOf(QueryNode.All.class, parse("  *  ").root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d:tomorrowish", "d:20261341", "is:nice", "has:fun", "v:x", "dfpre:xyz", "patchid:12"})
    void refusesWhatWouldAnswerAnotherQuestion(String query) {
        QueryException e = assertThrows(QueryException.class, () -> parse("a " + query));
        assertEquals(2, e.position());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "open        | "open" in anything
            (a           | "a" in anything
            a) b         | "a" in anything and "b" in anything
            nope:value   | "nope:value" in anything
            a s:         | "a" in anything
            a *** b      | "a" in anything and "b" in anything
            """)
    void guessesAndSaysSo(String query, String words) throws QueryException {
        ParsedQuery parsed = parse(query);
        assertEquals(words, parsed.words());
        assertEquals(1, parsed.notes().size(), parsed.notes().toString());
    }

    @Test
    void neverFailsInAnotherWay() {
        String alphabet = "ab:\"()/-*~. <>@0OR ANDNOTs:d:is:v:\\";
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder query = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                query.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertTrue(!parse(query.toString()).words().isEmpty());
            } catch (QueryException e) {
                refused++;
            }
        }
        assertTrue(refused < 10_000);
        assertThrows(QueryException.class, () -> parse("(".repeat(5000)));
        assertThrows(QueryException.class, () -> parse("x".repeat(20_000)));
    }
}
