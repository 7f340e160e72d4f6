// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.rwmem;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;

/**
 * Reads a register database of rwmem. Format 2 is big-endian, format 3 little-endian; both are a header, arrays of
 * blocks, registers and fields, in format 3 also arrays of references, and a pool of strings. The format knows no
 * access and no read actions, so every register comes out as read-write and unguarded: overrides are the place to say
 * more. Faults name the offset of the byte in the file.
 */
public final class RwmemReader implements DescriptionReader {
    private static final int MAGIC_2 = 0x00e11554;
    private static final int MAGIC_3 = 0x00e11555;

    /** Creates a reader. */
    public RwmemReader() {
        // Stateless.
    }

    @Override
    public ReadResult read(Path file, byte[] content, ReadMonitor monitor) throws DescriptionException {
        FaultLog faults = new FaultLog(file.toString());
        try {
            DeviceDescription description = new Database(content, faults, monitor).read();
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            monitor.progress(content.length, content.length);
            return new ReadResult(description, faults.faults());
        } catch (Broken e) {
            faults.error(0, 0, "", e.getMessage());
            throw faults.exception();
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    /** The structure of the file is broken, so that nothing after it can be trusted. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    private static final class Database {
        private final ByteBuffer data;
        private final FaultLog faults;
        private final ReadMonitor monitor;
        private boolean third;
        private int blocks;
        private int registers;
        private int fields;
        private long registersAt;
        private long fieldsAt;
        private long registerIndexAt;
        private long fieldIndexAt;
        private long stringsAt;
        private int registerIndices;
        private int fieldIndices;
        private long made;

        Database(byte[] content, FaultLog faults, ReadMonitor monitor) {
            this.data = ByteBuffer.wrap(content);
            this.faults = faults;
            this.monitor = monitor;
        }

        DeviceDescription read() throws Broken {
            try {
                return file();
            } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                throw new Broken("the file ends in the middle, at byte " + data.limit());
            }
        }

        private DeviceDescription file() throws Broken {
            third = data.order(ByteOrder.LITTLE_ENDIAN).getInt(0) == MAGIC_3;
            if (!third && data.order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC_2) {
                throw new Broken("no register database of rwmem; expected the number 0x00e11554 or 0x00e11555 first");
            }
            int version = data.getInt(4);
            if (version != (third ? 3 : 2)) {
                throw new Broken("version " + version + " of the format; expected 2 or 3");
            }
            blocks = count(12, "blocks");
            registers = count(16, "registers");
            fields = count(20, "fields");
            registerIndices = third ? count(24, "register references") : 0;
            fieldIndices = third ? count(28, "field references") : 0;
            long at = third ? 32 : 24;
            registersAt = at + (long) blocks * (third ? 36 : 32);
            fieldsAt = registersAt + (long) registers * (third ? 34 : 20);
            registerIndexAt = fieldsAt + (long) fields * (third ? 10 : 6);
            fieldIndexAt = registerIndexAt + 4L * registerIndices;
            stringsAt = fieldIndexAt + 4L * fieldIndices;
            if (stringsAt > data.limit()) {
                throw new Broken("the counts in the header ask for " + stringsAt + " bytes, the file has "
                        + data.limit());
            }
            List<Block> result = new ArrayList<>();
            for (int i = 0; i < blocks; i++) {
                result.add(block((int) at + i * (third ? 36 : 32)));
            }
            String name = string(data.getInt(8), 8).orElse("");
            return DeviceDescription.of(name.isEmpty() ? "REGDB" : name, "", "", result);
        }

        private int count(int at, String what) throws Broken {
            int count = data.getInt(at);
            if (count < 0 || count > MAX_REGISTERS * 4) {
                throw new Broken("byte " + at + ": " + Integer.toUnsignedString(count) + " " + what
                        + "; expected fewer than " + MAX_REGISTERS * 4);
            }
            return count;
        }

        /** The string at an offset of the pool; empty, with a fault, when there is none. */
        private Optional<String> string(int offset, int from) {
            long start = stringsAt + Integer.toUnsignedLong(offset);
            int end = (int) Math.min(start, data.limit());
            while (end < data.limit() && data.get(end) != 0) {
                end++;
            }
            if (end >= data.limit()) {
                faults.error(0, 0, "", "byte " + from + ": a string at " + start + ", outside the file");
                return Optional.empty();
            }
            return Optional.of(new String(data.array(), (int) start, end - (int) start, StandardCharsets.UTF_8));
        }

        private String name(int at) {
            String name = string(data.getInt(at), at).orElse("?");
            if (!name.matches("[^\\s.*?:/]+")) {
                faults.error(0, 0, "", "byte " + at + ": the name '" + name.replaceAll("\\s+", " ")
                        + "' cannot be used; expected letters, digits and _");
                return "?";
            }
            return name;
        }

        private Optional<String> description(int at) {
            int offset = third ? data.getInt(at) : 0;
            return offset == 0 ? Optional.empty() : string(offset, at).filter(text -> !text.isBlank());
        }

        private Block block(int at) throws Broken {
            if (monitor.cancelled()) {
                throw new CancellationException("reading " + faults.file() + " was cancelled");
            }
            String name = name(at);
            int numbers = at + (third ? 8 : 4);
            long offset = data.getLong(numbers);
            long size = data.getLong(numbers + 8);
            int count = data.getInt(numbers + 16);
            int first = data.getInt(numbers + 20);
            int bytes = data.get(numbers + 27);
            made += Integer.toUnsignedLong(count);
            if (made > MAX_REGISTERS) {
                throw new Broken("block " + name + ": more than " + MAX_REGISTERS + " registers in all");
            }
            if (!within(first, count, third ? registerIndices : registers)) {
                throw new Broken("block " + name + ": registers " + first + " and following are outside the file");
            }
            List<RegisterNode> nodes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = third ? data.getInt((int) registerIndexAt + 4 * (first + i)) : first + i;
                if (!within(index, 1, registers)) {
                    throw new Broken("block " + name + ": register " + index + " is outside the file");
                }
                register((int) registersAt + index * (third ? 34 : 20), name, bytes).ifPresent(nodes::add);
            }
            return new Block(name, description(at + 4), Optional.empty(), offset, Block.Labels.NONE,
                    Optional.empty(), RegisterProperties.NONE,
                    List.of(new AddressBlock(0, size, AddressBlock.Usage.REGISTERS, Optional.empty())), List.of(),
                    nodes, Map.of());
        }

        private static boolean within(int first, int count, int total) {
            return first >= 0 && count >= 0 && (long) first + count <= total;
        }

        private Optional<RegisterNode> register(int at, String block, int blockBytes) throws Broken {
            String name = name(at);
            int numbers = at + (third ? 8 : 4);
            long offset = data.getLong(numbers);
            int counts = numbers + (third ? 16 : 8);
            int count = data.getInt(counts);
            int first = data.getInt(counts + 4);
            int own = third ? data.get(counts + 9) : 0;
            int bytes = own == 0 ? blockBytes : own;
            if (bytes < 1 || bytes > 8) {
                faults.error(0, 0, block + "." + name, "byte " + at + ": " + bytes + " bytes of data; expected 1 to 8");
                return Optional.empty();
            }
            if (count > 64 || !within(first, count, third ? fieldIndices : fields)) {
                throw new Broken(block + "." + name + ": fields " + first + " and following are outside the file");
            }
            List<Field> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = third ? data.getInt((int) fieldIndexAt + 4 * (first + i)) : first + i;
                if (!within(index, 1, fields)) {
                    throw new Broken(block + "." + name + ": field " + index + " is outside the file");
                }
                int place = (int) fieldsAt + index * (third ? 10 : 6);
                int bits = place + (third ? 8 : 4);
                int high = data.get(bits);
                int low = data.get(bits + 1);
                String fieldName = name(place);
                if (low < 0 || high < low || high >= bytes * 8) {
                    faults.error(0, 0, block + "." + name + "." + fieldName, "byte " + bits + ": bits [" + high + ":"
                            + low + "]; expected bits below " + bytes * 8);
                    continue;
                }
                list.add(Field.builder(fieldName, new BitRange(low, high))
                        .description(description(place + 4).orElse(null)).build());
            }
            Register.Builder register = Register.builder(name, offset, bytes * 8).fields(list)
                    .description(description(at + 4).orElse(null));
            if (third) {
                register.reset(data.getLong(numbers + 8) & BitRange.ones(bytes * 8));
            }
            return Optional.of(register.build());
        }
    }

    /** Whether a file starts like a register database. */
    public static boolean recognises(byte[] start) {
        return start.length >= 4 && (ByteBuffer.wrap(start).getInt(0) == MAGIC_2
                || ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(0) == MAGIC_3);
    }
}
