// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.barscope.ui.tests.harness.LeakWatch;
import org.barscope.ui.tests.harness.LogWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The last test of every session: what we made and no longer use, we have given back. */
@ExtendWith(LogWatch.class)
class DisposalTest {

    @Test
    void nothingThatWeDrewWithWasThrownAwayUndisposed() throws InterruptedException {
        assertEquals(List.of(), LeakWatch.ours());
    }
}
