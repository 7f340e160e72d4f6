// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.time.Duration;
import java.util.Map;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.ValueText;

/** A field of a register, for snippets. What is said of {@link Reg} is true of it too. */
public final class RegField {

    private final Reg register;
    private final Field field;

    RegField(Reg register, Field field) {
        this.register = register;
        this.field = field;
    }

    Field field() {
        return field;
    }

    /** Its full path. */
    public String path() {
        return register.path() + "." + field.name();
    }

    /** Its width in bits. */
    public int bits() {
        return field.bits().width();
    }

    /** Reads the register and gives its part. */
    public long read() {
        return field.bits().extract(register.read());
    }

    /** Writes it; the other fields of the register keep their state. */
    public Written write(long value) {
        if (Long.compareUnsigned(value, field.bits().maximum()) > 0) {
            throw new ConsoleException("0x" + Long.toHexString(value) + " does not fit in the " + bits() + " bits of "
                    + path());
        }
        return register.set(Map.of(field.name(), value));
    }

    /** Writes the value of that name. */
    public Written write(String name) {
        return register.set(Map.of(field.name(), Reg.value(field, name)));
    }

    /**
     * Reads it until it has a value.
     *
     * @return the value
     * @throws ConsoleException when it does not in that time
     */
    public long poll(long value, long millis) {
        Patience.poll(() -> read() == value, Duration.ofMillis(millis), path() + " == "
                + ValueText.hex(value, bits()));
        return value;
    }

    /** What it is; reads nothing. */
    @Override
    public String toString() {
        return path() + ", bits " + field.bits().msb() + ":" + field.bits().lsb();
    }
}
