// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barscope.core.poke.GuardedReader;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.ValueText;

/**
 * A register of a region, for snippets; nothing is read before a method is called that reads. What is said of
 * {@link Region} is true of it too. Immutable: {@link #override()} and {@link #base} give another one. No method that
 * snippets call has an overload with a type of another bundle: their compiler would stumble over it.
 */
public final class Reg {

    private final Region region;
    private final RegisterInstance place;
    private final Optional<RegisterWrite.Base> base;
    private final boolean override;

    Reg(Region region, RegisterInstance place) {
        this(region, place, Optional.empty(), false);
    }

    private Reg(Region region, RegisterInstance place, Optional<RegisterWrite.Base> base, boolean override) {
        this.region = region;
        this.place = place;
        this.base = base;
        this.override = override;
    }

    /** Its full path. */
    public String path() {
        return place.path();
    }

    /** Its offset in the region. */
    public long offset() {
        return place.address();
    }

    /** Its width in bits. */
    public int bits() {
        return place.register().size();
    }

    /** Reads it. */
    public long read() {
        return Patience.get(place.guard().isPresent()
                ? region.poking().guarded(region.opened().session()).read(place, Region.ORIGIN)
                : GuardedReader.plain(region.opened().session(), place));
    }

    /** Reads it and takes it apart into its fields. */
    public Listing show() {
        DecodedRegister decoded = DecodedRegister.of(place.register(), read());
        List<String> lines = new ArrayList<>();
        lines.add(path() + "  " + ValueText.hex(decoded.word(), bits()));
        for (DecodedField field : decoded.fields()) {
            lines.add("  " + field.field().name() + " = " + (field.readable()
                    ? ValueText.hex(field.value(), field.field().bits().width())
                            + field.meaning().map(EnumeratedValue::name).map(name -> "  " + name).orElse("")
                    : "cannot be read"));
        }
        return new Listing(lines);
    }

    /** Writes all of it. */
    public Written write(long value) {
        if (bits() < Long.SIZE && value >>> bits() != 0) {
            throw new ConsoleException("0x" + Long.toHexString(value) + " does not fit in the " + bits() + " bits of "
                    + path());
        }
        return send(RegisterWrite.word(place, value, Region.ORIGIN));
    }

    /**
     * Writes some of its fields in one write; the others keep their state.
     *
     * @param assignments each {@code FIELD=VALUE}, a number or a name of a value
     */
    public Written set(String... assignments) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new ConsoleException("'" + assignment + "' is not FIELD=VALUE");
            }
            Field field = field(assignment.substring(0, equals).strip()).field();
            values.put(field.name(), value(field, assignment.substring(equals + 1).strip()));
        }
        return set(values);
    }

    static long value(Field field, String text) {
        try {
            return ValueText.parse(text, field);
        } catch (IllegalArgumentException senseless) {
            throw new ConsoleException(senseless.getMessage(), senseless);
        }
    }

    Written set(Map<String, Long> values) {
        return send(RegisterWrite.fields(place, values, Region.ORIGIN));
    }

    private Written send(RegisterWrite plain) {
        RegisterWrite write = base.map(plain::on).orElse(plain);
        if (override) {
            Set<String> everything = new HashSet<>(Set.of(place.register().name()));
            place.register().flatFields().forEach(field -> everything.add(field.name()));
            write = write.accepting(everything);
        }
        return Written.of(path(), bits(), Patience.get(region.registerWriter().write(write)));
    }

    /** The same, to be written although the description objects, where that may be overruled. */
    public Reg override() {
        return new Reg(region, place, base, true);
    }

    /** The same, with what stands for the fields that are not written, where reading them is not safe. */
    public Reg base(long word) {
        return new Reg(region, place, Optional.of(new RegisterWrite.Base.Given(word, "the console")), override);
    }

    /** One of its fields. */
    public RegField field(String name) {
        return new RegField(this, place.register().flatFields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new ConsoleException(path() + " has no field " + name)));
    }

    /** Its fields. */
    public List<RegField> fields() {
        return place.register().flatFields().stream().map(field -> new RegField(this, field)).toList();
    }

    /**
     * Reads it until some of its bits have a value.
     *
     * @return what was read at last
     * @throws ConsoleException when they do not in that time
     */
    public long poll(long mask, long value, long millis) {
        long[] last = new long[1];
        Patience.poll(() -> {
            last[0] = read();
            return (last[0] & mask) == value;
        }, Duration.ofMillis(millis), path() + " & " + ValueText.hex(mask, bits()) + " == "
                + ValueText.hex(value, bits()));
        return last[0];
    }

    /** What it is; reads nothing. */
    @Override
    public String toString() {
        return path() + " at 0x" + Long.toHexString(offset()) + ", " + bits() + " bits"
                + place.guard().map(guard -> ", guarded: " + guard.reason()).orElse("");
    }
}
