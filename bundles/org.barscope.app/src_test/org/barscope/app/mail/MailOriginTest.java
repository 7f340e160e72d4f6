// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import org.barscope.mail.index.MailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailOriginTest {

    private static final URI ALL = URI.create("https://lore.example/all/");

    @ParameterizedTest
    @ValueSource(strings = {"https://lore.example/all/2026.a+b@x.example/",
        "https://lore.example/all/2026.a+b@x.example",
        "https://lore.example/all/2026.a+b@x.example/T/#u", "https://lore.example/all/2026.a%2Bb%40x.example/t/",
        "https://lore.example/all/2026.a+b@x.example/t.mbox.gz", "https://lore.example/all/2026.a+b@x.example/raw"})
    void linksToMessagesMeanTheirThread(String link) throws MailException {
        MailOrigin origin = MailOrigin.parse(link);
        assertEquals(new MailOrigin.Thread(ALL, "2026.a+b@x.example"), origin);
        assertEquals(origin, MailOrigin.parse(origin.text()), "what is written down is read the same");
    }

    @Test
    void idsWithASlashSurvive() throws MailException {
        MailOrigin origin = MailOrigin.parse("https://lore.example/all/a%2Fb@x/T/");
        assertEquals(new MailOrigin.Thread(ALL, "a/b@x"), origin);
        assertEquals(origin, MailOrigin.parse(origin.text()));
    }

    @ParameterizedTest
    @CsvSource({"?q=s%3Avfio+d%3A20260101..&x=m, s:vfio d:20260101.., false", "?q=a%2Bb, a+b, false",
        "?x=m&q=%22two%20words%22&t=1, \"\"\"two words\"\"\", true"})
    void linksWithAQueryAreSearches(String link, String query, boolean threads) throws MailException {
        MailOrigin origin = MailOrigin.parse(ALL + link);
        assertEquals(new MailOrigin.Search(ALL, query.replaceAll("^\"\"\"|\"\"\"$", "\""), threads), origin);
        assertEquals(origin, MailOrigin.parse(origin.text()));
    }

    @Test
    void anyOtherLinkIsAWholeArchive() throws MailException {
        MailOrigin origin = MailOrigin.parse("http://127.0.0.1:8080/linux-pci");
        assertEquals(new MailOrigin.Mirror(URI.create("http://127.0.0.1:8080/linux-pci/")), origin);
        assertEquals("linux-pci", origin.defaultName());
        assertEquals(origin, MailOrigin.parse(origin.text()));
        assertEquals("lore.example", MailOrigin.parse("https://lore.example").defaultName());
    }

    @Test
    void theRestIsPaths() throws MailException {
        assertEquals(new MailOrigin.Files(Path.of("/tmp/a.mbox")), MailOrigin.parse("/tmp/x/../a.mbox"));
        assertEquals("a", MailOrigin.parse("/tmp/a.mbox.gz").defaultName());
        for (String wrong : new String[] {"", "ftp://x/y", "nntp://news.example/group", "http://", "https://a b/"}) {
            assertThrows(MailException.class, () -> MailOrigin.parse(wrong), wrong);
        }
    }
}
