// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.Test;

class DmabufCommandsTest {

    private static final String EXPORT = "sim:0000:01:00.0/bar0";

    private static Set<String> keys(String json) throws IOException {
        Set<String> keys = new TreeSet<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                }
            }
        }
        return keys;
    }

    @Test
    void theDemoMachinesBuffersAreListedWithTheirOwners() throws IOException {
        CommandRun run = CommandRun.onDemo("dmabufs").ok();
        assertTrue(run.lines().stream().anyMatch(line -> line.startsWith("simdmabuf:")), run::out);
        assertTrue(run.lines().stream().anyMatch(line -> line.matches("  pid \\d+ \\S+, (fd \\d+|mapped)")), run::out);

        assertEquals(Set.of("attachments", "bar", "command", "device", "dmabufs", "exporter", "fd", "id", "inode",
                "length", "machines", "name", "offset", "owners", "pid", "problems", "ranges", "reason", "size",
                "state", "uri"), keys(CommandRun.onDemo("dmabufs", "--json").ok().out()));
        CommandRun.onDemo("dmabufs", "--json", "--watch").fails(2,
                "--json and --watch exclude each other; see 'barscope dmabufs --help'");
    }

    @Test
    void anExportSaysWhatItIsAndThatItEndsWithTheCommand() throws IOException {
        CommandRun run = CommandRun.onDemo("export", EXPORT, "--range", "0x1000+0x1000", "--range", "0+4096", "--name",
                "regs", "--accept-reset");
        assertEquals(0, run.code(), run::err);
        assertTrue(run.lines().getFirst().endsWith("\"regs\" 0000:01:00.0/bar0 0x1000+0x1000,0x0+0x1000"), run::out);
        assertEquals("barscope: note: the buffer ends with this command; --hold keeps it, --send SOCKET or --serve "
                + "SOCKET hands it to a program", run.err().strip());
        assertTrue(keys(CommandRun.onDemo("export", EXPORT, "--accept-reset", "--json").out()).containsAll(Set.of(
                "uri", "fd", "pid", "origin", "mappable", "whyNotMappable", "state")));
    }

    @Test
    void whatCannotBeExportedIsRefusedInOneLine() {
        CommandRun.onDemo("export", EXPORT, "--range", "0x10+0x1000").fails(2,
                "cannot export bar0 of sim:0000:01:00.0: the range 0x10+0x1000 does not begin at a page of 0x1000 "
                        + "bytes; begin at 0x0");
        CommandRun.onDemo("export", "sim:0000:01:00.0/config").fails(2,
                "cannot export sim:0000:01:00.0/config: only BARs can be exported; name one of them: "
                        + "sim:0000:01:00.0/bar0");
        CommandRun.onDemo("export", EXPORT, "--range", "4096").fails(2, "Invalid value for option '--range' "
                + "(OFFSET+LENGTH): '4096' is not a range: use OFFSET+LENGTH, for example 0x1000+0x2000; see 'barscope "
                + "export --help'");
        CommandRun.onDemo("export", "nosuch:0000:01:00.0/bar0").fails(3, "cannot export nosuch:0000:01:00.0/bar0: "
                + "there is no machine with 'nosuch:'; use pci:ADDRESS/barN for a device of this computer");
    }

    private static DmabufRecord buffer(long inode, String name, RegionStatus status, Owner... owners) {
        return new DmabufRecord("dmabuf", inode, 0x2000, name, "vfio_pci_core",
                Optional.of(PciAddress.parse("0000:00:04.0")), OptionalInt.of(2), List.of(new Span(0, 0x2000)),
                List.of(), List.of(owners), status);
    }

    @Test
    void aBufferInOneLineHidesNothingAndObeysNobody() {
        assertEquals("dmabuf:7 8K vfio_pci_core \"a\ufffd[1m b\" 0000:00:04.0/bar2 0x0+0x2000 REVOKED: asleep",
                DmabufText.headline(buffer(7, "a\u001b[1m\nb", new RegionStatus(RegionState.REVOKED, "asleep"))));
    }

    @Test
    void changesAreToldOnceEach() {
        DmabufChanges changes = new DmabufChanges(List.of(buffer(1, "a", RegionStatus.LIVE, new Owner(5, "x", 3))));
        assertEquals(List.of(), changes.next(List.of(buffer(1, "a", RegionStatus.LIVE, new Owner(5, "x", 3)))));
        assertEquals(List.of("dmabuf:1: pid 6 y (mapped) holds it too", "dmabuf:1: pid 5 x (fd 3) holds it no longer",
                "new: dmabuf:2 8K vfio_pci_core 0000:00:04.0/bar2 0x0+0x2000"), withoutTime(changes.next(List.of(
                        buffer(1, "a", RegionStatus.LIVE, new Owner(6, "y", -1)), buffer(2, "", RegionStatus.LIVE)))));
        assertEquals(List.of("now: dmabuf:1 8K vfio_pci_core \"b\" 0000:00:04.0/bar2 0x0+0x2000",
                "gone: dmabuf:2 8K vfio_pci_core 0000:00:04.0/bar2 0x0+0x2000"), withoutTime(changes.next(List.of(
                        buffer(1, "b", RegionStatus.LIVE, new Owner(6, "y", -1))))));
    }

    private static List<String> withoutTime(List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }
}
