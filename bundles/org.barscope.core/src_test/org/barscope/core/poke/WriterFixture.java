// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.barscope.core.backend.BackendException;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.MemoryLog;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RamRegion;
import org.barscope.core.memory.RegionSession;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.Register;

/** A region of a test, open for writing and armed. */
final class WriterFixture implements AutoCloseable {

    static final Origin ORIGIN = Origin.ui("test");

    final RamRegion region;
    final MemoryLog log;
    final Arming arming;
    final RegionSession session;
    private final OpenRegions regions = new OpenRegions();

    WriterFixture(RamRegion region) throws BackendException {
        this.region = region;
        log = new MemoryLog(region.log);
        arming = new Arming(log);
        session = region.open(regions);
        arming.arm(session, Arming.Request.whole());
    }

    static RegisterInstance at(long address, Register register) {
        return new RegisterInstance(List.of("BLOCK"), register.name(), register.name(), address, register,
                register.guard());
    }

    static RegisterInstance guarded(RegisterInstance plain, Guard guard) {
        return new RegisterInstance(plain.groups(), plain.name(), plain.displayName(), plain.address(),
                plain.register(), Optional.of(guard));
    }

    WriteOutcome write(RegisterWrite request) throws Exception {
        return get(new RegisterWriter(session, arming).write(request));
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception known ? known : failed;
        }
    }

    void poke(int offset, long word) {
        for (int i = 0; i < 4; i++) {
            region.bytes[offset + i] = (byte) (word >>> 8 * i);
        }
    }

    @Override
    public void close() {
        regions.close();
    }
}
