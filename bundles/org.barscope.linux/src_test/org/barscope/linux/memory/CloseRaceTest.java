// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.barscope.linux.ChildVm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing mappings under threads that use them: every one gets a typed exception, none the wrong memory or a crash. */
class CloseRaceTest {
    private static final int MAPPINGS = 40;
    private static final int THREADS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-Xmixed"})
    void everyThreadLearnsThatTheMappingIsClosed(String mode) throws Exception {
        ChildVm child = ChildVm.run(directory, CloseProbe.class, List.of(mode), MAPPINGS, THREADS);
        Map<String, Long> counts = child.counts();
        assertEquals((long) MAPPINGS * THREADS, counts.get("closed"), child::toString);
        assertEquals(0, counts.get("wrong"), child::toString);
        assertEquals(0, counts.get("escaped"), child::toString);
        assertTrue(counts.get("faults") >= MAPPINGS, child::toString);
    }
}
