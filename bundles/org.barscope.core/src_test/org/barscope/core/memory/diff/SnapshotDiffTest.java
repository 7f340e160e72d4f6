// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDiffTest {

    private static final RegionUri URI = RegionUri.parse("sim:0000:01:00.0/bar0");

    @TempDir
    private Path directory;

    private static RegionSnapshot snapshot(long offset, int length, int[] guarded, int... ones) {
        byte[] bytes = new byte[length];
        UnitState[] states = new UnitState[length];
        Arrays.fill(states, UnitState.VALUE);
        for (int at : ones) {
            bytes[at] = 1;
        }
        for (int at : guarded) {
            states[at] = UnitState.GUARDED;
        }
        return RegionSnapshot.of(URI, Instant.ofEpochMilli(1234567890123L), offset, bytes, states);
    }

    private static final int[] NONE = {};

    @Test
    void findsRunsAndComparesOnlyWhatBothHave() {
        RegionSnapshot before = snapshot(0, 200_000, new int[] {50, 51}, 10);
        RegionSnapshot after = snapshot(0, 200_000, new int[] {51, 60}, 10, 20, 21, 50, 65535, 65536);
        SnapshotDiff diff = SnapshotDiff.of(before, after);
        assertEquals(List.of(new Span(20, 2), new Span(65535, 2)), diff.differences());
        assertEquals(4, diff.bytes());
        assertEquals(200_000 - 3, diff.compared());
        assertEquals(2, diff.left());
        assertEquals("offset,length,before,after\r\n0x14,2,0000,0101\r\n0xffff,2,0000,0101\r\n",
                diff.csv(before, after));
        assertEquals(List.of(), SnapshotDiff.of(before, snapshot(300_000, 16, NONE, 1)).differences());
    }

    @Test
    void aFileKeepsWhatWasNotRead() throws BackendException {
        Path file = directory.resolve("a.snapshot");
        RegionSnapshot snapshot = snapshot(0x1000, 64, new int[] {4, 5}, 1, 2);
        new SnapshotFile(file).write(snapshot);
        RegionSnapshot again = new SnapshotFile(file).read();
        assertEquals(snapshot.uri(), again.uri());
        assertEquals(snapshot.time(), again.time());
        assertEquals(snapshot.spans(), again.spans());
        assertEquals(UnitState.GUARDED, again.stateAt(0x1004));
        assertEquals(1, again.byteAt(0x1001));
        assertEquals(new SnapshotDiff(List.of(), 0, 62, 0), SnapshotDiff.of(snapshot, again));
    }

    @Test
    void whatIsNoSnapshotIsRefusedAndAnyFileCanBeCompared() throws Exception {
        Path file = directory.resolve("b");
        assertThrows(BackendException.class, () -> new SnapshotFile(file).read());
        Files.write(file, new byte[] {1, 2, 3});
        assertThrows(BackendException.class, () -> new SnapshotFile(file).read());
        RegionSnapshot raw = new SnapshotFile(file).readRaw(URI);
        assertEquals(3, raw.byteAt(2));
        Path whole = directory.resolve("c");
        new SnapshotFile(whole).write(snapshot(0, 5000, NONE, 1));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length - 1; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(BackendException.class, () -> new SnapshotFile(file).read());
        }
    }
}
