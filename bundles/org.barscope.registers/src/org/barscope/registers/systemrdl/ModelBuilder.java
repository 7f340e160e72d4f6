// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.read.FaultLog;

/** Allocates addresses and bits, and turns instances into the model. */
final class ModelBuilder {
    private static final Set<Integer> WIDTHS = Set.of(8, 16, 32, 64);
    private static final Set<String> USED_BY_GROUPS = Set.of("name", "desc", "addressing", "alignment", "lsb0", "msb0");
    private static final Set<String> USED_BY_REGISTERS = Set.of("name", "desc", "regwidth", "accesswidth");
    private static final Set<String> USED_BY_FIELDS = Set.of("desc", "sw", "onread", "onwrite", "rclr", "rset", "woclr",
            "woset", "reset", "encode", "fieldwidth");

    private final FaultLog faults;

    ModelBuilder(FaultLog faults) {
        this.faults = faults;
    }

    /** Something with an address: its size in bytes, its alignment, and its place in the model. */
    private record Placed(Node node, long offset, long stride, long size, int alignment, RegisterNode model) {
        long end() {
            return offset + stride * (node.elements() - 1) + size;
        }
    }

    DeviceDescription device(Node top) {
        List<Placed> content = children(top, top.isTrue("msb0"), "regalign");
        List<Block> blocks = new ArrayList<>();
        List<RegisterNode> own = new ArrayList<>();
        for (Placed placed : content) {
            if (placed.node.kind.equals("addrmap") && placed.model instanceof Cluster cluster) {
                blocks.add(new Block(cluster.name(), cluster.description(), cluster.dimension(), cluster.offset(),
                        Block.Labels.NONE, Optional.empty(), RegisterProperties.NONE, List.of(), List.of(),
                        cluster.registers(), cluster.userProperties()));
            } else {
                own.add(placed.model);
            }
        }
        if (!own.isEmpty()) {
            Optional<String> text = top.text("desc").or(() -> top.text("name"));
            Block block = Block.of(top.name, 0, own);
            blocks.addFirst(text.map(block::described).orElse(block));
        }
        return new DeviceDescription(top.name, "", top.text("desc").or(() -> top.text("name")).orElse(""),
                DeviceDescription.Labels.NONE, Optional.empty(), 8, 64, RegisterProperties.NONE, blocks,
                Optional.empty(), top.others(USED_BY_GROUPS));
    }

    private List<Placed> children(Node parent, boolean msb0, String addressingAbove) {
        String addressing = parent.get("addressing").map(Object::toString).orElse(addressingAbove);
        List<Placed> placed = new ArrayList<>();
        long next = 0;
        for (Node node : parent.children) {
            try {
                Optional<Placed> done = switch (node.kind) {
                    case "reg" -> Optional.of(register(node, parent, placed, next, msb0, addressing));
                    case "regfile", "addrmap" -> Optional.of(group(node, next, msb0, addressing));
                    default -> Optional.empty();
                };
                if (done.isPresent()) {
                    placed.add(done.get());
                    next = Math.max(next, done.get().end());
                }
            } catch (RdlError e) {
                faults.error(e.at().file(), e.at().line(), e.at().column(), node.name, e.getMessage());
            }
        }
        return placed;
    }

    private Placed group(Node node, long next, boolean msb0, String addressing) throws RdlError {
        List<Placed> content = children(node, msb0 && !node.isTrue("lsb0") || node.isTrue("msb0"), addressing);
        long size = content.stream().mapToLong(Placed::end).max().orElse(0);
        int alignment = content.stream().mapToInt(Placed::alignment).max().orElse(1);
        size = roundUp(size, alignment);
        long stride = stride(node, size, addressing);
        long offset = offset(node, next, addressing, alignment, size);
        Cluster cluster = new Cluster(arrayName(node), node.text("desc").or(() -> node.text("name")),
                dimension(node, stride), Optional.empty(), Optional.empty(), offset, RegisterProperties.NONE,
                content.stream().map(Placed::model).toList(), node.others(USED_BY_GROUPS));
        return new Placed(node, offset, stride, size, alignment, cluster);
    }

    // Addresses

    private static long roundUp(long value, long alignment) {
        return alignment <= 1 ? value : (value + alignment - 1) / alignment * alignment;
    }

    private static long stride(Node node, long size, String addressing) throws RdlError {
        long least = addressing.equals("fullalign") && size > 1 ? Long.highestOneBit(size - 1) << 1 : size;
        long stride = node.stride.orElse(least);
        if (node.elements() > 1 && Long.compareUnsigned(stride, size) < 0) {
            throw new RdlError(node.at, "the elements of " + node.name + " overlap; expected += " + size + " or more");
        }
        return stride;
    }

    private static long offset(Node node, long next, String addressing, int alignment, long size) throws RdlError {
        if (node.address.isPresent()) {
            return node.address.get();
        }
        long align = addressing.equals("fullalign") && size > 0
                ? Math.max(alignment, Long.highestOneBit(Math.max(1, size * node.elements() - 1)) << 1) : alignment;
        if (node.get("alignment").orElse(null) instanceof Long given && given > 0 && given <= 1 << 30) {
            align = given;
        }
        align = node.align.orElse(align);
        if (next < 0 || align <= 0) {
            throw new RdlError(node.at, "no address left for " + node.name);
        }
        return roundUp(next, align);
    }

    private static String arrayName(Node node) {
        return node.dimensions.isEmpty() ? node.name : node.name + "[%s]";
    }

    private static Optional<Dimension> dimension(Node node, long stride) throws RdlError {
        if (node.dimensions.isEmpty()) {
            return Optional.empty();
        }
        List<String> index = List.of();
        if (node.dimensions.size() > 1) {
            if (node.elements() > 65536) {
                throw new RdlError(node.at, node.name + " has " + node.elements()
                        + " elements in several dimensions; expected at most 65536");
            }
            index = List.of("");
            for (int count : node.dimensions) {
                List<String> longer = new ArrayList<>();
                for (String start : index) {
                    for (int i = 0; i < count; i++) {
                        longer.add(start.isEmpty() ? Integer.toString(i) : start + "][" + i);
                    }
                }
                index = longer;
            }
        }
        return Optional.of(new Dimension(node.elements(), stride, index, Optional.empty(), Optional.empty()));
    }

    // Registers and fields

    private Placed register(Node node, Node parent, List<Placed> before, long next, boolean msb0, String addressing)
            throws RdlError {
        int width = node.number("regwidth", 32, WIDTHS);
        int access = node.number("accesswidth", width, WIDTHS);
        int alignment = addressing.equals("compact") ? access / 8 : width / 8;
        long stride = stride(node, width / 8, addressing);
        long offset = offset(node, next, addressing, alignment, width / 8);
        if (node.aliasOf.isPresent()) {
            offset = before.stream().filter(p -> p.node.name.equals(node.aliasOf.get())).findFirst()
                    .orElseThrow(() -> new RdlError(node.at, parent.name + " has no register " + node.aliasOf.get()
                            + " before the alias " + node.name)).offset;
        }
        List<Field> fields = new ArrayList<>();
        long resetValue = 0;
        long resetMask = 0;
        int bit = 0;
        for (Node child : node.children) {
            if (!child.kind.equals("field")) {
                continue;
            }
            BitRange bits = bits(child, width, bit, msb0);
            bit = bits.msb() + 1;
            if (child.get("reset").orElse(null) instanceof Long value) {
                if (!bits.fits(value)) {
                    throw new RdlError(child.at, "the reset value of " + child.name + " does not fit in " + bits.width()
                            + " bits");
                }
                resetValue = bits.insert(resetValue, value);
                resetMask |= bits.mask();
            }
            field(child, bits).ifPresent(fields::add);
        }
        overlaps(node, fields);
        fields.sort(Comparator.comparing(Field::bits));
        RegisterProperties properties = new RegisterProperties(OptionalInt.of(width), Optional.of(access(fields)),
                Optional.empty(), resetMask == 0 ? OptionalLong.empty() : OptionalLong.of(resetValue),
                resetMask == 0 ? OptionalLong.empty() : OptionalLong.of(resetMask));
        Register register = Register.builder(arrayName(node), offset, width).properties(properties)
                .displayName(node.text("name").orElse(null)).description(node.text("desc").orElse(null))
                .dimension(dimension(node, stride).orElse(null)).alternateRegister(node.aliasOf.orElse(null))
                .accessBits(access == width ? OptionalInt.empty() : OptionalInt.of(access)).fields(fields)
                .userProperties(node.others(USED_BY_REGISTERS)).build();
        return new Placed(node, offset, stride, width / 8, alignment, register);
    }

    private static Access access(List<Field> fields) {
        if (fields.isEmpty()) {
            return Access.READ_WRITE;
        }
        boolean readable = fields.stream().anyMatch(field -> field.access().readable());
        boolean writable = fields.stream().anyMatch(field -> field.access().writable());
        return !writable ? Access.READ_ONLY : readable ? Access.READ_WRITE : Access.WRITE_ONLY;
    }

    private static BitRange bits(Node field, int width, int next, boolean msb0) throws RdlError {
        int low;
        int high;
        if (field.msb.isPresent()) {
            int first = field.msb.get();
            int second = field.lsb.orElseThrow();
            if (first < second && !msb0 || first > second && msb0) {
                throw new RdlError(field.at, "bits [" + first + ":" + second + "] are reversed; expected "
                        + (msb0 ? "the lower number first, because of msb0" : "[msb:lsb]"));
            }
            low = msb0 ? width - 1 - second : second;
            high = msb0 ? width - 1 - first : first;
        } else {
            int bits = field.dimensions.isEmpty()
                    ? field.get("fieldwidth").orElse(null) instanceof Long given ? Math.clamp(given, 1, 65) : 1
                    : field.dimensions.getFirst();
            low = msb0 ? width - next - bits : next;
            high = low + bits - 1;
        }
        if (low < 0 || high >= width) {
            throw new RdlError(field.at, field.name + " lies outside the " + width + " bits of its register");
        }
        return new BitRange(low, high);
    }

    private void overlaps(Node register, List<Field> fields) {
        long readable = 0;
        long writable = 0;
        for (Field field : fields) {
            long mask = field.bits().mask();
            boolean twice = field.access().readable() && (readable & mask) != 0
                    || field.access().writable() && (writable & mask) != 0;
            if (twice) {
                faults.error(register.at.file(), register.at.line(), register.at.column(), register.name,
                        "field " + field.name() + " " + field.bits() + " overlaps another; expected bits of its own");
            }
            readable |= field.access().readable() ? mask : 0;
            writable |= field.access().writable() ? mask : 0;
        }
    }

    private static Optional<Field> field(Node node, BitRange bits) throws RdlError {
        String sw = node.get("sw").map(Object::toString).orElse("rw");
        Access access = switch (sw) {
            case "rw", "wr" -> Access.READ_WRITE;
            case "r" -> Access.READ_ONLY;
            case "w" -> Access.WRITE_ONLY;
            case "rw1" -> Access.READ_WRITE_ONCE;
            case "w1" -> Access.WRITE_ONCE;
            case "na" -> null;
            default -> throw new RdlError(node.at, node.name + ": sw = " + sw
                    + "; expected rw, r, w, rw1, w1 or na");
        };
        if (access == null) {
            return Optional.empty();
        }
        return Optional.of(Field.builder(node.name, bits).description(node.text("desc").orElse(null)).access(access)
                .modifiedWriteValues(modified(node)).readAction(readAction(node).orElse(null))
                .enumeratedValues(node.get("encode").orElse(null) instanceof EnumeratedValues values
                        ? List.of(values) : List.of())
                .userProperties(node.others(USED_BY_FIELDS)).build());
    }

    private static ModifiedWriteValues modified(Node node) throws RdlError {
        Map<String, ModifiedWriteValues> words = Map.of("woset", ModifiedWriteValues.ONE_TO_SET, "woclr",
                ModifiedWriteValues.ONE_TO_CLEAR, "wot", ModifiedWriteValues.ONE_TO_TOGGLE, "wzs",
                ModifiedWriteValues.ZERO_TO_SET, "wzc", ModifiedWriteValues.ZERO_TO_CLEAR, "wzt",
                ModifiedWriteValues.ZERO_TO_TOGGLE, "wclr", ModifiedWriteValues.CLEAR, "wset",
                ModifiedWriteValues.SET, "wuser", ModifiedWriteValues.MODIFY);
        Optional<Object> given = node.get("onwrite");
        if (given.isPresent()) {
            ModifiedWriteValues value = words.get(given.get().toString());
            if (value == null) {
                throw new RdlError(node.at, node.name + ": onwrite = " + given.get() + "; expected one of "
                        + words.keySet().stream().sorted().toList());
            }
            return value;
        }
        // A single pulse starts with a written 1, and a written 0 does nothing.
        return node.isTrue("woclr") ? ModifiedWriteValues.ONE_TO_CLEAR
                : node.isTrue("woset") || node.isTrue("singlepulse") ? ModifiedWriteValues.ONE_TO_SET
                        : ModifiedWriteValues.MODIFY;
    }

    private static Optional<ReadAction> readAction(Node node) throws RdlError {
        Optional<Object> given = node.get("onread");
        if (given.isPresent()) {
            return Optional.of(switch (given.get().toString()) {
                case "rclr" -> ReadAction.CLEAR;
                case "rset" -> ReadAction.SET;
                case "ruser" -> ReadAction.MODIFY;
                default -> throw new RdlError(node.at, node.name + ": onread = " + given.get()
                        + "; expected rclr, rset or ruser");
            });
        }
        return node.isTrue("rclr") ? Optional.of(ReadAction.CLEAR)
                : node.isTrue("rset") ? Optional.of(ReadAction.SET) : Optional.empty();
    }
}
