// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.core.registers.RegisterValues.State;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.Register;
import org.barscope.registers.naming.ValueText;

/** What a description says of a row, and what is known of its value, as plain text. */
public final class RowDocumentation {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int MOST_VALUES = 200;

    private final RegisterValues values;
    private final ZoneId zone;

    /** @param zone for the times of readings */
    public RowDocumentation(RegisterValues values, ZoneId zone) {
        this.values = values;
        this.zone = zone;
    }

    /** A line that names the row. */
    public String title(Row row) {
        return switch (row) {
            case Row.Group group -> group.path();
            case Row.OfRegister register -> register.path()
                    + (register.register().displayName().equals(register.name()) ? ""
                            : " (" + register.register().displayName() + ")");
            case Row.OfField field -> field.path() + " " + field.field().bits();
        };
    }

    /** All that is known, some lines. */
    public String text(Row row) {
        StringBuilder text = new StringBuilder();
        switch (row) {
            case Row.Group group -> text.append(group.all().size()).append(" registers and groups from ")
                    .append(ValueText.hex(group.address(), 16)).append('\n');
            case Row.OfRegister register -> register(text, register.register());
            case Row.OfField field -> field(text, field);
        }
        return text.toString().stripTrailing();
    }

    private void register(StringBuilder text, RegisterInstance instance) {
        Register register = instance.register();
        register.description().ifPresent(words -> text.append(words).append("\n\n"));
        text.append(register.size()).append(" bits at ").append(ValueText.hex(instance.address(), 16)).append(", ")
                .append(register.access().token()).append(", read by ").append(8 * register.accessBytes())
                .append("-bit accesses\n");
        register.alternateRegister().ifPresent(other -> text.append("Another view of ").append(other).append('\n'));
        register.writeConstraint().ifPresent(some -> text.append("Not every value may be written\n"));
        value(text, instance);
        properties(text, register.userProperties());
    }

    private void value(StringBuilder text, RegisterInstance instance) {
        Entry entry = values.of(instance);
        if (entry.state().hasValue()) {
            text.append(entry.once() ? "Read once at " : "Read at ").append(time(entry.time())).append('\n');
            entry.previous().ifPresent(word -> text.append("Changed from ")
                    .append(ValueText.hex(word, instance.register().size())).append('\n'));
        } else if (entry.state() == State.UNREACHABLE) {
            values.registers().unreachable(instance).ifPresent(why -> text.append("Not read: ").append(why)
                    .append('\n'));
        }
        instance.guard().ifPresent(guard -> text.append("Not read by itself: ").append(guard.reason()).append('\n'));
        if (entry.state() == State.ALL_ONES) {
            text.append("All bits are ones, which is also what a device answers that does not listen\n");
        }
    }

    private String time(Instant when) {
        return TIME.format(when.atZone(zone));
    }

    private void field(StringBuilder text, Row.OfField row) {
        Field field = row.field();
        field.description().ifPresent(words -> text.append(words).append("\n\n"));
        text.append(field.bits().width() == 1 ? "1 bit, " : field.bits().width() + " bits, ")
                .append(field.access().token());
        switch (field.modifiedWriteValues()) {
            case MODIFY -> text.append('\n');
            default -> text.append(", ").append(field.modifiedWriteValues().token()).append('\n');
        }
        field.readAction().ifPresent(action -> text.append("It ").append(action.effect()).append('\n'));
        field.valuesForReading().ifPresent(names -> names(text, "Values", names));
        field.valuesForWriting().filter(names -> !field.valuesForReading().equals(Optional.of(names)))
                .ifPresent(names -> names(text, "Values to write", names));
        properties(text, field.userProperties());
        row.registerRow().register().register().description()
                .ifPresent(words -> text.append("\nIts register: ").append(words).append('\n'));
    }

    private static void names(StringBuilder text, String title, EnumeratedValues names) {
        text.append(title).append(":\n");
        names.values().stream().limit(MOST_VALUES).forEach(value -> text.append("  ").append(pattern(value))
                .append("  ").append(value.name())
                .append(value.description().map(words -> ": " + words).orElse("")).append('\n'));
    }

    private static String pattern(EnumeratedValue value) {
        return value.pattern().map(Object::toString).orElse("other");
    }

    private static void properties(StringBuilder text, Map<String, String> properties) {
        properties.forEach((name, value) -> text.append(name.equals("comment") ? "Your comment" : name).append(": ")
                .append(value).append('\n'));
    }

    /** Why a register is not read by itself, and what reading it once does; empty when it is read by itself. */
    public static Optional<String> consequence(RegisterInstance instance) {
        return instance.guard().map(guard -> sentence(guard.reason()) + " " + switch (guard.kind()) {
            case READ_ACTION -> "Reading it once changes the device: what it holds may be gone, for its driver too.";
            case WRITE_ONLY -> "Reading it once returns nothing meaningful, and the device may take it for an error.";
            case NOTE -> "Reading it once does what the note warns of.";
            case OVERLAP -> "Reading it once reads its neighbour too, with what that does.";
        });
    }

    private static String sentence(String clause) {
        return clause.isEmpty() ? "" : Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    /** Whether a user may choose to read it once: it is guarded, and an access can reach it. */
    public boolean mayReadOnce(RegisterInstance instance) {
        return instance.guard().map(Guard::kind).isPresent() && values.registers().unreachable(instance).isEmpty();
    }
}
