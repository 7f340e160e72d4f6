// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.FakeBackend.FakeRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.registers.RegisterReading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own description of a device whose byte n is n. */
class ReadRegistersTest {

    private static final RegionUri BAR0 = RegionUri.parse("fake:0000:01:00.0/bar0");
    private static final AccessMap ASKS = AccessMap.ask(AccessWidth.W32, "nobody knows");

    @TempDir
    private Path folder;

    private final FakeBackend backend = new FakeBackend("fake", "fake", "0000:01:00.0");
    private final FakeRegion bar0 = backend.region(BAR0.toString(), 0x100, ASKS);
    private final FakeRegion bar1 = backend.region("fake:0000:01:00.0/bar1", 0x100, ASKS);

    private RegisterFiles files = new RegisterFiles(Path.of("/nonexistent/barscope"));
    private Wish wish = Wish.NONE;

    @BeforeEach
    void sayWhichBindings() {
        wish = new Wish(List.of(folder.resolve("bindings.xml")), Optional.empty(), Optional.empty());
    }

    @BeforeEach
    void describe() throws Exception {
        Files.writeString(folder.resolve("bindings.xml"), """
                <bindings>
                  <binding name="mine" description="mine.svd" region="bar0">
                    <match vendor="0001" device="0002"/>
                    <block name="OTHER" region="bar1"/>
                    <block name="MOVED" base="OTHER.WHERE"/>
                  </binding>
                </bindings>
                """);
        Files.writeString(folder.resolve("mine.svd"), """
                <device schemaVersion="1.3"><name>MINE</name><version>1</version><description>Mine</description>
                  <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
                  <peripherals>
                    <peripheral><name>OTHER</name><baseAddress>0</baseAddress><registers>
                      <register><name>WHERE</name><addressOffset>0x20</addressOffset><size>8</size></register>
                    </registers></peripheral>
                    <peripheral><name>MOVED</name><baseAddress>0</baseAddress><registers>
                      <register><name>PLAIN</name><addressOffset>0</addressOffset></register>
                      <register><name>CLEARS</name><addressOffset>4</addressOffset>
                        <readAction>clear</readAction></register>
                      <register><name>LONG</name><addressOffset>8</addressOffset><size>64</size></register>
                      <register><name>BEYOND</name><addressOffset>0x100</addressOffset></register>
                    </registers></peripheral>
                  </peripherals>
                </device>
                """);
    }

    private ReadRegisters.Result read(String pattern, boolean agreed) throws BackendException {
        try (Machines machines = Machines.start(List.of(backend.factory(0)))) {
            ReadRegisters.Result result = new ReadRegisters(machines, files).run(new ReadRegisters.Request(BAR0,
                    Optional.ofNullable(pattern), wish, agreed, false));
            assertEquals(0, machines.openRegions(), "everything is closed again");
            return result;
        }
    }

    private BackendException refuses(String pattern) {
        return assertThrows(BackendException.class, () -> read(pattern, false));
    }

    @Test
    void placesByARegisterOfAnotherRegionAndReadsEachOnce() throws Exception {
        ReadRegisters.Result result = read(null, false);
        assertEquals(List.of("MOVED.PLAIN", "MOVED.CLEARS", "MOVED.LONG", "MOVED.BEYOND"),
                result.registers().stream().map(shown -> shown.reading().register().path()).toList());
        assertEquals(List.of("8@32"), bar1.accesses);
        assertEquals(List.of("32@32", "64@40"), bar0.accesses);
        assertEquals(0x23222120L, assertInstanceOf(RegisterReading.Value.class,
                result.registers().getFirst().reading()).decoded().word());
        assertEquals("CLEARS is cleared by a read", assertInstanceOf(RegisterReading.Guarded.class,
                result.registers().get(1).reading()).reason());
        assertEquals(0x2f2e2d2c2b2a2928L, assertInstanceOf(RegisterReading.Value.class,
                result.registers().get(2).reading()).decoded().word());
        assertEquals("it lies past the end of the region, which is 0x100 bytes long", assertInstanceOf(
                RegisterReading.Failed.class, result.registers().get(3).reading()).reason());
        assertEquals(List.of("mine"), result.descriptions());
        assertEquals(List.of(), result.problems());
    }

    @Test
    void aBlockWhosePlaceCannotBeReadIsAProblem() {
        bar1.bad = 0;
        BackendException failed = refuses(null);
        assertEquals("cannot read registers of fake:0000:01:00.0/bar0: the device has no described registers in bar0: "
                + "MOVED: cannot read OTHER.WHERE: it hurts at 32", failed.getMessage());
        assertEquals(Reason.NOT_FOUND, failed.reason());
    }

    @Test
    void aPlaceIsNotReadWhereTheRegionGuardsIt() {
        FakeRegion guarded = backend.region("fake:0000:01:00.0/bar1", 0x100, ASKS.with(List.of(
                new AccessRule(0x20, 4, AccessWidth.W32, ReadPolicy.GUARDED, "reading it launches"))));
        assertTrue(refuses(null).getMessage().endsWith("cannot read OTHER.WHERE: reading it launches"));
        assertEquals(List.of(), guarded.accesses);
    }

    @Test
    void whatTheRegionAsksAboutIsReadAfterTheAgreement() throws Exception {
        FakeRegion asking = backend.region(BAR0.toString(), 0x100, AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(0x20, 4, AccessWidth.W32, ReadPolicy.ASK, "it may hang"))));
        assertEquals("it may hang", assertInstanceOf(RegisterReading.Guarded.class,
                read("PLAIN", false).registers().getFirst().reading()).reason());
        assertEquals(List.of(), asking.accesses);
        assertInstanceOf(RegisterReading.Value.class, read("PLAIN", true).registers().getFirst().reading());
        assertEquals(List.of("32@32"), asking.accesses);
    }

    @Test
    void nothingCouldBeRead() {
        bar0.bad = 0;
        assertEquals("cannot read registers of fake:0000:01:00.0/bar0: nothing of it could be read: it hurts at 32",
                refuses("PLAIN").getMessage());
    }

    @Test
    void oneThatCannotBeReadLeavesTheOthers() throws Exception {
        bar0.bad = 40;
        ReadRegisters.Result result = read(null, false);
        assertInstanceOf(RegisterReading.Value.class, result.registers().getFirst().reading());
        assertEquals("it hurts at 40", assertInstanceOf(RegisterReading.Failed.class,
                result.registers().get(2).reading()).reason());
    }

    @Test
    void aRevokedRegionIsSaidOnce() {
        bar0.revoke = true;
        assertEquals("cannot read registers of fake:0000:01:00.0/bar0: the region is revoked (the device is asleep)",
                refuses(null).getMessage());
        assertEquals(List.of("32@32"), bar0.accesses);
    }

    @Test
    void onlyOnesFromADeviceThatIsGoneAreNoValues() {
        bar0.ones = true;
        assertEquals("cannot read registers of fake:0000:01:00.0/bar0: the region is lost (the device no longer "
                + "answers)", refuses(null).getMessage());
    }

    @Test
    void faultyFilesAreNamedWithTheLine() throws Exception {
        Files.writeString(folder.resolve("mine.svd"), "<device>\n<nonsense/>\n</device>");
        BackendException faulty = refuses(null);
        assertTrue(faulty.getMessage().contains("mine.svd:"), faulty.getMessage());
        assertEquals(Reason.FAILED, faulty.reason());
        assertEquals(List.of(), bar0.accesses);
        Files.delete(folder.resolve("mine.svd"));
        assertEquals(Reason.NOT_FOUND, refuses(null).reason());
        Files.writeString(folder.resolve("bindings.xml"), "<bindings><nonsense/></bindings>");
        assertTrue(refuses(null).getMessage().contains("bindings.xml:1:"), refuses(null).getMessage());
    }

    private static final String ONE = """
            <device schemaVersion="1.3"><name>%1$s</name><version>1</version><description>One register</description>
              <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
              <peripherals><peripheral><name>%1$s</name><baseAddress>0x10</baseAddress><registers>
                <register><name>ONLY</name><addressOffset>0</addressOffset></register>
              </registers></peripheral></peripherals>
            </device>
            """;

    private static List<String> paths(ReadRegisters.Result result) {
        return result.registers().stream().map(shown -> shown.reading().register().path()).toList();
    }

    /** A user who keeps the description of the test in the folder made for it. */
    private void keep() throws Exception {
        files = new RegisterFiles(folder.resolve("home"));
        wish = Wish.NONE;
        Files.createDirectories(files.descriptions());
        for (String name : List.of("bindings.xml", "mine.svd")) {
            Files.move(folder.resolve(name), files.descriptions().resolve(name));
        }
    }

    private DeviceIds ids() throws BackendException {
        return backend.discover().devices().getFirst().ids();
    }

    @Test
    void theUsersFolderIsLookedInto() throws Exception {
        keep();
        assertEquals(List.of("mine"), read("PLAIN", false).descriptions());
        Files.writeString(files.descriptions().resolve("broken.xml"), "<bindings><nonsense/></bindings>");
        ReadRegisters.Result result = read("PLAIN", false);
        assertEquals(List.of("mine"), result.descriptions(), "a file with an error spoils no other");
        assertTrue(result.problems().getFirst().contains("broken.xml:1:"), () -> result.problems().toString());
    }

    @Test
    void severalThatFitAskOnceAndTheChoiceIsRemembered() throws Exception {
        keep();
        Files.writeString(files.descriptions().resolve("other.svd"), ONE.formatted("OTHERS"));
        Files.writeString(files.descriptions().resolve("other.xml"), """
                <bindings><binding name="other" description="other.svd" region="bar0">
                  <match vendor="0001" device="0002"/></binding></bindings>
                """);
        assertEquals(Reason.REFUSED, refuses(null).reason());
        files.choose(ids(), "bar0", Optional.of("other"));
        assertEquals(List.of("OTHERS.ONLY"), paths(read(null, false)));
        wish = new Wish(List.of(), Optional.of("mine"), Optional.empty());
        assertEquals(List.of("MOVED.PLAIN"), paths(read("PLAIN", false)), "what is said now comes before");
        wish = Wish.NONE;
        Files.delete(files.descriptions().resolve("other.xml"));
        assertEquals(List.of("mine"), read("PLAIN", false).descriptions(), "a choice that is gone is no choice");
    }

    @Test
    void anAttachedDescriptionComesFirst() throws Exception {
        keep();
        Path elsewhere = folder.resolve("work in progress.svd");
        Files.writeString(elsewhere, ONE.formatted("MINE"));
        files.attach(ids(), "bar0", Optional.of(elsewhere));
        ReadRegisters.Result result = read(null, false);
        assertEquals(List.of("MINE.ONLY"), paths(result));
        assertEquals(List.of("work in progress.svd"), result.descriptions());
        assertEquals(List.of("32@16"), bar0.accesses);
        files.attach(ids(), "bar0", Optional.empty());
        assertEquals(List.of("mine"), read("PLAIN", false).descriptions());
    }

    @Test
    void aNamedDescriptionNeedsNoBindingAndServesAnyMemory() throws Exception {
        Path file = folder.resolve("one.svd");
        Files.writeString(file, ONE.formatted("NAMED"));
        Path memory = Files.write(folder.resolve("memory.bin"), new byte[0x20]);
        Files.write(memory, new byte[] {1, 2, 3, 4}, StandardOpenOption.APPEND);
        wish = new Wish(List.of(), Optional.empty(), Optional.of(file));
        assertEquals(List.of("NAMED.ONLY"), paths(read(null, false)));
        try (Machines machines = Machines.start(List.of(backend.factory(0)))) {
            RegionUri uri = RegionUri.parse("file:" + memory);
            ReadRegisters reader = new ReadRegisters(machines, files);
            ReadRegisters.Result result = reader.run(new ReadRegisters.Request(uri, Optional.empty(), wish, false,
                    false));
            assertEquals(0, assertInstanceOf(RegisterReading.Value.class, result.registers().getFirst().reading())
                    .decoded().word());
            BackendException refused = assertThrows(BackendException.class, () -> reader.run(
                    new ReadRegisters.Request(uri, Optional.empty(), Wish.NONE, false, false)));
            assertEquals(Reason.USAGE, refused.reason());
        }
    }

    @Test
    void overridesHoldForTheNextVersionOfADescription() throws Exception {
        keep();
        Files.createDirectories(folder.resolve("home/overrides"));
        Files.writeString(folder.resolve("home/overrides/mine.svd.xml"), """
                <overrides><override path="MOVED.PLAIN" guard="starts the motor"/>
                  <override path="MOVED.LONG" accessBits="32"/><override path="NO.SUCH" comment="x"/></overrides>
                """);
        ReadRegisters.Result result = read(null, false);
        assertEquals("PLAIN is marked as not to be read: starts the motor", assertInstanceOf(
                RegisterReading.Guarded.class,
                result.registers().getFirst().reading()).reason());
        assertEquals(List.of("32@40", "32@44"), bar0.accesses, "the corrected width, and nothing of what is guarded");
        assertEquals(List.of("override NO.SUCH: the description has no register or field of that name"),
                result.problems());
        Path description = files.descriptions().resolve("mine.svd");
        Files.writeString(description, Files.readString(description).replace("<version>1<", "<version>2<"));
        bar0.accesses.clear();
        read(null, false);
        assertEquals(List.of("32@40", "32@44"), bar0.accesses);
    }

    @Test
    void faultyOverridesAreNoReasonToReadWhatTheyMayGuard() throws Exception {
        keep();
        Files.createDirectories(folder.resolve("home/overrides"));
        Files.writeString(folder.resolve("home/overrides/mine.svd.xml"), "<overrides><override/></overrides>");
        assertTrue(refuses(null).getMessage().contains("the file of overrides has errors"));
        assertEquals(List.of(), bar0.accesses);
    }
}
