// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.model.Bookmark;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.ui.region.OpenRegion;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexMark.Kind;
import org.barscope.widgets.hex.HexRange;

/**
 * What lies on top of the bytes of a hex page: registers of the description and the gaps between them, bookmarks, what
 * was found, and what differs. UI thread only.
 */
final class HexMarks {

    /** The overview bar asks for all of a region, where single registers could not be told apart. */
    private static final long MOST_FOR_REGISTERS = 1 << 16;

    /** No register is longer than 8 bytes, nor its access. */
    private static final long LONGEST_REGISTER = 8;

    private final OpenRegion region;
    private final Runnable changed;
    private List<RegisterInstance> registers = List.of();
    private List<HexMark> bookmarks = List.of();
    private List<HexMark> matches = List.of();
    private List<HexMark> differences = List.of();

    /** @param changed run after each change */
    HexMarks(OpenRegion region, Runnable changed) {
        this.region = region;
        this.changed = changed;
        describe();
    }

    /** Takes the registers of the region's description as it is now. */
    void describe() {
        registers = region.description().registers().map(known -> known.registers()).orElse(List.of());
        changed.run();
    }

    void bookmarks(List<Bookmark> notes) {
        bookmarks = notes.stream().filter(note -> within(new Span(note.getOffset(), note.getLength())))
                .map(note -> new HexMark(HexRange.of(note.getOffset(), Math.max(1, note.getLength())), Kind.BOOKMARK,
                        note.getLabel(), note.getComment() == null ? "" : note.getComment())).toList();
        changed.run();
    }

    private boolean within(Span span) {
        return span.offset() < region.info().size();
    }

    void matches(List<Span> found) {
        List<HexMark> marks = marks(found, Kind.MATCH);
        if (!marks.equals(matches)) {
            matches = marks;
            changed.run();
        }
    }

    /** @param there says what the other side holds */
    void differences(List<Span> found, Function<Span, String> there) {
        List<HexMark> marks = found.stream().map(span -> new HexMark(HexRange.of(span.offset(), span.length()),
                Kind.DIFFERENCE, there.apply(span), "")).toList();
        if (!marks.equals(differences)) {
            differences = marks;
            changed.run();
        }
    }

    private static List<HexMark> marks(List<Span> spans, Kind kind) {
        return spans.stream().map(span -> new HexMark(HexRange.of(span.offset(), span.length()), kind, "", ""))
                .toList();
    }

    /** As the hex model is asked for them. */
    List<HexMark> in(HexRange range) {
        List<HexMark> found = new ArrayList<>();
        if (range.span() < MOST_FOR_REGISTERS) {
            registers(range, found);
        }
        for (List<HexMark> kind : List.of(differences, matches, bookmarks)) {
            kind.stream().filter(mark -> mark.range().intersects(range)).forEach(found::add);
        }
        return found;
    }

    private void registers(HexRange range, List<HexMark> found) {
        if (registers.isEmpty()) {
            return;
        }
        long described = range.first();
        for (int i = firstAt(range.first() - LONGEST_REGISTER); i < registers.size(); i++) {
            RegisterInstance register = registers.get(i);
            if (register.address() > range.last()) {
                break;
            }
            if (register.address() > described) {
                found.add(undescribed(described, register.address()));
            }
            described = Math.max(described, register.address() + register.register().bytes());
            found.add(new HexMark(HexRange.of(register.address(), register.register().bytes()), Kind.REGISTER,
                    register.path(), ""));
        }
        if (described <= range.last()) {
            found.add(undescribed(described, range.last() + 1));
        }
    }

    private static HexMark undescribed(long from, long to) {
        return new HexMark(HexRange.of(from, to - from), Kind.UNDESCRIBED, "", "");
    }

    /** Index of the first register at an address or after it. */
    private int firstAt(long address) {
        int low = 0;
        int high = registers.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (registers.get(mid).address() < address) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    private Optional<RegisterInstance> registerAt(long offset) {
        for (int i = firstAt(offset - LONGEST_REGISTER); i < registers.size()
                && registers.get(i).address() <= offset; i++) {
            RegisterInstance register = registers.get(i);
            if (offset < register.address() + register.register().bytes()) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }

    /** Access and meaning of the register at an offset, from what was last read; empty where none is described. */
    String detail(long offset) {
        return registerAt(offset).map(this::detail).orElse("");
    }

    private String detail(RegisterInstance register) {
        StringBuilder text = new StringBuilder().append(register.register().size()).append("-bit, ")
                .append(register.register().access().label());
        register.register().description().flatMap(what -> what.lines().findFirst())
                .ifPresent(what -> text.append(": ").append(what));
        if (register.guard().isPresent()) {
            return text.append("\nNever read here: ").append(register.guard().get().reason()).toString();
        }
        OptionalWord word = word(register);
        if (!word.known()) {
            return text.toString();
        }
        text.append("\nLast read: 0x")
                .append(HexFormat.of().toHexDigits(word.value(), 2 * register.register().bytes()));
        for (DecodedField field : DecodedRegister.of(register.register(), word.value()).fields()) {
            if (field.readable()) {
                text.append("\n  ").append(field.field().bits()).append(' ').append(field.field().name()).append(" = ")
                        .append(field.meaning().map(EnumeratedValue::name)
                                .orElse("0x" + Long.toHexString(field.value())));
            }
        }
        return text.toString();
    }

    /** A register's bits, if all of them were read. */
    private record OptionalWord(boolean known, long value) {
    }

    private OptionalWord word(RegisterInstance register) {
        RegionSnapshot latest = region.latest();
        long value = 0;
        for (int i = register.register().bytes() - 1; i >= 0; i--) {
            if (!latest.stateAt(register.address() + i).hasValue()) {
                return new OptionalWord(false, 0);
            }
            value = value << 8 | latest.byteAt(register.address() + i);
        }
        return new OptionalWord(true, value);
    }
}
