// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.ReadPlan;
import org.barscope.registers.layout.ReadPlan.Access;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Guard;

/**
 * Reads registers of a region, each bus access of a plan at most once over the life of the reader: a register that a
 * place depended on is not read again to be shown, nor is one that is described twice. For one pass; make a new one for
 * the next. Guarded registers are never read. Not safe for use by several threads; blocks.
 */
public final class RegisterReader {

    private final RegionSession session;
    private final Guards guards;
    private final Map<Access, Long> words = new HashMap<>();
    private boolean allOnes;

    /** @param rules the region's own, as for {@link RegionRegisters#place} */
    public RegisterReader(RegionSession session, AccessMap rules) {
        this.session = session;
        this.guards = new Guards(rules);
    }

    /**
     * Reads a register unless it is guarded.
     *
     * @param register with its guards complete, from {@link RegionRegisters}
     * @throws ExecutionException   when the region ended while it was read, for another reason than an access
     * @throws InterruptedException when the thread was interrupted
     */
    public RegisterReading read(RegisterInstance register) throws ExecutionException, InterruptedException {
        if (register.guard().isPresent()) {
            return new RegisterReading.Guarded(register, register.guard().get().reason());
        }
        try {
            return new RegisterReading.Value(register, DecodedRegister.of(register.register(), word(register)));
        } catch (AccessException refused) {
            return new RegisterReading.Failed(register, refused.getMessage());
        }
    }

    /**
     * Reads a register that a place depends on.
     *
     * @return its bits; those above its size are 0
     * @throws AccessException when it cannot be read, or the region's own rules guard it
     */
    public long word(RegisterInstance register) throws AccessException, ExecutionException, InterruptedException {
        Optional<String> unreachable = unreachable(register, session.info().size());
        if (unreachable.isPresent()) {
            throw new AccessException(AccessException.Kind.OUT_OF_RANGE, register.address(), unreachable.get());
        }
        Optional<Guard> guard = guards.ofRegion(register);
        if (guard.isPresent()) {
            throw new AccessException(AccessException.Kind.IO, register.address(), guard.get().reason());
        }
        ReadPlan plan = ReadPlan.of(List.of(register));
        long word = 0;
        for (Access access : plan.accesses()) {
            long part = read(access);
            long shift = 8 * (access.address() - register.address());
            word |= shift < 0 ? part >>> -shift : part << shift;
        }
        return word & register.register().mask();
    }

    /** Whether an access so far answered with all ones, as a device does that is gone. */
    public boolean sawAllOnes() {
        return allOnes && session.info().kind() != RegionKind.MEMORY;
    }

    private long read(Access access) throws AccessException, ExecutionException, InterruptedException {
        Long known = words.get(access);
        if (known != null) {
            return known;
        }
        AccessWidth width = AccessWidth.ofBytes(access.bytes());
        try {
            long word = session.read(access.address(), width).get();
            allOnes |= word == width.allOnes();
            words.put(access, word);
            return word;
        } catch (ExecutionException problem) {
            if (problem.getCause() instanceof AccessException refused) {
                throw refused;
            }
            throw problem;
        }
    }

    /** Why no access can reach a register, whatever its description says; empty when one can. */
    static Optional<String> unreachable(RegisterInstance register, long size) {
        if (register.accessAddress() < 0 || register.accessEnd() > size || register.accessEnd() < 0) {
            return Optional.of("it lies past the end of the region, which is 0x" + Long.toHexString(size)
                    + " bytes long");
        }
        int width = register.register().accessBytes();
        return register.accessAddress() % width == 0 ? Optional.empty()
                : Optional.of("its address is not a multiple of the " + 8 * width + " bits of an access to it");
    }
}
