// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentSaverTest {

    @ParameterizedTest
    @CsvSource({"trace.bin,trace.bin", "../../etc/passwd,passwd", "C:\\x\\y.txt,y.txt", ".profile,attachment.profile",
        "'',attachment", "a/,attachment"})
    void aSendersNameLeadsNowhereElse(String name, String saved) {
        assertEquals(saved, AttachmentSaver.plain(name));
    }
}
