// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.Cpu;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.model.WriteConstraint;

/** Writes descriptions as JSON, losing nothing. Stateless. */
public final class JsonDescriptionWriter {
    /** Value of {@code format} in the root object. */
    public static final String FORMAT = "barscope-registers-1";

    private JsonDescriptionWriter() {
    }

    /** A description as JSON text. Cost: proportional to its size. */
    public static String write(DeviceDescription device) {
        Tree tree = new Tree();
        tree.put("format", FORMAT);
        tree.put("name", device.name());
        tree.put("version", device.version());
        tree.put("description", device.description());
        Tree labels = new Tree();
        labels.put("vendor", device.labels().vendor());
        labels.put("vendorId", device.labels().vendorId());
        labels.put("series", device.labels().series());
        labels.put("licenseText", device.labels().licenseText());
        labels.put("headerSystemFilename", device.labels().headerSystemFilename());
        labels.put("headerDefinitionsPrefix", device.labels().headerDefinitionsPrefix());
        tree.put("labels", labels);
        device.cpu().ifPresent(cpu -> tree.map.put("cpu", cpu(cpu)));
        tree.put("addressUnitBits", device.addressUnitBits());
        tree.put("width", device.width());
        tree.put("properties", properties(device.properties()));
        tree.map.put("blocks", device.blocks().stream().map(JsonDescriptionWriter::block).toList());
        tree.put("vendorExtensions", device.vendorExtensions());
        tree.user(device.userProperties());
        return JsonText.of(tree.map);
    }

    /** An object under construction that leaves out what is absent or empty. */
    private static final class Tree {
        private final Map<String, Object> map = new LinkedHashMap<>();

        void put(String name, String value) {
            map.put(name, value);
        }

        void put(String name, int value) {
            map.put(name, value);
        }

        void put(String name, Optional<String> value) {
            value.ifPresent(text -> map.put(name, text));
        }

        void put(String name, Tree value) {
            if (!value.map.isEmpty()) {
                map.put(name, value.map);
            }
        }

        void put(String name, List<?> value) {
            if (!value.isEmpty()) {
                map.put(name, value);
            }
        }

        void put(String name, OptionalInt value) {
            value.ifPresent(number -> map.put(name, number));
        }

        void put(String name, OptionalLong value) {
            value.ifPresent(number -> map.put(name, hex(number)));
        }

        void user(Map<String, String> properties) {
            if (!properties.isEmpty()) {
                map.put("userProperties", new LinkedHashMap<>(properties));
            }
        }
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static Map<String, Object> cpu(Cpu cpu) {
        Tree tree = new Tree();
        tree.map.put("properties", new LinkedHashMap<>(cpu.properties()));
        cpu.sau().ifPresent(sau -> {
            Tree config = new Tree();
            config.map.put("enabled", sau.enabled());
            config.put("protectionWhenDisabled", sau.protectionWhenDisabled().token());
            config.put("regions", sau.regions().stream().map(region -> {
                Tree item = new Tree();
                item.map.put("enabled", region.enabled());
                item.put("name", region.name());
                item.put("ranges", region.ranges().stream().map(range -> {
                    Tree place = new Tree();
                    place.put("base", hex(range.base()));
                    place.put("limit", hex(range.limit()));
                    place.map.put("nonSecureCallable", range.nonSecureCallable());
                    return place.map;
                }).toList());
                return item.map;
            }).toList());
            tree.map.put("sau", config.map);
        });
        return tree.map;
    }

    private static Tree properties(RegisterProperties properties) {
        Tree tree = new Tree();
        tree.put("size", properties.size());
        tree.put("access", properties.access().map(access -> access.token()));
        tree.put("protection", properties.protection().map(Protection::token));
        tree.put("resetValue", properties.resetValue());
        tree.put("resetMask", properties.resetMask());
        return tree;
    }

    private static void dimension(Tree tree, Optional<Dimension> repeat) {
        repeat.ifPresent(dimension -> {
            Tree item = new Tree();
            item.put("count", dimension.count());
            item.put("increment", hex(dimension.increment()));
            item.put("index", dimension.index());
            item.put("dimName", dimension.dimName());
            dimension.arrayIndex().ifPresent(names -> {
                Tree index = new Tree();
                index.put("headerEnumName", names.headerEnumName());
                index.map.put("values", names.values().stream().map(JsonDescriptionWriter::enumeratedValue).toList());
                item.map.put("arrayIndex", index.map);
            });
            tree.put("dimension", item);
        });
    }

    private static Map<String, Object> block(Block block) {
        Tree tree = new Tree();
        tree.put("name", block.name());
        tree.put("description", block.description());
        dimension(tree, block.dimension());
        tree.put("baseAddress", hex(block.baseAddress()));
        Tree labels = new Tree();
        labels.put("version", block.labels().version());
        labels.put("alternatePeripheral", block.labels().alternatePeripheral());
        labels.put("groupName", block.labels().groupName());
        labels.put("prependToName", block.labels().prependToName());
        labels.put("appendToName", block.labels().appendToName());
        labels.put("headerStructName", block.labels().headerStructName());
        tree.put("labels", labels);
        tree.put("disableCondition", block.disableCondition());
        tree.put("properties", properties(block.properties()));
        tree.put("addressBlocks", block.addressBlocks().stream().map(range -> {
            Tree item = new Tree();
            item.put("offset", hex(range.offset()));
            item.put("size", hex(range.size()));
            item.put("usage", range.usage().token());
            item.put("protection", range.protection().map(Protection::token));
            return item.map;
        }).toList());
        tree.put("interrupts", block.interrupts().stream().map(interrupt -> {
            Tree item = new Tree();
            item.put("name", interrupt.name());
            item.put("description", interrupt.description());
            item.put("value", interrupt.value());
            return item.map;
        }).toList());
        tree.put("registers", block.registers().stream().map(JsonDescriptionWriter::node).toList());
        tree.user(block.userProperties());
        return tree.map;
    }

    private static Map<String, Object> node(RegisterNode node) {
        return switch (node) {
            case Cluster cluster -> cluster(cluster);
            case Register register -> register(register);
        };
    }

    private static Map<String, Object> cluster(Cluster cluster) {
        Tree tree = new Tree();
        tree.put("kind", "cluster");
        tree.put("name", cluster.name());
        tree.put("description", cluster.description());
        dimension(tree, cluster.dimension());
        tree.put("alternateCluster", cluster.alternateCluster());
        tree.put("headerStructName", cluster.headerStructName());
        tree.put("offset", hex(cluster.offset()));
        tree.put("properties", properties(cluster.properties()));
        tree.put("registers", cluster.registers().stream().map(JsonDescriptionWriter::node).toList());
        tree.user(cluster.userProperties());
        return tree.map;
    }

    private static Map<String, Object> register(Register register) {
        Tree tree = new Tree();
        tree.put("kind", "register");
        tree.put("name", register.name());
        tree.put("displayName", register.displayName());
        tree.put("description", register.description());
        dimension(tree, register.dimension());
        tree.put("alternateGroup", register.alternateGroup());
        tree.put("alternateRegister", register.alternateRegister());
        tree.put("offset", hex(register.offset()));
        tree.put("properties", properties(register.properties()));
        tree.put("accessBits", register.accessBits());
        tree.put("dataType", register.dataType());
        tree.put("modifiedWriteValues", register.modifiedWriteValues().token());
        writeConstraint(tree, register.writeConstraint());
        tree.put("readAction", register.readAction().map(ReadAction::token));
        tree.put("guardNote", register.guardNote());
        tree.put("fields", register.fields().stream().map(JsonDescriptionWriter::field).toList());
        tree.user(register.userProperties());
        return tree.map;
    }

    private static void writeConstraint(Tree tree, Optional<WriteConstraint> constraint) {
        constraint.ifPresent(rule -> {
            Tree item = new Tree();
            switch (rule) {
                case WriteConstraint.WriteAsRead same -> item.map.put("writeAsRead", same.required());
                case WriteConstraint.UseEnumeratedValues named ->
                    item.map.put("useEnumeratedValues", named.required());
                case WriteConstraint.Range range -> {
                    item.put("minimum", hex(range.minimum()));
                    item.put("maximum", hex(range.maximum()));
                }
            }
            tree.put("writeConstraint", item);
        });
    }

    private static Map<String, Object> field(Field field) {
        Tree tree = new Tree();
        tree.put("name", field.name());
        tree.put("description", field.description());
        dimension(tree, field.dimension());
        tree.put("bits", List.of(field.bits().msb(), field.bits().lsb()));
        tree.put("access", field.access().token());
        tree.put("modifiedWriteValues", field.modifiedWriteValues().token());
        writeConstraint(tree, field.writeConstraint());
        tree.put("readAction", field.readAction().map(ReadAction::token));
        tree.put("enumeratedValues", field.enumeratedValues().stream().map(JsonDescriptionWriter::values).toList());
        tree.user(field.userProperties());
        return tree.map;
    }

    private static Map<String, Object> values(EnumeratedValues set) {
        Tree tree = new Tree();
        tree.put("name", set.name());
        tree.put("headerEnumName", set.headerEnumName());
        tree.put("usage", set.usage().token());
        tree.put("values", set.values().stream().map(JsonDescriptionWriter::enumeratedValue).toList());
        return tree.map;
    }

    private static Map<String, Object> enumeratedValue(EnumeratedValue value) {
        Tree tree = new Tree();
        tree.put("name", value.name());
        tree.put("description", value.description());
        value.pattern().ifPresent(pattern -> {
            tree.put("value", hex(pattern.value()));
            if (!pattern.isExact()) {
                tree.put("care", hex(pattern.care()));
            }
        });
        return tree.map;
    }
}
