// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.journal.PendingChange;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.ArmedAccess;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.RegisterWrite.Base;

/**
 * Writes registers of a region: with their declared width, once, put down in the journal first, read back after. A
 * field write reads the register in the same turn on the device's thread, so that nothing comes in between. Safe for
 * use by several threads; nothing blocks.
 */
public final class RegisterWriter {

    private final RegionSession session;
    private final Arming arming;

    /**
     * @param session of the region, opened writable
     * @param arming  where the region is armed, or not
     */
    public RegisterWriter(RegionSession session, Arming arming) {
        this.session = session;
        this.arming = arming;
    }

    /**
     * What a write would send. Touches nothing.
     *
     * @param current the register's value as last seen; empty when it was not
     */
    public static WritePreview preview(RegisterWrite request, OptionalLong current) {
        WordComposer composer = new WordComposer(request);
        OptionalLong base = composer.given().isPresent() ? composer.given() : current;
        boolean known = base.isPresent() || !composer.needsCurrent();
        if (!composer.refusals().isEmpty() || !known) {
            return new WritePreview(OptionalLong.empty(), composer.readsFirst(), List.of(),
                    composer.refusals(), composer.accepted());
        }
        long word = composer.word(base.orElse(0));
        return new WritePreview(OptionalLong.of(word), composer.readsFirst(), composer.meaning(word, current),
                composer.refusals(), composer.accepted());
    }

    /**
     * Writes.
     *
     * @return completes with what came of it, or exceptionally: {@link WriteRefusedException} when the description
     *         speaks against it, {@link AccessException} {@code NOT_ARMED} when the region is not armed for it, else
     *         when an access could not be made; in each case but the last nothing was written
     */
    public CompletableFuture<WriteOutcome> write(RegisterWrite request) {
        WordComposer composer = new WordComposer(request);
        if (!composer.refusals().isEmpty()) {
            return CompletableFuture.failedFuture(
                    new WriteRefusedException(request.register().path(), composer.refusals()));
        }
        if (request.flush().filter(safe -> safe.guard().isPresent()).isPresent()) {
            return CompletableFuture.failedFuture(new AccessException(AccessException.Kind.IO,
                    request.flush().get().address(), "cannot flush by reading " + request.flush().get().path() + ": "
                            + request.flush().get().guard().get().reason()));
        }
        Optional<Armed> permit = arming.armed(session.info().uri());
        if (permit.isEmpty()) {
            return CompletableFuture.failedFuture(notArmed(session, request.register().address()));
        }
        return session.write(permit.get(), access -> write(access, request, composer));
    }

    /** The failure of a write to a region that nobody has armed. */
    static AccessException notArmed(RegionSession session, long offset) {
        return new AccessException(AccessException.Kind.NOT_ARMED, offset, "cannot write " + session.info().uri()
                + " at 0x" + Long.toHexString(offset) + ": it is not armed for writing; arm it first");
    }

    private static WriteOutcome write(ArmedAccess access, RegisterWrite request, WordComposer composer)
            throws AccessException {
        RegisterUnit unit = composer.unit();
        OptionalLong present = OptionalLong.empty();
        access.require(unit.offset(), unit.length());
        if (composer.readsFirst()) {
            present = OptionalLong.of(request.base() instanceof Base.ReadAnyway
                    ? access.read(guardedRead(access, request, unit)) : unit.read(access));
        }
        OptionalLong old = present.isPresent() ? OptionalLong.of(unit.word(present.getAsLong()))
                : OptionalLong.empty();
        long word = composer.word(old.orElse(composer.given().orElse(0)));
        List<FieldChange> fields = composer.meaning(word, old);
        Change change = Change.write(access.info().uri(), unit.offset(), unit.width().bits(), unit.length(),
                unit.unit(present.orElse(0), word), request.origin()).withOld(present)
                .meaning(request.register().path(), fields);
        if (request.base() instanceof Base.Given given) {
            change = change.withDetail("other fields as in " + given.whence());
        }
        PendingChange pending = access.write(change);
        return readBack(access, request, composer, new WriteOutcome(pending.id(), old, word, OptionalLong.empty(), 0,
                fields, composer.accepted(), ""), pending);
    }

    private static WriteOutcome readBack(ArmedAccess access, RegisterWrite request, WordComposer composer,
            WriteOutcome written, PendingChange pending) {
        String note = "";
        try {
            if (request.flush().isPresent()) {
                RegisterUnit.of(request.flush().get()).read(access);
            }
            if (request.readBack() && composer.readable()) {
                long unit = composer.unit().read(access);
                long word = composer.unit().word(unit);
                pending.done(OptionalLong.of(unit));
                return new WriteOutcome(written.entry(), written.old(), written.written(), OptionalLong.of(word),
                        Expectation.after(request.register().register(), written.written(), written.old())
                                .mismatch(word), written.fields(), written.accepted(), "");
            }
            if (request.readBack()) {
                note = request.register().guard().map(guard -> guard.reason()).orElse("it cannot be read");
            }
        } catch (AccessException unreadable) {
            // The write itself was made: that it cannot be read back is a note and no failure.
            note = unreadable.getMessage();
        }
        pending.done();
        return new WriteOutcome(written.entry(), written.old(), written.written(), OptionalLong.empty(), 0,
                written.fields(), written.accepted(), note);
    }

    private static Change guardedRead(ArmedAccess access, RegisterWrite request, RegisterUnit unit) {
        return Change.read(access.info().uri(), unit.offset(), unit.width().bits(), unit.length(), request.origin())
                .meaning(request.register().path(), List.of());
    }
}
