// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchSubjectTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [PATCH] a: b                                  | false | true  | 1  | -1 | -1 | v1         | a: b
            [PATCH v2 3/9] a: b                           | false | true  | 2  | 3  | 9  | v2         | a: b
            [RFC PATCH v2 03/10] a                        | false | true  | 2  | 3  | 10 | RFC v2     | a
            [RFC v2 PATCH 00/10] a                        | false | true  | 2  | 0  | 10 | RFC v2     | a
            [Linaro-mm-sig] Re: [PATCH 4/9] a             | true  | true  | 1  | 4  | 9  | v1         | a
            [list] [PATCHv3 1/2] [RFC ONLY] a             | false | true  | 3  | 1  | 2  | RFC v3     | a
            [PATCH RESEND net-next v5] a                  | false | true  | 5  | -1 | -1 | v5 RESEND  | a
            [RFC 0/3] a                                   | false | true  | 1  | 0  | 3  | RFC        | a
            [GIT PULL] a                                  | false | false | 1  | -1 | -1 | v1         | a
            Re: Fwd: RE: a [PATCH] b                      | true  | false | 1  | -1 | -1 | v1         | a [PATCH] b
            AW: a                                         | true  | false | 1  | -1 | -1 | v1         | a
            [5.10 v3] a                                   | false | false | 3  | -1 | -1 | v3         | a
            [                                             | false | false | 1  | -1 | -1 | v1         | [
            """)
    void readsSubjects(String subject, boolean reply, boolean patch, int version, int index, int total, String label,
            String title) {
        PatchSubject parsed = PatchSubject.parse(subject);
        assertEquals(reply, parsed.reply());
        assertEquals(patch, parsed.isPatch());
        assertEquals(version, parsed.version());
        assertEquals(index, parsed.index());
        assertEquals(total, parsed.total());
        assertEquals(label, parsed.versionLabel());
        assertEquals(title, parsed.title());
    }

    @Test
    void aCoverLetterIsNoReplyToOne() {
        assertTrue(PatchSubject.parse("[PATCH 0/9] x").isCover());
        assertEquals(false, PatchSubject.parse("Re: [PATCH 0/9] x").isCover());
        assertTrue(PatchSubject.parse("[GIT PULL] x").isPull());
    }

    @Test
    void theKeyIgnoresCaseAndPunctuation() {
        assertEquals(PatchSubject.parse("[PATCH v2] vfio/pci: Add  mmap()").key(),
                PatchSubject.parse("[RFC] vfio-pci: add mmap").key());
    }
}
