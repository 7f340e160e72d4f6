// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void isToldInOneLineWhateverTheFileHolds() {
        Fault fault = new Fault(Fault.Severity.ERROR, "f.json", 2, 7, "register A\nB",
                "unexpected \u001b[31m and \u2028é");
        assertEquals("f.json:2:7: register A\\u000aB: unexpected \\u001b[31m and \\u2028é", fault.toString());
    }
}
