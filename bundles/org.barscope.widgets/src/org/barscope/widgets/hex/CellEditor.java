// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns typed characters into pending units.
 * <p>
 * Hexadecimal and binary digits are typed over one by one, in the order shown. Decimal and floating-point numbers are
 * typed as a text that replaces the cell. In the text column a character replaces its bytes.
 */
final class CellEditor {

    private final EditBuffer buffer = new EditBuffer();
    private boolean active;
    private HexRange cell = new HexRange(0, 0);
    private int digit;
    private final StringBuilder number = new StringBuilder();
    private boolean numberValid = true;

    /**
     * What is edited.
     *
     * @param model   says what may be edited, in which units
     * @param shown   what the user sees
     * @param options how the user sees it
     */
    record Target(HexModel model, HexSnapshot shown, HexOptions options) {

        void put(EditBuffer buffer, long offset, int mask, int value) {
            buffer.type(offset, model.unitSize(offset), mask, value, shown);
        }
    }

    /** What became of a character. */
    sealed interface Outcome {

        /** Taken; the caret stays. */
        record Accepted() implements Outcome {
        }

        /** Taken, and the caret goes on by this many bytes. */
        record Advance(int bytes) implements Outcome {
        }

        /**
         * Not taken.
         *
         * @param reason a sentence for the user
         */
        record Refused(String reason) implements Outcome {
        }
    }

    EditBuffer buffer() {
        return buffer;
    }

    private boolean isActive(long cellStart) {
        return active && cell.first() == cellStart;
    }

    /** Index of the digit that the next typed one replaces; not 0 if one of this cell was typed already. */
    int digitAt(long cellStart) {
        return isActive(cellStart) ? digit : 0;
    }

    /** The number being typed into a cell, as typed so far. */
    Optional<String> numberAt(long cellStart) {
        return isActive(cellStart) && !number.isEmpty() ? Optional.of(number.toString()) : Optional.empty();
    }

    /** Whether nothing is typed, so that rows look as the snapshot says. */
    boolean isIdle() {
        return !active && buffer.isEmpty();
    }

    /** The caret has gone elsewhere; typing there begins anew. A number that is none yet is given up. */
    void leave() {
        if (!numberValid) {
            untype(cell);
        }
        active = false;
        digit = 0;
        number.setLength(0);
        numberValid = true;
    }

    private void untype(HexRange bytes) {
        for (long i = 0; i <= bytes.span(); i++) {
            buffer.untype(bytes.first() + i, 0xff);
        }
    }

    /** Types one character. */
    Outcome type(char character, HexSelection at, Target target) {
        HexOptions options = target.options();
        HexRange touched = at.pane() == HexPane.TEXT ? new HexRange(at.caret(), at.caret())
                : options.cell(at.caret());
        Optional<String> refusal = refusal(touched, target.model());
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        if (at.pane() == HexPane.TEXT) {
            return typeText(character, at.caret(), target);
        }
        if (!isActive(touched.first())) {
            leave();
            cell = touched;
            active = true;
        }
        return options.format().isPositional() ? typeDigit(character, touched, target)
                : typeNumber(character, touched, target);
    }

    private Optional<String> refusal(HexRange touched, HexModel model) {
        HexRange extent = model.extent().orElse(null);
        if (extent == null || !extent.contains(touched.last())) {
            return Optional.of("The region ends within this cell");
        }
        for (long i = 0; i <= touched.span(); i++) {
            long offset = touched.first() + i;
            Optional<String> reason = model.editRefusal(offset);
            if (reason.isPresent()) {
                return reason;
            }
            Optional<EditBuffer.Unit> unit = buffer.at(offset);
            if (unit.isPresent() && unit.get().isWriting()) {
                return Optional.of("The write at 0x" + Long.toHexString(unit.get().offset()) + " is still under way");
            }
            int unitSize = model.unitSize(offset);
            if (!extent.contains((offset & -(long) unitSize) + unitSize - 1)) {
                return Optional.of("The region ends within the access unit at 0x" + Long.toHexString(offset));
            }
        }
        if (buffer.size() >= EditBuffer.MAX_UNITS) {
            return Optional.of("More than " + EditBuffer.MAX_UNITS + " units are pending: press Enter to write or Esc"
                    + " to revert them");
        }
        return Optional.empty();
    }

    private Outcome typeDigit(char character, HexRange touched, Target target) {
        HexOptions options = target.options();
        boolean hex = options.format() == CellFormat.HEX;
        int value = Character.digit(character, hex ? 16 : 2);
        if (value < 0) {
            return new Outcome.Refused("'" + character + "' is no " + (hex ? "hexadecimal" : "binary") + " digit");
        }
        int mask = digitMask(digit, options);
        target.put(buffer, digitOffset(digit, touched, options), mask, value * Integer.lowestOneBit(mask));
        digit++;
        if (digit == options.format().width(options.cellSize())) {
            leave();
            return new Outcome.Advance(options.cellSize());
        }
        return new Outcome.Accepted();
    }

    /** The byte that a digit of a cell belongs to. */
    private static long digitOffset(int digit, HexRange touched, HexOptions options) {
        int index = digit / options.format().digitsPerByte();
        return options.order() == ByteOrder.BIG_ENDIAN ? touched.first() + index : touched.last() - index;
    }

    /** The bits of that byte. */
    private static int digitMask(int digit, HexOptions options) {
        int perByte = options.format().digitsPerByte();
        int bits = 8 / perByte;
        return (1 << bits) - 1 << 8 - bits * (digit % perByte + 1);
    }

    private Outcome typeNumber(char character, HexRange touched, Target target) {
        HexOptions options = target.options();
        boolean floating = options.format() == CellFormat.FLOAT;
        if ("0123456789-".indexOf(character) < 0 && !(floating && ".eE+NaInfity".indexOf(character) >= 0)) {
            return new Outcome.Refused("'" + character + "' is no part of a number");
        }
        if (number.length() >= options.format().width(options.cellSize())) {
            return new Outcome.Refused("A number of this size has no more digits");
        }
        number.append(character);
        Outcome outcome = applyNumber(touched, target);
        if (outcome instanceof Outcome.Refused) {
            number.setLength(number.length() - 1);
        }
        return outcome;
    }

    private Outcome applyNumber(HexRange touched, Target target) {
        NumberText parsed = NumberText.parse(number, target.options().format(), target.options().cellSize());
        switch (parsed) {
            case NumberText.Invalid invalid -> {
                return new Outcome.Refused(invalid.reason());
            }
            case NumberText.Unfinished ignored -> {
                numberValid = false;
                put(touched, 0, 0, target);
            }
            case NumberText.Value complete -> {
                numberValid = true;
                put(touched, -1L, complete.bits(), target);
            }
        }
        return new Outcome.Accepted();
    }

    private void put(HexRange touched, long mask, long value, Target target) {
        boolean big = target.options().order() == ByteOrder.BIG_ENDIAN;
        for (int i = 0; i < target.options().cellSize(); i++) {
            long offset = big ? touched.last() - i : touched.first() + i;
            target.put(buffer, offset, (int) (mask >>> 8 * i) & 0xff, (int) (value >>> 8 * i) & 0xff);
        }
    }

    private Outcome typeText(char character, long offset, Target target) {
        if (target.options().text() == TextEncoding.ASCII && (character < ' ' || character > '~')) {
            return new Outcome.Refused("'" + character + "' is not in ASCII");
        }
        if (Character.isSurrogate(character)) {
            return new Outcome.Refused("Characters beyond the basic plane cannot be typed here");
        }
        leave();
        byte[] bytes = String.valueOf(character).getBytes(StandardCharsets.UTF_8);
        Optional<String> refusal = refusal(HexRange.of(offset, bytes.length), target.model());
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        for (int i = 0; i < bytes.length; i++) {
            target.put(buffer, offset + i, 0xff, bytes[i]);
        }
        return new Outcome.Advance(bytes.length);
    }

    /** Takes the last digit of the current cell back. Returns false if there is none. */
    boolean erase(HexSelection at, Target target) {
        HexOptions options = target.options();
        HexRange touched = options.cell(at.caret());
        if (at.pane() != HexPane.CELLS || !isActive(touched.first())) {
            return false;
        }
        if (!number.isEmpty()) {
            number.setLength(number.length() - 1);
            if (number.isEmpty()) {
                untype(touched);
                numberValid = true;
                leave();
            } else {
                applyNumber(touched, target);
            }
            return true;
        }
        if (digit == 0) {
            return false;
        }
        digit--;
        buffer.untype(digitOffset(digit, touched, options), digitMask(digit, options));
        return true;
    }

    /** Reverts everything typed. Returns false if there was nothing to revert. */
    boolean revert() {
        numberValid = true;
        leave();
        return buffer.revertAll();
    }

    /** Why the pending units cannot be written as they are. */
    Optional<String> incomplete() {
        if (!numberValid) {
            return Optional.of("'" + number + "' is no number yet");
        }
        return buffer.units().stream().filter(unit -> !unit.isComplete()).findFirst()
                .map(unit -> "Type every digit of the " + unit.size() + "-byte unit at 0x"
                        + Long.toHexString(unit.offset()) + ": its present value is not known");
    }
}
