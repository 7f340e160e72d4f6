// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.barscope.linux.ChildVm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults in every way in which the virtual machine runs code: each mode in a virtual machine of its own, which must not
 * crash, must report every single fault as an exception of the access that caused it, and must leave neighbours alone.
 */
class FaultModesTest {
    private static final int THREADS = 3;

    private enum Mode {
        INTERPRETED(150, 100, false, "-Xint"),
        C1(250, 20_000, true, "-XX:TieredStopAtLevel=1"),
        C2(250, 60_000, true, "-XX:-TieredCompilation"),
        // Everything an access runs through is compiled before it has ever run; the rest is not, to be quick.
        C2_WITHOUT_PROFILE(150, 0, true, "-XX:-TieredCompilation", "-Xcomp",
                "-XX:CompileCommand=quiet", "-XX:CompileCommand=compileonly,org.barscope.linux.memory.*::*",
                "-XX:CompileCommand=compileonly,java.lang.invoke.*::*",
                "-XX:CompileCommand=compileonly,jdk.internal.foreign.*::*",
                "-XX:CompileCommand=compileonly,jdk.internal.misc.*::*"),
        TIERED(250, 60_000, true);

        private final int rounds;
        private final int warmUp;
        private final boolean compiled;
        private final List<String> options;

        Mode(int rounds, int warmUp, boolean compiled, String... options) {
            this.rounds = rounds;
            this.warmUp = warmUp;
            this.compiled = compiled;
            this.options = List.of(options);
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyFaultIsAnExceptionOfItsAccess(Mode mode) throws Exception {
        List<String> options = new ArrayList<>(mode.options);
        options.add("-XX:+PrintCompilation");
        ChildVm child = ChildVm.run(directory, FaultProbe.class, options, mode.rounds, THREADS, mode.warmUp);
        Map<String, Long> counts = child.counts();
        assertEquals((long) FaultProbe.FAULTS_PER_ROUND * mode.rounds * THREADS, counts.get("caught"),
                child::toString);
        assertEquals(0, counts.get("wrong"), child::toString);
        assertEquals(0, counts.get("escaped"), child::toString);
        assertEquals(0, counts.get("neighbourErrors"), child::toString);
        assertTrue(counts.get("neighbourReads") > 0, child::toString);
        boolean compiled = child.lines().stream().anyMatch(line -> line.contains("MappedAccess::readNative"));
        assertEquals(mode.compiled, compiled, "whether the accessor was compiled");
    }
}
