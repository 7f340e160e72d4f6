// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.barscope.app.HexListing;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.BackendException;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.UnitWriter;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.core.watch.Watched;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.naming.ValueText;

/**
 * An open region, for snippets. Every method blocks until the device has answered and throws
 * {@link ConsoleException} when it does not, or when the snippet is stopped. Reading a unit or register that is guarded
 * because reading it changes the device is put down in the journal, as every write is; a write needs the region to be
 * armed.
 */
public final class Region {

    /** Where changes come from, in the journal. */
    static final Origin ORIGIN = Origin.script("console");

    private static final int LONGEST_DUMP = 65_536;

    private final Console console;
    private final ConsoleHost.Opened opened;

    Region(Console console, ConsoleHost.Opened opened) {
        this.console = console;
        this.opened = opened;
    }

    ConsoleHost.Opened opened() {
        return opened;
    }

    Console console() {
        return console;
    }

    Poking poking() {
        return console.poking();
    }

    /** Its name, for example {@code sim:0000:01:00.0/bar0}. */
    public String uri() {
        return opened.uri().toString();
    }

    /** Its length in bytes. */
    public long size() {
        return opened.session().info().size();
    }

    /** Whether it may be written at present, at least in part. */
    public boolean armed() {
        return poking().arming().armed(opened.uri()).isPresent();
    }

    /**
     * Asks the user to arm it for writing, outside of the console.
     *
     * @throws ConsoleException when the user does not agree, or cannot be asked here
     */
    public void arm() {
        try {
            console.host().arm(opened);
        } catch (BackendException refused) {
            throw new ConsoleException(refused.getMessage(), refused);
        }
    }

    /** Ends the permission to write to it. */
    public void disarm() {
        poking().arming().disarm(opened.uri());
    }

    /** Reads the unit at an offset with its declared width. */
    public long read(long offset) {
        return unit(offset, opened.rules().unitAt(offset).width());
    }

    /** Reads 8 bits. */
    public int read8(long offset) {
        return (int) unit(offset, AccessWidth.W8);
    }

    /** Reads 16 bits. */
    public int read16(long offset) {
        return (int) unit(offset, AccessWidth.W16);
    }

    /** Reads 32 bits, as an unsigned number. */
    public long read32(long offset) {
        return unit(offset, AccessWidth.W32);
    }

    /** Reads 64 bits. */
    public long read64(long offset) {
        return unit(offset, AccessWidth.W64);
    }

    private long unit(long offset, AccessWidth width) {
        check(offset, width);
        boolean guarded = UnitWriter.unit(offset, width, opened.rules()).policy() != ReadPolicy.SAFE;
        return Patience.get(guarded ? poking().guarded(opened.session()).read(offset, width, ORIGIN)
                : opened.session().read(offset, width));
    }

    private void check(long offset, AccessWidth width) {
        if (offset < 0 || offset > size() - width.bytes()) {
            throw new ConsoleException("0x" + Long.toHexString(offset) + " lies past the end of " + uri()
                    + ", which is 0x" + Long.toHexString(size()) + " bytes long");
        }
    }

    /** Writes the unit at an offset with its declared width. */
    public Written write(long offset, long value) {
        return send(offset, opened.rules().unitAt(offset).width(), value);
    }

    /** Writes 8 bits. */
    public Written write8(long offset, long value) {
        return send(offset, AccessWidth.W8, value);
    }

    /** Writes 16 bits. */
    public Written write16(long offset, long value) {
        return send(offset, AccessWidth.W16, value);
    }

    /** Writes 32 bits. */
    public Written write32(long offset, long value) {
        return send(offset, AccessWidth.W32, value);
    }

    /** Writes 64 bits. */
    public Written write64(long offset, long value) {
        return send(offset, AccessWidth.W64, value);
    }

    private Written send(long offset, AccessWidth width, long value) {
        check(offset, width);
        WriteOutcome outcome = Patience.get(poking().units(writable()).write(offset, width, value, width.allOnes(),
                opened.rules(), ORIGIN));
        return Written.of("0x" + Long.toHexString(offset), width.bits(), outcome);
    }

    RegisterWriter registerWriter() {
        return poking().registers(writable());
    }

    /** What is written through; while the region is not armed, the writers refuse whichever session they have. */
    private RegionSession writable() {
        return console.host().writable(opened.uri()).orElse(opened.session());
    }

    /** Writes bytes to memory, not to registers. */
    public void write(long offset, byte[] bytes) {
        Patience.get(poking().blocks(writable()).paste(offset, bytes.clone(), ORIGIN, done -> {
        }, () -> Thread.currentThread().isInterrupted()));
    }

    /**
     * A register by its name or path.
     *
     * @throws ConsoleException when nothing, or several things, have that name
     */
    public Reg reg(String name) {
        RegisterTarget target = target(name);
        if (target.field().isPresent()) {
            throw new ConsoleException(target.path() + " is a field: use field(\"" + name + "\")");
        }
        return new Reg(this, target.register());
    }

    /** A field as {@code REGISTER.FIELD}. */
    public RegField field(String name) {
        RegisterTarget target = target(name);
        return new RegField(new Reg(this, target.register()), target.field().orElseThrow(
                () -> new ConsoleException(target.path() + " is a register: use reg(\"" + name + "\")")));
    }

    private RegisterTarget target(String name) {
        try {
            return RegisterTarget.resolve(opened.registers().orElseThrow(() -> new ConsoleException(
                    "no description fits " + uri() + ", so that it has no names; use offsets")), name);
        } catch (IllegalArgumentException unknown) {
            throw new ConsoleException(unknown.getMessage(), unknown);
        }
    }

    /** Its registers, in the order of their addresses; empty where no description fits. */
    public List<Reg> regs() {
        List<RegisterInstance> all = opened.registers().map(known -> known.registers()).orElse(List.of());
        return all.stream().map(register -> new Reg(this, register)).toList();
    }

    /** Some bytes in hexadecimal; what must not be read without being asked for is left out. */
    public Listing dump(long offset, long length) {
        if (offset < 0 || length < 1 || length > LONGEST_DUMP || offset > size() - length) {
            throw new ConsoleException("dump(offset, length) shows 1 to " + LONGEST_DUMP + " bytes inside the 0x"
                    + Long.toHexString(size()) + " of " + uri());
        }
        Span span = new Span(offset, length);
        RegionSnapshot snapshot = Patience.get(opened.session().snapshot(List.of(span), opened.rules()));
        AccessWidth cell = opened.rules().defaultWidth();
        return new Listing(new HexListing(cell, opened.session().info().byteOrder(), size()).lines(snapshot, span));
    }

    /**
     * Watches a register or field.
     *
     * @param name   which
     * @param millis from one sample to the next
     */
    public Watching watch(String name, long millis) {
        return sample(millis, () -> new Watched.Named(target(name)));
    }

    /** Watches the unit at an offset. */
    public Watching watch(long offset, long millis) {
        return sample(millis, () -> new Watched.Range(offset, opened.rules().unitAt(offset).width().bytes(),
                opened.rules()));
    }

    private Watching sample(long millis, Supplier<Watched> what) {
        if (millis < 1) {
            throw new ConsoleException("a watch samples at most once a millisecond");
        }
        try {
            return new Watching(console, console.watches().add(opened.session(), what.get(),
                    Duration.ofMillis(millis), List.of()));
        } catch (IllegalArgumentException unwatchable) {
            throw new ConsoleException(unwatchable.getMessage(), unwatchable);
        }
    }

    /**
     * Reads the unit at an offset until some of its bits have a value.
     *
     * @param mask   which bits
     * @param value  what they shall be
     * @param millis for how long
     * @return what was read at last
     * @throws ConsoleException when they do not in that time
     */
    public long poll(long offset, long mask, long value, long millis) {
        AccessWidth width = opened.rules().unitAt(offset).width();
        long[] last = new long[1];
        Patience.poll(() -> {
            last[0] = unit(offset, width);
            return (last[0] & mask) == value;
        }, Duration.ofMillis(millis), "0x" + Long.toHexString(offset) + " & " + ValueText.hex(mask, width.bits())
                + " == " + ValueText.hex(value, width.bits()));
        return last[0];
    }

    @Override
    public String toString() {
        return uri() + ", 0x" + Long.toHexString(size()) + " bytes, " + (armed() ? "armed" : "not armed")
                + opened.registers().map(known -> ", " + known.registers().size() + " registers").orElse("");
    }
}
