// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;

/** Wraps fragments of SVD into whole files and reads them. */
final class Svd {
    static final String NEWLINE = "\n";

    private Svd() {
    }

    static ReadResult result(String xml) {
        try {
            return new SvdReader().read(Path.of("test.svd"), xml.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE);
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    static DeviceDescription read(String xml) {
        return result(xml).description();
    }

    static List<Fault> faults(String xml) {
        return assertThrows(DescriptionException.class, () -> new SvdReader().read(Path.of("test.svd"),
                xml.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE)).faults();
    }

    static List<String> errors(String xml) {
        return faults(xml).stream().filter(fault -> fault.severity() == Fault.Severity.ERROR).map(Fault::toString)
                .toList();
    }

    static List<String> warnings(String xml) {
        return result(xml).warnings().stream().map(Fault::toString).toList();
    }

    /** A device; head goes before, tail after the peripherals. */
    static String device(String head, String peripherals, String tail) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + NEWLINE
                + "<device schemaVersion=\"1.3\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " xs:noNamespaceSchemaLocation=\"CMSIS-SVD.xsd\">" + NEWLINE
                + "<name>DEV</name><version>1.0</version><description>A device</description>" + head
                + "<addressUnitBits>8</addressUnitBits><width>32</width>" + "<peripherals>" + peripherals
                + "</peripherals>" + tail + "</device>";
    }

    static String peripherals(String peripherals) {
        return device("", peripherals, "");
    }

    static String peripheral(String name, String head, String registers) {
        return "<peripheral><name>" + name + "</name>" + head + "<baseAddress>0x1000</baseAddress>"
                + "<addressBlock><offset>0</offset><size>0x100</size><usage>registers</usage></addressBlock>"
                + "<registers>" + registers + "</registers></peripheral>";
    }

    static String registers(String registers) {
        return peripherals(peripheral("P", "", registers));
    }

    static String register(String name, String offset, String rest) {
        return "<register><name>" + name + "</name><addressOffset>" + offset + "</addressOffset>" + rest
                + "</register>";
    }

    static String fields(String fields) {
        return registers(register("R", "0", "<fields>" + fields + "</fields>"));
    }

    static String field(String name, String rest) {
        return "<field><name>" + name + "</name>" + rest + "</field>";
    }

    static Block block(DeviceDescription device, int i) {
        return device.blocks().get(i);
    }

    static Register reg(DeviceDescription device, String name) {
        return reg(device.blocks().getFirst(), name);
    }

    static Register reg(Block block, String name) {
        return (Register) block.registers().stream().filter(node -> node.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no register " + name + " in " + block.registers()));
    }

    static Cluster cluster(DeviceDescription device, String name) {
        return (Cluster) device.blocks().getFirst().registers().stream().filter(node -> node.name().equals(name))
                .findFirst().orElseThrow();
    }

    static Field field(DeviceDescription device, String name) {
        Register register = (Register) device.blocks().getFirst().registers().getFirst();
        return register.fields().stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
    }

    /** The first field of the first register whose field has this content. */
    static Field only(String content) {
        return ((Register) read(fields(field("F", content))).blocks().getFirst().registers().getFirst()).fields()
                .getFirst();
    }
}
