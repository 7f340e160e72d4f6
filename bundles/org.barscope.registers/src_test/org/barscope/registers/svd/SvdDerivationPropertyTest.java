// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.barscope.registers.Descriptions;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.ReadMonitor;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What files say by derivation, and by the three styles of bit positions, means the same as saying it in full: random
 * descriptions get copies that the file only refers to, before or after what they are copies of.
 */
class SvdDerivationPropertyTest {

    private static final Pattern POSITION = Pattern.compile("<bitRange>\\[(\\d+):(\\d+)]</bitRange>|"
            + "<lsb>(\\d+)</lsb>\\s*<msb>(\\d+)</msb>|<bitOffset>(\\d+)</bitOffset>\\s*<bitWidth>(\\d+)</bitWidth>");
    private static final String COPY = "_copy";
    private static final long FAR = 0x40_0000;

    @Property(tries = 200)
    void derivedIsAsIfWrittenInFull(@ForAll long seed) throws Exception {
        DeviceDescription plain = Descriptions.random(seed);
        Random random = new Random(seed);
        Document file = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(SvdWriter.write(plain).xml())));
        List<Block> blocks = new ArrayList<>();
        List<Element> peripherals = children((Element) file.getElementsByTagName("peripherals").item(0), "peripheral");
        for (int i = 0; i < plain.blocks().size(); i++) {
            blocks.add(withCopies(plain.blocks().get(i), peripherals.get(i), random));
        }
        // Random bases are at multiples of 0x1000, so that these are nobody's.
        Block original = blocks.getFirst();
        if (original.dimension().isEmpty()) {
            Element copy = derived(peripherals.getFirst(), "baseAddress", original.name(), 0x10);
            peripherals.getFirst().getParentNode().appendChild(copy);
            blocks.add(new Block(original.name() + COPY, original.description(), Optional.empty(), 0x10,
                    new Block.Labels(original.labels().version(), Optional.empty(), original.labels().groupName(),
                            original.labels().prependToName(), original.labels().appendToName(),
                            original.labels().headerStructName()), original.disableCondition(),
                    original.properties(), original.addressBlocks(), original.interrupts(),
                    original.registers(), original.userProperties()));
        }
        DeviceDescription expected = new DeviceDescription(plain.name(), plain.version(), plain.description(),
                plain.labels(), plain.cpu(), plain.addressUnitBits(), plain.width(), plain.properties(), blocks,
                plain.vendorExtensions(), plain.userProperties());
        String xml = restyled(text(file), random);
        try {
            assertEquals(expected, new SvdReader().read(Path.of("x.svd"), xml.getBytes(StandardCharsets.UTF_8),
                    ReadMonitor.NONE).description());
        } catch (DescriptionException faulty) {
            throw new AssertionError(faulty.faults() + "\n" + xml, faulty);
        }
    }

    private static Block withCopies(Block block, Element element, Random random) {
        return new Block(block.name(), block.description(), block.dimension(), block.baseAddress(), block.labels(),
                block.disableCondition(), block.properties(), block.addressBlocks(), block.interrupts(),
                withCopies(block.registers(), children(element, "registers").getFirst(), random),
                block.userProperties());
    }

    private static List<RegisterNode> withCopies(List<RegisterNode> nodes, Element parent, Random random) {
        List<Element> elements = children(parent, "register");
        elements.addAll(children(parent, "cluster"));
        List<RegisterNode> all = new ArrayList<>();
        for (RegisterNode node : nodes) {
            Element element = elements.stream().filter(named(node.name())).findFirst().orElseThrow();
            RegisterNode whole = node instanceof Cluster cluster ? new Cluster(cluster.name(), cluster.description(),
                    cluster.dimension(), cluster.alternateCluster(), cluster.headerStructName(), cluster.offset(),
                    cluster.properties(), withCopies(cluster.registers(), element, random), cluster.userProperties())
                    : node;
            boolean copied = node.dimension().isEmpty() && random.nextInt(3) == 0;
            boolean before = random.nextBoolean();
            if (copied && before) {
                all.add(copy(whole, element, element));
            }
            all.add(whole);
            if (copied && !before) {
                all.add(copy(whole, element, element.getNextSibling()));
            }
        }
        return all;
    }

    private static RegisterNode copy(RegisterNode node, Element original, Node place) {
        long offset = node.offset() + FAR;
        original.getParentNode().insertBefore(derived(original, "addressOffset", node.name(), offset), place);
        return switch (node) {
            // What tells a thing from its likes is not inherited.
            case Register register -> register.toBuilder().name(register.name() + COPY).offset(offset)
                    .displayName(null).alternateGroup(null).alternateRegister(null).build();
            case Cluster cluster -> new Cluster(cluster.name() + COPY, cluster.description(), Optional.empty(),
                    Optional.empty(), cluster.headerStructName(), offset, cluster.properties(),
                    cluster.registers(), cluster.userProperties());
        };
    }

    private static Element derived(Element original, String place, String name, long where) {
        Document file = original.getOwnerDocument();
        Element copy = file.createElement(original.getTagName());
        copy.setAttribute("derivedFrom", name);
        copy.appendChild(file.createElement("name")).setTextContent(name + COPY);
        if (original.getTagName().equals("cluster")) {
            children(original, "description").forEach(text -> copy.appendChild(text.cloneNode(true)));
        }
        copy.appendChild(file.createElement(place)).setTextContent("0x" + Long.toHexString(where));
        return copy;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Predicate<Element> named(String name) {
        return element -> element.getAttribute("derivedFrom").isEmpty()
                && children(element, "name").getFirst().getTextContent().equals(name);
    }

    private static String text(Document file) throws Exception {
        StringWriter text = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(file), new StreamResult(text));
        return text.toString();
    }

    /** The same positions, each in any of the three styles. */
    private static String restyled(String xml, Random random) {
        return POSITION.matcher(xml).replaceAll(match -> {
            int msb;
            int lsb;
            if (match.group(1) != null) {
                msb = Integer.parseInt(match.group(1));
                lsb = Integer.parseInt(match.group(2));
            } else if (match.group(3) != null) {
                lsb = Integer.parseInt(match.group(3));
                msb = Integer.parseInt(match.group(4));
            } else {
                lsb = Integer.parseInt(match.group(5));
                msb = lsb + Integer.parseInt(match.group(6)) - 1;
            }
            return Matcher.quoteReplacement(switch (random.nextInt(3)) {
                case 0 -> "<bitRange>[" + msb + ":" + lsb + "]</bitRange>";
                case 1 -> "<lsb>" + lsb + "</lsb><msb>" + msb + "</msb>";
                default -> "<bitOffset>" + lsb + "</bitOffset><bitWidth>" + (msb - lsb + 1) + "</bitWidth>";
            });
        });
    }
}
