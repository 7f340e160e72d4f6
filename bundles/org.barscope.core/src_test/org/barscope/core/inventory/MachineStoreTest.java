// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.DeviceState;
import org.barscope.model.Machine;
import org.barscope.model.Session;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineStoreTest {

    private static final String DAMAGED = "it is damaged, or no saved machine";
    private static final String CHOOSE = "; choose a file that Barscope has saved";

    private final MachineStore store = new MachineStore();

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("machine.barscope");
    }

    private static Machine machine() {
        Machine machine = BarscopeFactory.eINSTANCE.createMachine();
        new ModelUpdater(machine).apply(DecodedMachine.of(Sightings.full()));
        return machine;
    }

    private String saved() throws Exception {
        store.save(machine(), file, true);
        return Files.readString(file);
    }

    private BackendException refused(Reason reason) {
        BackendException problem = assertThrows(BackendException.class, () -> store.load(file));
        assertEquals(reason, problem.reason(), problem::getMessage);
        assertFalse(problem.getMessage().contains("\n"), problem::getMessage);
        assertTrue(problem.getMessage().startsWith("cannot open the saved machine " + file + ": "),
                problem::getMessage);
        return problem;
    }

    private String why(String content) throws IOException {
        Files.writeString(file, content);
        return refused(Reason.FAILED).why();
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void whatWasSavedIsLoaded() throws Exception {
        store.save(machine(), file, false);
        Machine loaded = store.load(file);
        assertEquals(Sightings.full(), new ModelReader().read(loaded));
        assertTrue(loaded.isReadOnly());
        assertEquals(file.toUri().toString(), loaded.getSourceUri());
        assertEquals(loaded.findDevice("0000:00:01.0"), loaded.findDevice("0000:02:00.0").getUpstream());
        assertEquals(List.of(file), files());
    }

    @Test
    void savingLeavesTheMachineAsItIs() throws Exception {
        Machine machine = machine();
        store.save(machine, file, false);
        assertEquals(null, machine.eResource());
        assertFalse(machine.isReadOnly());
        assertEquals("linux:", machine.getSourceUri());
    }

    @Test
    void theFirstMachineOfASessionIsLoaded() throws Exception {
        Session session = BarscopeFactory.eINSTANCE.createSession();
        session.getMachines().add(machine());
        XMIResourceImpl resource = new XMIResourceImpl(URI.createFileURI(file.toString()));
        resource.getContents().add(session);
        resource.save(null);
        assertEquals(Sightings.full(), new ModelReader().read(store.load(file)));
    }

    @Test
    void anExistingFileIsReplacedOnlyOnRequest() throws Exception {
        Files.writeString(file, "precious");
        BackendException there = assertThrows(BackendException.class, () -> store.save(machine(), file, false));
        assertEquals(Reason.REFUSED, there.reason());
        assertEquals("cannot save to " + file + ": the file is there already; choose another name", there.getMessage());
        assertEquals("precious", Files.readString(file));
        assertEquals(List.of(file), files());

        store.save(machine(), file, true);
        assertEquals(5, store.load(file).allDevices().size());
        assertEquals(List.of(file), files());
    }

    @Test
    void aFailedSaveLeavesNothing() throws Exception {
        Path missing = folder.resolve("nowhere").resolve("machine.barscope");
        BackendException problem = assertThrows(BackendException.class, () -> store.save(machine(), missing, true));
        assertEquals(Reason.NOT_FOUND, problem.reason());
        assertEquals("cannot save to " + missing + ": its folder is not there; make the folder first",
                problem.getMessage());

        Path directory = Files.createDirectory(folder.resolve("directory"));
        problem = assertThrows(BackendException.class, () -> store.save(machine(), directory, true));
        assertEquals("cannot save to " + directory + ": it is a folder; choose the name of a file",
                problem.getMessage());
        assertEquals(List.of(directory), files());
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, Set.of(PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_EXECUTE));
        assumeFalse(Files.isWritable(closed), "this user may write everywhere");
        BackendException problem = assertThrows(BackendException.class,
                () -> store.save(machine(), closed.resolve("m.barscope"), true));
        assertEquals(Reason.REFUSED, problem.reason());
        assertEquals("permission denied", problem.why());
    }

    @Test
    void everyTruncationIsOneLine() throws Exception {
        byte[] whole = saved().getBytes(StandardCharsets.UTF_8);
        int step = Math.max(1, whole.length / 60);
        // The last byte is a line end, without which the document is still whole.
        for (int length = 1; length < whole.length - 1; length += step) {
            Files.write(file, Arrays.copyOf(whole, length));
            String line = refused(Reason.FAILED).getMessage();
            assertTrue(line.contains(DAMAGED), line);
        }
    }

    @Test
    void everyFlippedByteIsALoadOrOneLine() throws Exception {
        byte[] whole = saved().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4711);
        int loaded = 0;
        for (int round = 0; round < 100; round++) {
            byte[] hurt = whole.clone();
            for (int i = 0; i <= round % 3; i++) {
                hurt[random.nextInt(hurt.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, hurt);
            try {
                new ModelReader().read(store.load(file));
                loaded++;
            } catch (BackendException problem) {
                assertEquals(Reason.FAILED, problem.reason());
                assertFalse(problem.getMessage().contains("\n"), problem::getMessage);
            }
        }
        assertTrue(loaded > 0 && loaded < 100, "loaded " + loaded);
    }

    @Test
    void garbageIsOneLine() throws Exception {
        assertEquals("the file is empty", why(""));
        assertTrue(why("this is not XML").startsWith(DAMAGED));
        assertTrue(why("<?xml version=\"1.0\"?>").startsWith(DAMAGED));
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);
        assertTrue(refused(Reason.FAILED).why().startsWith(DAMAGED));
        Files.write(file, new byte[4096]);
        assertTrue(refused(Reason.FAILED).why().startsWith(DAMAGED));
    }

    @Test
    void theLineOfTheDamageIsNamed() throws Exception {
        String text = saved();
        int line = 12;
        List<String> lines = new java.util.ArrayList<>(text.lines().toList());
        lines.set(line - 1, lines.get(line - 1) + "<");
        assertEquals(DAMAGED + " at line " + line, why(String.join("\n", lines)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://barscope.org/model/2.0", "http://example.org/other"})
    void anotherNamespaceIsOfAnotherProgram(String namespace) throws Exception {
        Files.writeString(file, saved().replace("http://barscope.org/model/1.0", namespace));
        assertEquals("cannot open the saved machine " + file + ": it was written by a newer Barscope, or by another "
                + "program (it is of '" + namespace + "'); open it with the program that saved it",
                refused(Reason.FAILED).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<html><body>hello</body></html>                                    | it was written by another program",
        "<a:b xmlns:a='urn:x'/>                                             | it was written by a newer Barscope, or "
        + "by another program (it is of 'urn:x')",
        "<barscope:PciDevice xmlns:barscope='http://barscope.org/model/1.0'/> | it holds no machine",
        "<barscope:Session xmlns:barscope='http://barscope.org/model/1.0'/> | it holds no machine",
    })
    void anotherRootIsNoMachine(String content, String why) throws Exception {
        assertEquals(why, why(content));
    }

    @Test
    void aClassThatDoesNotExistIsDamage() throws Exception {
        for (String type : List.of("Nonsense", "Region")) {
            String why = why("<barscope:" + type + " xmlns:barscope='http://barscope.org/model/1.0'/>");
            assertTrue(List.of(DAMAGED + " at line 1", "it holds no machine").contains(why), why);
        }
    }

    @Test
    void anUnknownLiteralIsUnknown() throws Exception {
        String text = saved();
        assertTrue(text.contains("state=\"host-driver\""), text);
        Files.writeString(file, text.replace("state=\"host-driver\"", "state=\"teleported\""));
        Machine loaded = store.load(file);
        assertEquals(DeviceState.UNKNOWN, loaded.findDevice("0000:02:00.0").getState());
        assertEquals(5, loaded.allDevices().size());
    }

    @Test
    void aNumberThatIsNoneIsDamage() throws Exception {
        assertTrue(why(saved().replace("numaNode=\"1\"", "numaNode=\"one\"")).startsWith(DAMAGED));
    }

    @Test
    void unknownFeaturesDoNotHinder() throws Exception {
        Files.writeString(file, saved().replace("hostname=\"host\"", "hostname=\"host\" flavour=\"new\"")
                .replace("</barscope:Machine>", "<gadgets name=\"x\"><inner/></gadgets></barscope:Machine>"));
        assertEquals(Sightings.full(), new ModelReader().read(store.load(file)));
    }

    @Test
    void theImpossibleIsDamage() throws Exception {
        assertEquals("it is damaged (device 'e1:00': 'e1:00' is not a PCI address; write it as 0000:01:00.0 or "
                + "01:00.0)",
                why(saved().replace("address=\"10000:e1:00.0\"", "address=\"e1:00\"")));
        assertEquals("it is damaged (the device 0000:00:01.0 is there twice)",
                why(saved().replace("address=\"10000:e1:00.0\"", "address=\"0000:00:01.0\"")));
    }

    @Test
    void documentTypesAndEntitiesAreRefused() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "password");
        String body = saved().substring(saved().indexOf("?>") + 2);
        String[] types = {
            "<!DOCTYPE x>",
            "<!DOCTYPE x [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>",
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                    + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
        };
        for (String type : types) {
            assertTrue(why("<?xml version=\"1.0\"?>\n" + type + body.replace("\"host\"", "\"&s;&c;\""))
                    .startsWith(DAMAGED), type);
        }
    }

    @Test
    void nothingThatAFileNamesIsFetched() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
            String text = saved();
            List<String> lures = List.of(
                    text.replace("http://barscope.org/model/1.0", url + "model"),
                    text.replaceFirst(">", " xsi:schemaLocation=\"" + url + "a " + url + "b\" "
                            + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"),
                    text.replaceFirst("(<barscope:Machine )",
                    "$1xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                            + "xsi:schemaLocation=\"http://barscope.org/model/2.0 " + url + "m.ecore\" "),
                    text.replaceFirst("(<barscope:Machine )", "$1xmlns:other=\"" + url + "ns\" other:x=\"1\" "),
                    text.replaceFirst("physicalFunction=\"[^\"]*\"", "")
                            .replaceFirst("</devices>", "<physicalFunction href=\"" + url + "x#//\"/></devices>"),
                    "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"" + url + "dtd\">"
                            + text.substring(text.indexOf("?>") + 2));
            for (String lure : lures) {
                Files.writeString(file, lure);
                try {
                    new ModelReader().read(store.load(file));
                } catch (BackendException refused) {
                    assertEquals(Reason.FAILED, refused.reason(), refused::getMessage);
                }
            }
            server.setSoTimeout(1);
            assertThrows(java.net.SocketTimeoutException.class, server::accept, "somebody connected");
        }
    }

    @Test
    void aReferenceToAnotherFileIsDamage() throws Exception {
        String text = saved();
        String lure = text.replaceFirst("</devices>", "<physicalFunction href=\"other.barscope#//\"/></devices>");
        assertFalse(lure.equals(text));
        assertEquals("it is damaged (it refers to something outside itself)", why(lure));
    }

    @Test
    void whatIsNotAFileIsRefused() throws Exception {
        assertEquals("there is no such file", refused(Reason.NOT_FOUND).why());
        Files.createDirectory(file);
        assertEquals("it is not a regular file", refused(Reason.REFUSED).why());
    }

    @Test
    void anUnreadableFileIsRefused() throws Exception {
        saved();
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertEquals("permission denied", refused(Reason.REFUSED).why());
    }

    @Test
    void aHugeFileIsNotRead() throws Exception {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals("it is too large to be a saved machine",
                refused(Reason.FAILED).why()));
    }

    @Test
    void deepNestingIsNoDefect() throws Exception {
        assertTrue(why("<barscope:Machine xmlns:barscope='http://barscope.org/model/1.0'>" + "<a>".repeat(50_000))
                .startsWith(DAMAGED));
    }

    @Test
    void theSameMachineGivesTheSameBytes() throws Exception {
        store.save(machine(), file, false);
        Path again = folder.resolve("again.barscope");
        store.save(store.load(file), again, false);
        byte[] second = Files.readAllBytes(again);
        store.save(store.load(file), again, true);
        assertArrayEquals(second, Files.readAllBytes(again));
    }
}
