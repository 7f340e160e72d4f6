// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail;

import org.barscope.mail.parse.MessageFuzz;
import org.barscope.mail.query.QueryFuzz;
import org.barscope.mail.source.MboxFuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * No mail, however broken, and no query makes a parser crash, hang or fill the memory. Without a fuzzer the inputs
 * beside this class are replayed: seeds, and what fuzzing has found.
 */
class MailFuzzTest {

    @FuzzTest(maxDuration = "15m")
    void message(byte[] content) {
        MessageFuzz.check(content);
    }

    @FuzzTest(maxDuration = "15m")
    void mime(byte[] content) {
        MessageFuzz.checkParts(content);
    }

    @FuzzTest(maxDuration = "15m")
    void mbox(byte[] content) {
        MboxFuzz.check(content);
    }

    @FuzzTest(maxDuration = "15m")
    void query(byte[] content) {
        QueryFuzz.check(content);
    }
}
