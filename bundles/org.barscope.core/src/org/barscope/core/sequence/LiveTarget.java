// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.barscope.core.journal.ChangeLog;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.GuardedReader;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.UnitWriter;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.core.poke.WriteRefusedException;
import org.barscope.registers.layout.RegisterInstance;

/** An open region. Writes need it to be armed. */
public final class LiveTarget implements SequenceTarget {

    private final RegionSession session;
    private final AccessMap rules;
    private final GuardedReader guarded;
    private final RegisterWriter registers;
    private final UnitWriter units;

    /**
     * @param rules the rules of the region with its registers
     * @param log   where guarded reads are put down
     */
    public LiveTarget(RegionSession session, AccessMap rules, Arming arming, ChangeLog log) {
        this.session = session;
        this.rules = rules;
        this.guarded = new GuardedReader(session, log);
        this.registers = new RegisterWriter(session, arming);
        this.units = new UnitWriter(session, arming);
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public OptionalLong read(RegisterInstance register, Origin origin) throws AccessException, InterruptedException {
        return OptionalLong.of(get(register.guard().isPresent() ? guarded.read(register, origin)
                : GuardedReader.plain(session, register)));
    }

    @Override
    public OptionalLong read(long offset, AccessWidth width, Origin origin)
            throws AccessException, InterruptedException {
        boolean safe = UnitWriter.unit(offset, width, rules).policy() != ReadPolicy.GUARDED;
        return OptionalLong.of(get(safe ? session.read(offset, width) : guarded.read(offset, width, origin)));
    }

    @Override
    public Written write(RegisterWrite write) throws AccessException, WriteRefusedException, InterruptedException {
        try {
            return written(registers.write(write).get());
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case WriteRefusedException refused -> throw refused;
                case AccessException refused -> throw refused;
                default -> throw new IllegalStateException("writing ended unexpectedly", failed.getCause());
            }
        }
    }

    @Override
    public Written write(long offset, AccessWidth width, long value, long mask, Origin origin)
            throws AccessException, InterruptedException {
        return written(get(units.write(offset, width, value, mask, rules, origin)));
    }

    private static Written written(WriteOutcome outcome) {
        return new Written(outcome.old(), OptionalLong.of(outcome.written()), outcome.readBack(), outcome.mismatch());
    }

    private static <T> T get(CompletableFuture<T> future) throws AccessException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AccessException refused) {
                throw refused;
            }
            throw new IllegalStateException("the access ended unexpectedly", failed.getCause());
        }
    }
}
