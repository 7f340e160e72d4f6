// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.poke;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.poke.BlockWriter;
import org.barscope.core.poke.GuardedReader;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.UnitWriter;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.core.poke.WritePreview;
import org.barscope.core.poke.WriteRefusedException;
import org.barscope.registers.decode.Objection;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.ValueText;

/**
 * One write to an open region, worded as people word it. Made before it is done, so that it can be shown first. Not
 * safe for use by several threads; blocks.
 */
public final class PokeRegion {

    private final OpenedRegion region;
    private final Poking poking;
    private final Origin origin;
    private final String attempt;
    private final Way way;

    /** How it is written. */
    private sealed interface Way {
        record Register(RegisterTarget target, RegisterWrite write) implements Way {
        }

        record Unit(long offset, AccessWidth width, long value) implements Way {
        }

        record Block(long offset, byte[] bytes) implements Way {
        }
    }

    /**
     * How a register is to be written.
     *
     * @param base     what stands for fields that are not written: {@code read} or a number; empty for reading now
     * @param flush    a register to read afterwards
     * @param override whether objections that may be overruled are
     * @param readBack whether to read back
     */
    public record Options(Optional<String> base, Optional<String> flush, boolean override, boolean readBack) {

        /** Reading now, reading back, overruling nothing. */
        public static final Options USUAL = new Options(Optional.empty(), Optional.empty(), false, true);
    }

    /**
     * What came of it.
     *
     * @param place   what was written, for people
     * @param bits    how many bits its values have
     * @param outcome old, written, read back
     */
    public record Result(String place, int bits, WriteOutcome outcome) {
        public Result {
            Objects.requireNonNull(outcome);
        }
    }

    private PokeRegion(OpenedRegion region, Poking poking, Origin origin, String attempt, Way way) {
        this.region = region;
        this.poking = poking;
        this.origin = origin;
        this.attempt = attempt;
        this.way = way;
    }

    private static String attempt(OpenedRegion region) {
        return "write " + region.session().info().uri();
    }

    private static BackendException usage(String attempt, String why) {
        return new BackendException(Reason.USAGE, attempt, why, "");
    }

    /**
     * A write to a register, a field or several fields.
     *
     * @param name   the register or field
     * @param values one value, or {@code FIELD=VALUE} for each field
     * @throws BackendException {@code USAGE} for values that make no sense, {@code NOT_FOUND} for an unknown name
     */
    public static PokeRegion register(OpenedRegion region, Poking poking, String name, List<String> values,
            Options options, Origin origin) throws BackendException {
        String attempt = attempt(region);
        RegisterTarget target = region.target(attempt, name);
        try {
            RegisterWrite write = write(target, values, origin);
            if (options.base().isPresent()) {
                String base = options.base().get();
                write = write.on(base.equals("read") ? new RegisterWrite.Base.ReadAnyway()
                        : new RegisterWrite.Base.Given(ValueText.parse(base, target.register().register().size()),
                                "what was given"));
            }
            if (options.flush().isPresent()) {
                write = write.flushedBy(region.target(attempt, options.flush().get()).register());
            }
            if (options.override()) {
                write = write.accepting(everything(target));
            }
            return new PokeRegion(region, poking, origin, attempt, new Way.Register(target,
                    options.readBack() ? write : write.withoutReadBack()));
        } catch (IllegalArgumentException senseless) {
            throw usage(attempt, senseless.getMessage());
        }
    }

    private static Set<String> everything(RegisterTarget target) {
        List<String> names = new ArrayList<>();
        names.add(target.register().register().name());
        target.register().register().flatFields().forEach(field -> names.add(field.name()));
        return Set.copyOf(names);
    }

    private static RegisterWrite write(RegisterTarget target, List<String> values, Origin origin) {
        boolean fields = values.getFirst().indexOf('=') > 0;
        if (!fields && values.size() > 1) {
            throw new IllegalArgumentException("one value is written at a time, or FIELD=VALUE for several fields");
        }
        if (!fields && target.field().isEmpty()) {
            return RegisterWrite.word(target.register(), ValueText.parse(values.getFirst(), target.bits()), origin);
        }
        Map<String, Long> byName = new LinkedHashMap<>();
        if (!fields) {
            Field field = target.field().get();
            byName.put(field.name(), ValueText.parse(values.getFirst(), field));
        } else if (target.field().isPresent()) {
            throw new IllegalArgumentException(target.path() + " is a field and has no fields of its own");
        } else {
            for (String assignment : values) {
                String name = assignment.substring(0, Math.max(0, assignment.indexOf('=')));
                Field field = target.register().register().flatFields().stream()
                        .filter(f -> f.name().equalsIgnoreCase(name)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(name.isEmpty()
                                ? "'" + assignment + "' is not FIELD=VALUE"
                                : target.path() + " has no field " + name));
                byName.put(field.name(), ValueText.parse(assignment.substring(name.length() + 1), field));
            }
        }
        return RegisterWrite.fields(target.register(), byName, origin);
    }

    /**
     * A write to one unit.
     *
     * @param width the width of the access; empty for the declared one
     * @throws BackendException {@code USAGE} for a value that does not fit
     */
    public static PokeRegion unit(OpenedRegion region, Poking poking, long offset, Optional<AccessWidth> width,
            String value, Origin origin) throws BackendException {
        AccessRule declared = region.rules().unitAt(offset);
        if (width.isEmpty() && declared.offset() != offset) {
            throw usage(attempt(region), "the unit of " + declared.width().bits() + " bits there begins at 0x"
                    + Long.toHexString(declared.offset()));
        }
        AccessWidth used = width.orElse(declared.width());
        try {
            return new PokeRegion(region, poking, origin, attempt(region),
                    new Way.Unit(offset, used, ValueText.parse(value, used.bits())));
        } catch (IllegalArgumentException senseless) {
            throw usage(attempt(region), senseless.getMessage());
        }
    }

    /** A write of bytes to memory. */
    public static PokeRegion block(OpenedRegion region, Poking poking, long offset, byte[] bytes, Origin origin) {
        return new PokeRegion(region, poking, origin, attempt(region), new Way.Block(offset, bytes.clone()));
    }

    /** What will be written, for people: "write 0x5 to EDU.FACTORIAL (now 0x0)". Reads what may be read. */
    public String question() throws BackendException {
        return switch (way) {
            case Way.Register register -> {
                WritePreview preview = preview();
                int bits = register.target().register().register().size();
                OptionalLong now = current(register.target());
                yield "Write " + (preview.word().isPresent() ? ValueText.hex(preview.word().getAsLong(), bits)
                        : "a value that depends on a read with a side effect") + " to "
                        + register.target().register().path()
                        + (now.isPresent() ? " (now " + ValueText.hex(now.getAsLong(), bits) + ")" : "");
            }
            case Way.Unit unit -> "Write " + ValueText.hex(unit.value(), unit.width().bits()) + " to 0x"
                    + Long.toHexString(unit.offset()) + " with " + unit.width().bits() + " bits";
            case Way.Block block -> "Write " + block.bytes().length + " bytes at 0x"
                    + Long.toHexString(block.offset());
        };
    }

    private OptionalLong current(RegisterTarget target) throws BackendException {
        return target.register().guard().isPresent() ? OptionalLong.empty()
                : OptionalLong.of(get(GuardedReader.plain(region.session(), target.register())));
    }

    /**
     * What a write to a register would send, checked. Reads the register if that does no harm.
     *
     * @throws BackendException {@code REFUSED} when the description speaks against it, {@code USAGE} when this is no
     *         write to a register
     */
    public WritePreview preview() throws BackendException {
        if (!(way instanceof Way.Register register)) {
            throw usage(attempt, "only a write to a register can be shown before");
        }
        WritePreview preview = RegisterWriter.preview(register.write(), current(register.target()));
        if (!preview.objections().isEmpty()) {
            throw refused(preview.objections());
        }
        return preview;
    }

    private BackendException refused(List<Objection> objections) {
        String why = String.join("; ", objections.stream().map(Objection::reason).toList());
        boolean sideEffect = objections.stream().anyMatch(o -> o.kind() == Objection.Kind.READ_SIDE_EFFECT);
        boolean acceptable = objections.stream().allMatch(o -> o.kind().acceptable());
        return new BackendException(Reason.REFUSED, attempt, why, sideEffect
                ? "say what stands for the other fields: a number, or to read all the same"
                : acceptable ? "override that if you mean it" : "");
    }

    /**
     * Writes. The region must be armed.
     *
     * @throws BackendException {@code REFUSED} when the description speaks against it or the region is not armed,
     *         {@code FAILED} when an access could not be made
     */
    public Result run() throws BackendException {
        return switch (way) {
            case Way.Register register -> new Result(register.target().register().path(),
                    register.target().register().register().size(),
                    get(poking.registers(region.session()).write(register.write())));
            case Way.Unit unit -> new Result("0x" + Long.toHexString(unit.offset()), unit.width().bits(),
                    get(poking.units(region.session()).write(unit.offset(), unit.width(), unit.value(),
                            unit.width().allOnes(), region.rules(), origin)));
            case Way.Block block -> block(block);
        };
    }

    private Result block(Way.Block block) throws BackendException {
        BlockWriter.Outcome outcome = get(poking.blocks(region.session()).paste(block.offset(), block.bytes(), origin,
                done -> { }, () -> false));
        String note = outcome.different() == 0 ? "" : outcome.different()
                + " bytes read back as something else, the first at 0x"
                + Long.toHexString(outcome.first().orElseThrow());
        return new Result(outcome.written() + " bytes at 0x" + Long.toHexString(block.offset()), 64, new WriteOutcome(
                outcome.entries().getLast(), OptionalLong.empty(), 0, OptionalLong.empty(), 0, List.of(), List.of(),
                note));
    }

    /**
     * Reads a register or field because it was asked for by name, guarded or not.
     *
     * @throws BackendException {@code NOT_FOUND} for an unknown name, {@code FAILED} when it cannot be read
     */
    public static long read(OpenedRegion region, Poking poking, RegisterTarget target, Origin origin)
            throws BackendException {
        CompletableFuture<Long> word = target.register().guard().isPresent()
                ? poking.guarded(region.session()).read(target.register(), origin)
                : GuardedReader.plain(region.session(), target.register());
        return target.extract(get("read " + region.session().info().uri(), word));
    }

    /** As the other method, for one unit. */
    public static long read(OpenedRegion region, Poking poking, long offset, AccessWidth width, Origin origin)
            throws BackendException {
        boolean guarded = UnitWriter.unit(offset, width, region.rules()).policy() != ReadPolicy.SAFE;
        return get("read " + region.session().info().uri(), guarded
                ? poking.guarded(region.session()).read(offset, width, origin)
                : region.session().read(offset, width));
    }

    private <T> T get(CompletableFuture<T> future) throws BackendException {
        try {
            return get(attempt, future);
        } catch (RefusedByDescription refused) {
            throw refused(refused.objections);
        }
    }

    /** Carries objections to where the attempt is known. */
    private static final class RefusedByDescription extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Objection> objections;

        RefusedByDescription(List<Objection> objections) {
            super("refused", null, false, false);
            this.objections = objections;
        }
    }

    private static <T> T get(String attempt, CompletableFuture<T> future) throws BackendException {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case WriteRefusedException refused -> throw new RefusedByDescription(refused.objections());
                case AccessException refused -> throw new BackendException(
                        refused.kind() == AccessException.Kind.NOT_ARMED ? Reason.REFUSED : Reason.FAILED, attempt,
                        refused.getMessage().replaceFirst("^cannot \\w+ \\S+ at (0x\\w+): ", "at $1: "), "", refused);
                default -> throw new IllegalStateException("writing ended unexpectedly", failed.getCause());
            }
        }
    }
}
