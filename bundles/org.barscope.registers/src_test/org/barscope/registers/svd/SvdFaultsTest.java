// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How faulty, hostile and large files are met. */
class SvdFaultsTest {
    @Test
    void faultNamesFileLineColumnElementAndExpectation() {
        Fault fault = Svd.faults(Svd.registers("\n" + Svd.register("R", "zz", ""))).getFirst();
        assertEquals(4, fault.line());
        assertTrue(fault.column() > 1);
        assertEquals("test.svd:4:" + fault.column() + ": <register> R <addressOffset>: 'zz' is not a number; "
                + "expected a number such as 16, 0x10, #10000 or 1k, of at most 64 bits", fault.toString());
    }

    @Test
    void thousandsOfFaultsMakeABoundedList() {
        StringBuilder registers = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            registers.append(Svd.register("R" + i, "zz", ""));
        }
        DescriptionException e = assertThrows(DescriptionException.class, () -> new SvdReader().read(Path.of("f.svd"),
                Svd.registers(registers.toString()).getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE));
        assertEquals(FaultLog.LIMIT, e.faults().size());
        assertTrue(e.truncated());
        assertTrue(e.getMessage().endsWith("(and at least 999 more)"), e.getMessage());
    }

    @Test
    void everyFaultOfAFileIsToldAtOnce() {
        List<String> errors = Svd.errors(Svd.registers(Svd.register("A", "zz", "<size>0</size>")
                + Svd.register("B", "0", "<bogus/>") + Svd.register("C", "0", "<readAction>eat</readAction>")));
        assertEquals(4, errors.size(), errors.toString());
    }

    @Test
    void faultOfAnInheritedRegisterIsToldOnce() {
        assertEquals(1, Svd.errors(Svd.peripherals(Svd.peripheral("P", "", Svd.register("A", "zz", ""))
                + "<peripheral derivedFrom=\"P\"><name>Q</name><baseAddress>0</baseAddress></peripheral>")).size());
    }

    @Test
    void malformedXmlIsOneFault() {
        List<String> errors = Svd.errors("<device>\n<name>");
        assertEquals(1, errors.size());
        assertTrue(errors.getFirst().startsWith("test.svd:2:"), errors.getFirst());
        assertTrue(errors.getFirst().contains("not well-formed XML"));
        assertTrue(Svd.errors("").getFirst().contains("not well-formed XML"));
    }

    @Test
    void brokenDocumentTypeDeclarationIsAFaultLikeAnyOther() {
        for (String broken : List.of("<!DOCTYPE \u0001", "<!DOCTYPE a [<!ELEMENT \u0001", "<!DOCTYPE a SYSTEM \"",
                "<!DOCTYPE a [<!ENTITY % p \"x\">%p;", "<!DOCTYPE a [<![INCLUDE[", "<!DOCTYPE bindings [a]>")) {
            assertTrue(Svd.errors(broken).getFirst().contains("not well-formed XML"), broken);
        }
    }

    @Test
    void documentTypeDeclarationIsRefused(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "SECRET");
        String entity = Svd.registers(Svd.register("R", "0", "")).replace("<device ", "<!DOCTYPE device [<!ENTITY x "
                + "SYSTEM \"" + secret.toUri() + "\">]><device ").replace(">A device<", ">&x;<");
        String error = Svd.errors(entity).getFirst();
        assertTrue(error.contains("a document type declaration is refused"), error);
    }

    @Test
    void entityExpansionIsRefused() {
        String bomb = "<!DOCTYPE device [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        assertTrue(Svd.errors(Svd.registers("").replace("<device ", bomb + "<device ")).getFirst()
                .contains("a document type declaration is refused"));
        assertTrue(Svd.errors(Svd.registers(Svd.register("&x;", "0", ""))).getFirst().contains("not well-formed"));
    }

    @Test
    void deepNestingIsAFault() {
        String deep = "<cluster>".repeat(100_000);
        assertTrue(Svd.errors(Svd.registers(deep)).getFirst().contains("nested more than 64 deep"));
    }

    @Test
    void arraysThatMultiplyWithoutBoundAreAFault() {
        String inner = Svd.register("R[%s]", "0", "").replace("<register>",
                "<register><dim>1M</dim><dimIncrement>4</dimIncrement>");
        String outer = "<cluster><dim>1M</dim><dimIncrement>4</dimIncrement><name>C[%s]</name><description>d"
                + "</description><addressOffset>0</addressOffset>" + inner + "</cluster>";
        assertTrue(Svd.errors(Svd.registers(outer)).getFirst().contains("expected at most 1048576"));
    }

    @Test
    void unexpectedElementsTextAndAttributesAreNamed() {
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<widht>8</widht>"))).getFirst()
                .contains("<register> R: unexpected <widht>; expected one of <dim>"));
        assertTrue(Svd.errors(Svd.registers("stray" + Svd.register("R", "0", ""))).getFirst()
                .contains("text between elements: 'stray'"));
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "").replace("<register>", "<register foo=\"1\">")))
                .getFirst().contains("unexpected attribute foo; expected derivedFrom"));
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0<b/>", ""))).getFirst()
                .contains("text between elements: '0'"));
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<size>8</size><size>8</size>"))).getFirst()
                .contains("a second <size>; expected one"));
    }

    @Test
    void wrongOrderAndOverlapsAreWarnings() {
        List<String> order = Svd.warnings(Svd.registers("<register><addressOffset>0</addressOffset><name>R</name>"
                + "</register>"));
        assertTrue(order.getFirst().contains("<name> is out of order"), order.toString());
        assertTrue(Svd.warnings(Svd.registers(Svd.register("A", "0", "") + Svd.register("B", "2", ""))).getFirst()
                .contains("registers A and B overlap at offset 0x2"));
        assertTrue(Svd.warnings(Svd.fields(Svd.field("A", "<bitRange>[3:0]</bitRange>")
                + Svd.field("B", "<bitRange>[4:3]</bitRange>"))).getFirst()
                .contains("fields A [3:0] and B [4:3] overlap"));
        assertEquals(List.of(), Svd.warnings(Svd.registers(Svd.register("DATA_IN", "0", "<access>read-only</access>")
                + Svd.register("DATA_OUT", "0", "<access>write-only</access>"))));
    }

    @Test
    void cleanFileHasNoWarnings() {
        assertEquals(List.of(), Svd.warnings(Svd.registers(Svd.register("R", "0", ""))));
    }

    @Test
    void progressIsToldAndCancellationObeyed() {
        StringBuilder registers = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            registers.append(Svd.register("R" + i, Integer.toString(4 * i), ""));
        }
        byte[] content = Svd.registers(registers.toString()).getBytes(StandardCharsets.UTF_8);
        List<Long> seen = new ArrayList<>();
        assertThrows(CancellationException.class, () -> new SvdReader().read(Path.of("f.svd"), content,
                new ReadMonitor() {
                    @Override
                    public void progress(long done, long total) {
                        assertEquals(content.length, total);
                        seen.add(done);
                    }

                    @Override
                    public boolean cancelled() {
                        return !seen.isEmpty() && seen.getLast() > content.length / 2;
                    }
                }));
        assertTrue(seen.size() > 2, seen.toString());
        assertTrue(seen.getLast() < content.length, "reading went on to the end: " + seen);
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void largeFileFromDiskIsRead(@TempDir Path folder) throws Exception {
        StringBuilder registers = new StringBuilder();
        String fields = "<fields>" + Svd.field("LOW", "<bitRange>[15:0]</bitRange>")
                + Svd.field("HIGH", "<bitRange>[31:16]</bitRange>") + "</fields>";
        for (int i = 0; i < 20_000; i++) {
            registers.append(Svd.register("R" + i, Integer.toString(4 * i), fields));
        }
        Path file = Files.writeString(folder.resolve("big.svd"), Svd.registers(registers.toString()));
        assertEquals(20_000, new SvdReader().read(file, ReadMonitor.NONE).description().blocks().getFirst()
                .registers().size());
        assertThrows(IOException.class, () -> new SvdReader().read(folder.resolve("none.svd"), ReadMonitor.NONE));
    }
}
