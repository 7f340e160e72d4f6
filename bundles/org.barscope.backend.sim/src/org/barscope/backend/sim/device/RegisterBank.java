// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.Span;

/**
 * Registers in an MMIO region, with gaps that read as one fixed byte and stretches of plain memory between them.
 *
 * <p>An access reaches every register that it overlaps, as on a bus that carries byte enables: a 64-bit read over a
 * clear-on-read register clears it, a byte write changes one byte of a register. Registers are added before the first
 * access.
 */
public class RegisterBank implements RegionBehaviour {

    private final long size;
    private final byte gap;
    private final TreeMap<Long, Register> registers = new TreeMap<>();
    private final List<Span> plain = new ArrayList<>();
    private AccessMap access;

    /**
     * @param size in bytes
     * @param gap  what bytes outside of registers and plain memory read as: 0 or 0xff
     */
    public RegisterBank(long size, int gap) {
        this.size = size;
        this.gap = (byte) gap;
    }

    /**
     * Adds a register that reads as 0 and ignores writes until more is said.
     *
     * @throws IllegalArgumentException when it is misaligned, overlaps another or lies outside
     */
    public Register add(long offset, AccessWidth width, String name) {
        Register register = new Register(name, offset, width);
        if (!width.aligned(offset) || register.end() > size || !overlapping(offset, width.bytes()).isEmpty()) {
            throw new IllegalArgumentException("no place for register " + name + " at 0x" + Long.toHexString(offset));
        }
        registers.put(offset, register);
        return register;
    }

    /** Adds a 32-bit register. */
    public Register add(long offset, String name) {
        return add(offset, AccessWidth.W32, name);
    }

    /** Makes a range plain memory. */
    public void memory(long offset, long length) {
        plain.add(new Span(offset, length));
    }

    @Override
    public RegionKind kind() {
        return RegionKind.MMIO;
    }

    @Override
    public AccessMap access() {
        if (access == null) {
            List<AccessRule> rules = registers.values().stream()
                    .filter(r -> r.policy() != ReadPolicy.SAFE || r.width() != AccessWidth.W32)
                    .map(r -> new AccessRule(r.offset(), r.width().bytes(), r.width(), r.policy(), r.reason()))
                    .toList();
            access = AccessMap.safe(AccessWidth.W32).with(rules);
        }
        return access;
    }

    @Override
    public void powerOn(DeviceMemory memory) throws IOException {
        if (gap != 0) {
            byte[] fill = new byte[1 << 16];
            Arrays.fill(fill, gap);
            for (long at = 0; at < size; at += fill.length) {
                memory.write(at, fill, 0, (int) Math.min(fill.length, size - at));
            }
            for (Span range : plain) {
                byte[] zeros = new byte[Math.toIntExact(range.length())];
                memory.write(range.offset(), zeros, 0, zeros.length);
            }
        }
        for (Register register : registers.values()) {
            memory.store(register.offset(), register.width(), register.peek());
        }
    }

    @Override
    public void beforeRead(DeviceMemory memory, long offset, int length) throws IOException {
        for (Register register : overlapping(offset, length)) {
            memory.store(register.offset(), register.width(), register.peek());
        }
    }

    @Override
    public void afterRead(DeviceMemory memory, long offset, AccessWidth width) {
        for (Register register : overlapping(offset, width.bytes())) {
            register.wasRead();
        }
    }

    @Override
    public void afterWrite(DeviceMemory memory, long offset, AccessWidth width, long value) throws IOException {
        List<Register> touched = overlapping(offset, width.bytes());
        for (Register register : touched) {
            long shift = 8 * (offset - register.offset());
            long mask = shifted(width.allOnes(), shift) & register.width().allOnes();
            register.write(shifted(value, shift), mask);
        }
        for (int i = 0; i < width.bytes(); i++) {
            long at = offset + i;
            if (overlapping(at, 1).isEmpty() && plain.stream().noneMatch(s -> at >= s.offset() && at < s.end())) {
                // Nobody is there to keep it: the gap reads as before.
                memory.store(at, AccessWidth.W8, gap & 0xff);
            }
        }
        for (Register register : touched) {
            memory.store(register.offset(), register.width(), register.peek());
        }
    }

    /** The registers that an access reaches, by offset. */
    private List<Register> overlapping(long offset, long length) {
        Map.Entry<Long, Register> before = registers.lowerEntry(offset);
        boolean straddles = before != null && before.getValue().end() > offset;
        return List.copyOf(registers.subMap(straddles ? before.getKey() : offset, true, offset + length, false)
                .values());
    }

    private static long shifted(long value, long left) {
        if (left >= 64 || left <= -64) {
            return 0;
        }
        return left >= 0 ? value << left : value >>> -left;
    }
}
