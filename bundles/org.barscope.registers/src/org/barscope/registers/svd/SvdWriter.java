// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.Cpu;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Interrupt;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.model.WriteConstraint;
import org.barscope.registers.xml.XmlText;

/**
 * Writes a description as CMSIS-SVD 1.3. What was derived from elsewhere is written out, and every register and field
 * says its effective size, access and reset. Not safe for use by several threads; one instance writes one description.
 */
public final class SvdWriter {
    private final StringBuilder out = new StringBuilder();
    private final List<String> losses = new ArrayList<>();
    private int depth;

    private SvdWriter() {
    }

    /**
     * A description as SVD.
     *
     * @param xml the file, to be stored as UTF-8
     * @param losses one line for everything the description says that SVD cannot
     */
    public record Result(String xml, List<String> losses) {
        /** Copies the list. */
        public Result {
            losses = List.copyOf(losses);
        }
    }

    /** Writes a description. Cost: proportional to its size. */
    public static Result write(DeviceDescription description) {
        SvdWriter writer = new SvdWriter();
        writer.device(description);
        return new Result(writer.out.toString(), writer.losses);
    }

    // Elements

    private void open(String element) {
        indent().append('<').append(element).append(">\n");
        depth++;
    }

    private void close(String element) {
        depth--;
        indent().append("</").append(element).append(">\n");
    }

    private StringBuilder indent() {
        return out.append("  ".repeat(depth));
    }

    private void leaf(String element, String text) {
        indent().append('<').append(element).append('>').append(XmlText.escape(text)).append("</").append(element)
                .append(">\n");
    }

    private void leaf(String element, Optional<String> text) {
        text.ifPresent(value -> leaf(element, value));
    }

    private void hex(String element, long value) {
        leaf(element, "0x" + Long.toHexString(value));
    }

    private void hex(String element, OptionalLong value) {
        value.ifPresent(number -> hex(element, number));
    }

    private void lost(String path, String what) {
        losses.add(path + ": " + what + " cannot be said in SVD");
    }

    // Levels

    private void device(DeviceDescription device) {
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<device schemaVersion=\"1.3\""
                + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " xs:noNamespaceSchemaLocation=\"CMSIS-SVD.xsd\">\n");
        depth++;
        leaf("vendor", device.labels().vendor());
        leaf("vendorID", device.labels().vendorId());
        leaf("name", device.name());
        leaf("series", device.labels().series());
        leaf("version", device.version());
        leaf("description", device.description());
        leaf("licenseText", device.labels().licenseText());
        device.cpu().ifPresent(this::cpu);
        leaf("headerSystemFilename", device.labels().headerSystemFilename());
        leaf("headerDefinitionsPrefix", device.labels().headerDefinitionsPrefix());
        leaf("addressUnitBits", Integer.toString(device.addressUnitBits()));
        leaf("width", Integer.toString(device.width()));
        properties(device.properties());
        if (!device.userProperties().isEmpty()) {
            lost(device.name(), "properties " + device.userProperties().keySet());
        }
        open("peripherals");
        device.blocks().forEach(this::block);
        close("peripherals");
        device.vendorExtensions().ifPresent(xml -> indent().append("<vendorExtensions>").append(xml)
                .append("</vendorExtensions>\n"));
        close("device");
    }

    private void cpu(Cpu cpu) {
        open("cpu");
        cpu.properties().forEach(this::leaf);
        cpu.sau().ifPresent(sau -> {
            indent().append("<sauRegionsConfig enabled=\"").append(sau.enabled())
                    .append("\" protectionWhenDisabled=\"").append(sau.protectionWhenDisabled().token())
                    .append("\">\n");
            depth++;
            sau.regions().forEach(this::region);
            close("sauRegionsConfig");
        });
        close("cpu");
    }

    private void region(Cpu.SauRegion region) {
        indent().append("<region enabled=\"").append(region.enabled()).append('"');
        region.name().ifPresent(name -> out.append(" name=\"").append(XmlText.escape(name)).append('"'));
        out.append(">\n");
        depth++;
        region.ranges().forEach(range -> {
            hex("base", range.base());
            hex("limit", range.limit());
            leaf("access", range.nonSecureCallable() ? "c" : "n");
        });
        close("region");
    }

    private void properties(RegisterProperties properties) {
        properties.size().ifPresent(size -> leaf("size", Integer.toString(size)));
        properties.access().ifPresent(access -> leaf("access", access.token()));
        leaf("protection", properties.protection().map(Protection::token));
        hex("resetValue", properties.resetValue());
        hex("resetMask", properties.resetMask());
    }

    private void dimension(Optional<Dimension> repeat) {
        if (repeat.isEmpty()) {
            return;
        }
        Dimension dimension = repeat.get();
        leaf("dim", Integer.toString(dimension.count()));
        hex("dimIncrement", dimension.increment());
        if (!dimension.index().isEmpty()) {
            leaf("dimIndex", String.join(",", dimension.index()));
        }
        leaf("dimName", dimension.dimName());
        dimension.arrayIndex().ifPresent(index -> {
            open("dimArrayIndex");
            leaf("headerEnumName", index.headerEnumName());
            index.values().forEach(this::enumeratedValue);
            close("dimArrayIndex");
        });
    }

    private void block(Block block) {
        open("peripheral");
        dimension(block.dimension());
        leaf("name", block.name());
        leaf("version", block.labels().version());
        leaf("description", block.description());
        leaf("alternatePeripheral", block.labels().alternatePeripheral());
        leaf("groupName", block.labels().groupName());
        leaf("prependToName", block.labels().prependToName());
        leaf("appendToName", block.labels().appendToName());
        leaf("headerStructName", block.labels().headerStructName());
        leaf("disableCondition", block.disableCondition());
        hex("baseAddress", block.baseAddress());
        properties(block.properties());
        block.addressBlocks().forEach(this::addressBlock);
        block.interrupts().forEach(this::interrupt);
        if (!block.userProperties().isEmpty()) {
            lost(block.name(), "properties " + block.userProperties().keySet());
        }
        if (!block.registers().isEmpty()) {
            open("registers");
            block.registers().forEach(node -> node(block.name(), node));
            close("registers");
        }
        close("peripheral");
    }

    private void addressBlock(AddressBlock range) {
        open("addressBlock");
        hex("offset", range.offset());
        hex("size", range.size());
        leaf("usage", range.usage().token());
        leaf("protection", range.protection().map(Protection::token));
        close("addressBlock");
    }

    private void interrupt(Interrupt interrupt) {
        open("interrupt");
        leaf("name", interrupt.name());
        leaf("description", interrupt.description());
        leaf("value", Integer.toString(interrupt.value()));
        close("interrupt");
    }

    private void node(String above, RegisterNode node) {
        switch (node) {
            case Register register -> register(above, register);
            case Cluster cluster -> cluster(above, cluster);
        }
    }

    private void cluster(String above, Cluster cluster) {
        String path = above + "." + cluster.name();
        open("cluster");
        dimension(cluster.dimension());
        leaf("name", cluster.name());
        leaf("description", cluster.description());
        leaf("alternateCluster", cluster.alternateCluster());
        leaf("headerStructName", cluster.headerStructName());
        hex("addressOffset", cluster.offset());
        properties(cluster.properties());
        if (!cluster.userProperties().isEmpty()) {
            lost(path, "properties " + cluster.userProperties().keySet());
        }
        cluster.registers().forEach(node -> node(path, node));
        close("cluster");
    }

    private void register(String above, Register register) {
        String path = above + "." + register.name();
        open("register");
        dimension(register.dimension());
        leaf("name", register.name());
        leaf("displayName", register.displayName());
        leaf("description", register.description());
        if (register.alternateGroup().isPresent()) {
            leaf("alternateGroup", register.alternateGroup());
            register.alternateRegister().ifPresent(other -> lost(path, "alternate register " + other));
        } else {
            leaf("alternateRegister", register.alternateRegister());
        }
        hex("addressOffset", register.offset());
        properties(register.properties());
        leaf("dataType", register.dataType());
        if (register.modifiedWriteValues() != ModifiedWriteValues.MODIFY) {
            leaf("modifiedWriteValues", register.modifiedWriteValues().token());
        }
        register.writeConstraint().ifPresent(this::writeConstraint);
        leaf("readAction", register.readAction().map(action -> action.token()));
        register.accessBits().ifPresent(bits -> lost(path, "access width " + bits));
        register.guardNote().ifPresent(note -> lost(path, "note against reading"));
        if (!register.userProperties().isEmpty()) {
            lost(path, "properties " + register.userProperties().keySet());
        }
        if (!register.fields().isEmpty()) {
            open("fields");
            register.fields().forEach(field -> field(path, register, field));
            close("fields");
        }
        close("register");
    }

    private void writeConstraint(WriteConstraint constraint) {
        open("writeConstraint");
        switch (constraint) {
            case WriteConstraint.WriteAsRead rule -> leaf("writeAsRead", Boolean.toString(rule.required()));
            case WriteConstraint.UseEnumeratedValues rule ->
                leaf("useEnumeratedValues", Boolean.toString(rule.required()));
            case WriteConstraint.Range range -> {
                open("range");
                hex("minimum", range.minimum());
                hex("maximum", range.maximum());
                close("range");
            }
        }
        close("writeConstraint");
    }

    private void field(String above, Register register, Field field) {
        open("field");
        dimension(field.dimension());
        leaf("name", field.name());
        leaf("description", field.description());
        leaf("bitRange", "[" + field.bits().msb() + ":" + field.bits().lsb() + "]");
        leaf("access", field.access().token());
        // MODIFY must be said where the register says something else, or it would be inherited.
        if (field.modifiedWriteValues() != register.modifiedWriteValues()) {
            leaf("modifiedWriteValues", field.modifiedWriteValues().token());
        }
        field.writeConstraint().ifPresent(this::writeConstraint);
        leaf("readAction", field.readAction().map(action -> action.token()));
        field.enumeratedValues().forEach(this::enumeratedValues);
        if (!field.userProperties().isEmpty()) {
            lost(above + "." + field.name(), "properties " + field.userProperties().keySet());
        }
        close("field");
    }

    private void enumeratedValues(EnumeratedValues values) {
        if (values.values().isEmpty()) {
            return;
        }
        open("enumeratedValues");
        leaf("name", values.name());
        leaf("headerEnumName", values.headerEnumName());
        if (values.usage() != EnumUsage.READ_WRITE) {
            leaf("usage", values.usage().token());
        }
        values.values().forEach(this::enumeratedValue);
        close("enumeratedValues");
    }

    private void enumeratedValue(EnumeratedValue value) {
        open("enumeratedValue");
        leaf("name", value.name());
        leaf("description", value.description());
        if (value.isDefault()) {
            leaf("isDefault", "true");
        } else {
            leaf("value", value.pattern().get().toString());
        }
        close("enumeratedValue");
    }
}
