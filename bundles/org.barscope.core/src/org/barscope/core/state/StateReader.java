// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.registers.RegisterReader;
import org.barscope.core.registers.RegisterReading;
import org.barscope.core.state.DeviceState.FieldValue;
import org.barscope.core.state.DeviceState.Range;
import org.barscope.core.state.DeviceState.Value;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;

/**
 * Reads the state of one region: each register that may be read once, guarded ones only where the user has chosen them
 * one by one, and some ranges by their rules. Blocks; not safe for use by several threads.
 */
public final class StateReader {

    private final RegionSession session;
    private final AccessMap own;
    private final GuardedReads guarded;

    /** Reads the guarded registers that the user has chosen, and puts each down in the journal before. */
    @FunctionalInterface
    public interface GuardedReads {

        /** Never reads any. */
        GuardedReads NONE = register -> Optional.empty();

        /**
         * Reads a guarded register if it was chosen.
         *
         * @return completes with its bits, or exceptionally with an {@link AccessException}; empty when it was not
         *         chosen, and then nothing was touched
         */
        Optional<CompletableFuture<Long>> read(RegisterInstance register);
    }

    /**
     * @param own     the region's own rules, or those after the user has agreed to read
     * @param guarded what of the guarded ones is read all the same
     */
    public StateReader(RegionSession session, AccessMap own, GuardedReads guarded) {
        this.session = session;
        this.own = own;
        this.guarded = guarded;
    }

    /**
     * Reads.
     *
     * @param descriptions what names the registers, with versions
     * @param registers    with their guards complete; may be empty
     * @param ranges       further bytes, each at most 2^30
     * @param rules        the rules for those: with the registers'
     */
    public DeviceState.Region read(List<String> descriptions, List<RegisterInstance> registers, List<Span> ranges,
            AccessMap rules) throws ExecutionException, InterruptedException {
        RegisterReader reader = new RegisterReader(session, own);
        List<Value> values = new ArrayList<>(registers.size());
        for (RegisterInstance register : registers) {
            values.add(switch (reader.read(register)) {
                case RegisterReading.Value value -> value(register, value.decoded());
                case RegisterReading.Guarded kept -> chosen(register, kept.reason());
                case RegisterReading.Failed failed -> unread(register, failed.reason(), false);
            });
        }
        List<Range> bytes = new ArrayList<>();
        if (!ranges.isEmpty()) {
            RegionSnapshot snapshot = session.snapshot(ranges, rules).get();
            ranges.forEach(range -> bytes.add(range(snapshot, range)));
        }
        return new DeviceState.Region(session.info().uri().region(), descriptions, values, bytes);
    }

    private Value chosen(RegisterInstance register, String reason) throws ExecutionException, InterruptedException {
        Optional<CompletableFuture<Long>> reading = guarded.read(register);
        if (reading.isEmpty()) {
            return unread(register, reason, true);
        }
        try {
            return value(register, DecodedRegister.of(register.register(), reading.get().get()));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AccessException refused) {
                return unread(register, refused.getMessage(), false);
            }
            throw failed;
        }
    }

    private static Value value(RegisterInstance register, DecodedRegister decoded) {
        List<FieldValue> fields = new ArrayList<>();
        for (DecodedField field : decoded.fields()) {
            fields.add(new FieldValue(field.field().name(), field.field().bits().msb(), field.field().bits().lsb(),
                    field.readable(), field.meaning().map(EnumeratedValue::name).orElse("")));
        }
        return new Value(register.path(), register.address(), register.register().size(),
                OptionalLong.of(decoded.word()), "", false, fields);
    }

    private static Value unread(RegisterInstance register, String reason, boolean guarded) {
        List<FieldValue> fields = new ArrayList<>();
        for (Field field : register.register().flatFields()) {
            fields.add(new FieldValue(field.name(), field.bits().msb(), field.bits().lsb(), field.access().readable(),
                    ""));
        }
        return new Value(register.path(), register.address(), register.register().size(), OptionalLong.empty(), reason,
                guarded, fields);
    }

    private static Range range(RegionSnapshot snapshot, Span span) {
        StringBuilder hex = new StringBuilder();
        for (long at = span.offset(); at < span.end(); at++) {
            hex.append(snapshot.stateAt(at).hasValue() ? String.format("%02x", snapshot.byteAt(at)) : "..");
        }
        return new Range(span.offset(), hex.toString());
    }
}
