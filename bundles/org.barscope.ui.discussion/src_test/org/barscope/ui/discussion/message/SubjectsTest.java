// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[Linaro-mm-sig] Re: [PATCH 4/9] vfio: x | Re: [PATCH 4/9] vfio: x",
        "Re: [Linaro-mm-sig] [PATCH 4/9] vfio: x | Re: [PATCH 4/9] vfio: x",
        "[PATCH v2 1/2] frob: x | [PATCH v2 1/2] frob: x",
        "[RFC-v2] frob: x | [RFC-v2] frob: x",
        "[GIT PULL] frob | [GIT PULL] frob",
        "[syzbot] crash in x | [syzbot] crash in x",
        "plain | plain"})
    void listNamesGoAndTagsOfPatchesStay(String subject, String shown) {
        assertEquals(shown, Subjects.withoutList(subject));
    }
}
