// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.Origin;
import org.barscope.core.journal.PendingChange;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.ArmedAccess;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Register;

/**
 * Writes previous values back. A device is no document: what a write has set off cannot be taken back, and each step
 * says what it does not restore. Undoing is writing: it needs an armed region and stands in the journal like any write.
 */
public final class Undo {

    private Undo() {
    }

    /**
     * Plans to undo some entries, the latest first. Touches nothing.
     *
     * @param registers finds the register that a change wrote, by its region and path
     * @param origin    who asks
     */
    public static List<UndoStep> plan(List<JournalEntry> entries,
            Function<Change, Optional<RegisterInstance>> registers, Origin origin) {
        List<JournalEntry> latestFirst = new ArrayList<>(entries);
        latestFirst.sort(Comparator.comparing(JournalEntry::time).thenComparing(entry -> entry.id().number())
                .reversed());
        return latestFirst.stream().map(entry -> step(entry, registers, origin)).toList();
    }

    private static UndoStep step(JournalEntry entry, Function<Change, Optional<RegisterInstance>> registers,
            Origin origin) {
        Change change = entry.change();
        if (change.kind() != ChangeKind.WRITE && change.kind() != ChangeKind.BLOCK) {
            return impossible(entry, "a " + change.kind().label() + " cannot be undone");
        }
        if (entry.outcome() == JournalEntry.Outcome.FAILED || entry.outcome() == JournalEntry.Outcome.PENDING) {
            return impossible(entry, "it was not done: " + entry.outcome().label());
        }
        List<String> limits = new ArrayList<>();
        if (entry.outcome() == JournalEntry.Outcome.UNKNOWN) {
            limits.add("it is " + entry.outcome().label());
        }
        if (change.kind() == ChangeKind.BLOCK) {
            return change.oldData().isEmpty() ? impossible(entry, "what was there before was not read")
                    : new UndoStep(entry, Optional.empty(), Optional.of(new UndoStep.Way.Bytes(change.oldData())),
                            limits);
        }
        if (change.old().isEmpty()) {
            return impossible(entry, "the value before was not read, because reading is not safe there");
        }
        Optional<RegisterInstance> register = registers.apply(change)
                .filter(found -> RegisterUnit.of(found).offset() == change.offset()
                        && RegisterUnit.of(found).length() == change.length());
        if (register.isEmpty() || register.get().register().fields().isEmpty()) {
            register.ifPresent(found -> limitsOfPlain(found.register(), limits));
            limits.add("what the write set off in the device stays");
            return register.filter(found -> !found.register().modifiedWriteValues()
                    .equals(ModifiedWriteValues.MODIFY)).isPresent() ? new UndoStep(entry, register, Optional.empty(),
                            limits) : new UndoStep(entry, register,
                                    Optional.of(new UndoStep.Way.Value(change.old().getAsLong())), limits);
        }
        return fields(entry, register.get(), limits, origin);
    }

    private static UndoStep impossible(JournalEntry entry, String why) {
        return new UndoStep(entry, Optional.empty(), Optional.empty(), List.of(why));
    }

    private static void limitsOfPlain(Register register, List<String> limits) {
        if (register.modifiedWriteValues() != ModifiedWriteValues.MODIFY) {
            limits.add(register.name() + " is " + register.modifiedWriteValues().label()
                    + ", so that writing a value does not set it");
        }
    }

    private static UndoStep fields(JournalEntry entry, RegisterInstance place, List<String> limits, Origin origin) {
        RegisterUnit unit = RegisterUnit.of(place);
        Register register = place.register();
        long old = unit.word(entry.change().old().orElseThrow());
        long written = unit.word(entry.change().value().orElseThrow());
        Map<String, Long> back = new LinkedHashMap<>();
        for (Field field : register.flatFields()) {
            long before = field.bits().extract(old);
            long after = field.bits().extract(written);
            if (!field.access().writable()) {
                continue;
            }
            if (field.modifiedWriteValues() != ModifiedWriteValues.MODIFY) {
                if (!neutral(field, after)) {
                    limits.add(field.name() + " is " + field.modifiedWriteValues().label()
                            + ": what it was cannot be written back");
                }
            } else if (field.access() == Access.WRITE_ONLY) {
                limits.add(field.name() + " is write-only: what it was is not known");
            } else if (field.access().once()) {
                limits.add(field.name() + " can be written once only");
            } else if (before != after) {
                back.put(field.name(), before);
            }
        }
        if (back.isEmpty()) {
            limits.add("no field that could be written back was changed");
            return new UndoStep(entry, Optional.of(place), Optional.empty(), limits);
        }
        limits.add("what the write set off in the device stays");
        RegisterWrite write = RegisterWrite.fields(place, back, origin);
        // What stood there was the device's own value: a constraint on writing does not speak against it.
        return new UndoStep(entry, Optional.of(place),
                Optional.of(new UndoStep.Way.Fields(write.accepting(Set.copyOf(back.keySet())))), limits);
    }

    private static boolean neutral(Field field, long value) {
        ModifiedWriteValues modified = field.modifiedWriteValues();
        return modified.zeroIsNeutral() && value == 0 || modified.oneIsNeutral() && value == field.bits().maximum();
    }

    /**
     * Makes a step.
     *
     * @param session of the step's region, opened writable
     * @return completes with what came of it, or exceptionally as {@link RegisterWriter#write}
     * @throws IllegalArgumentException for a step that is not possible
     */
    public static CompletableFuture<WriteOutcome> run(UndoStep step, RegionSession session, Arming arming,
            Origin origin) {
        Change change = step.entry().change();
        Optional<Armed> permit = arming.armed(session.info().uri());
        if (permit.isEmpty()) {
            return CompletableFuture.failedFuture(RegisterWriter.notArmed(session, change.offset()));
        }
        String detail = "undoes " + step.entry().id();
        return switch (step.way().orElseThrow(() -> new IllegalArgumentException("this cannot be undone"))) {
            case UndoStep.Way.Fields fields -> new RegisterWriter(session, arming).write(fields.write());
            case UndoStep.Way.Value value -> session.write(permit.get(),
                    access -> value(access, change, value.value(), origin, detail));
            case UndoStep.Way.Bytes bytes -> session.write(permit.get(), access -> {
                byte[] now = access.readBlock(change.offset(), change.length());
                PendingChange pending = access.writeBlock(Change.block(session.info().uri(), change.offset(),
                        HexFormat.of().parseHex(bytes.hex()), origin).withOldData(now).withDetail(detail));
                pending.done();
                return outcome(pending, OptionalLong.empty(), 0, OptionalLong.empty());
            });
        };
    }

    private static WriteOutcome value(ArmedAccess access, Change undone, long value, Origin origin, String detail)
            throws AccessException {
        RegisterReads reads = new RegisterReads(access, undone.offset(), undone.accessBits(), undone.length());
        access.require(undone.offset(), undone.length());
        long now = reads.read();
        Change change = Change.write(access.info().uri(), undone.offset(), undone.accessBits(), undone.length(), value,
                origin).withOld(OptionalLong.of(now)).withDetail(detail);
        if (undone.register().isPresent()) {
            change = change.meaning(undone.register().get(), List.of());
        }
        PendingChange pending = access.write(change);
        try {
            long after = reads.read();
            pending.done(OptionalLong.of(after));
            return outcome(pending, OptionalLong.of(now), value, OptionalLong.of(after));
        } catch (AccessException unreadable) {
            pending.done();
            return outcome(pending, OptionalLong.of(now), value, OptionalLong.empty());
        }
    }

    private static WriteOutcome outcome(PendingChange pending, OptionalLong old, long written, OptionalLong read) {
        long mismatch = read.isPresent() ? read.getAsLong() ^ written : 0;
        return new WriteOutcome(pending.id(), old, written, read, mismatch, List.of(), List.of(), "");
    }
}
