// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.barscope.core.backend.BackendException.Reason;
import org.junit.jupiter.api.Test;

class BackendExceptionTest {

    @Test
    void messageSaysWhatWasTriedWhyItFailedAndWhatToDo() {
        RuntimeException beneath = new RuntimeException("EBUSY");
        BackendException full = new BackendException(Reason.REFUSED, "open sim:x/bar0", "a driver owns it", "unbind it",
                beneath);
        assertEquals("cannot open sim:x/bar0: a driver owns it; unbind it", full.getMessage());
        assertEquals(Reason.REFUSED, full.reason());
        assertEquals("open sim:x/bar0", full.attempt());
        assertEquals("a driver owns it", full.why());
        assertEquals("unbind it", full.remedy());
        assertSame(beneath, full.getCause());
        assertEquals("cannot read it: it is gone", new BackendException(Reason.FAILED, "read it", "it is gone", "")
                .getMessage());
    }
}
