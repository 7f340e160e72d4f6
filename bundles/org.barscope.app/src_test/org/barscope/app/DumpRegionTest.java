// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.barscope.app.FakeBackend.FakeRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DumpRegionTest {

    private static final String URI = "pci:0000:00:01.0/bar0";

    private final FakeBackend backend = new FakeBackend("linux", "pci", "0000:00:01.0");
    private final Machines machines = Machines.start(List.of(backend.factory(0)));
    private FakeRegion region = backend.region(URI, 0x1000, AccessMap.safe(AccessWidth.W32));

    private void region(long size, AccessMap access) {
        region = backend.region(URI, size, access);
    }

    private DumpRegion.Result run(long offset, Long length, AccessWidth width, boolean agreed) throws BackendException {
        return new DumpRegion(machines).run(new DumpRegion.Request(RegionUri.parse(URI), offset,
                Optional.ofNullable(length), Optional.ofNullable(width), agreed, false));
    }

    private BackendException refused(long offset, Long length, boolean agreed) {
        return assertThrows(BackendException.class, () -> run(offset, length, null, agreed));
    }

    @AfterEach
    void nothingStaysOpen() {
        assertEquals(0, region.open);
        assertEquals(0, machines.openRegions());
        machines.close();
    }

    @Test
    void withoutALengthItIsAtMost256Bytes() throws Exception {
        assertEquals(new Span(0, 256), run(0, null, null, false).span());
        assertEquals(new Span(0xff0, 16), run(0xff0, null, null, false).span());
    }

    @Test
    void everyUnitIsReadOnceWithItsWidth() throws Exception {
        DumpRegion.Result result = run(8, 12L, null, false);
        assertEquals(List.of("32@8", "32@12", "32@16"), region.accesses);
        assertEquals(new Span(8, 12), result.span());
        assertEquals(19, result.snapshot().byteAt(19));
        assertEquals(UnitState.NOT_READ, result.snapshot().stateAt(20));
        assertEquals(URI, result.info().uri().toString());
    }

    @Test
    void anotherWidthIsUsedWhenAskedFor() throws Exception {
        assertEquals(AccessWidth.W16, run(4, 4L, AccessWidth.W16, false).access().defaultWidth());
        assertEquals(List.of("16@4", "16@6"), region.accesses);
    }

    @Test
    void aPartOfAUnitReadsAllOfIt() throws Exception {
        DumpRegion.Result result = run(5, 2L, null, false);
        assertEquals(List.of("32@4"), region.accesses);
        assertEquals(new Span(5, 2), result.span());
    }

    @Test
    void guardedUnitsAreNeverTouched() throws Exception {
        region(0x1000, AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(4, 4, AccessWidth.W32, ReadPolicy.GUARDED, "reading clears it"))));
        DumpRegion.Result result = run(0, 12L, null, true);
        assertEquals(List.of("32@0", "32@8"), region.accesses);
        assertEquals(UnitState.GUARDED, result.snapshot().stateAt(4));
        assertEquals(UnitState.VALUE, result.snapshot().stateAt(8));
    }

    @Test
    void onlyGuardedUnitsAreAResultToo() throws Exception {
        region(0x1000, AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(0, 16, AccessWidth.W32, ReadPolicy.GUARDED, "reading clears it"))));
        assertEquals(UnitState.GUARDED, run(0, 16L, null, false).snapshot().stateAt(0));
        assertEquals(List.of(), region.accesses);
    }

    @Test
    void whatNeedsAnAgreementIsNotReadWithoutIt() throws Exception {
        region(0x1000, AccessMap.ask(AccessWidth.W32, "nothing is known about these registers"));
        BackendException problem = refused(0, 4L, false);
        assertEquals(Reason.REFUSED, problem.reason());
        assertEquals("cannot dump " + URI
                + ": nothing is known about these registers; add --agree to read it all the same",
                problem.getMessage());
        assertEquals(List.of(), region.accesses);

        assertEquals(UnitState.VALUE, run(0, 4L, null, true).snapshot().stateAt(0));
        assertEquals(List.of("32@0"), region.accesses);
    }

    @Test
    void anAgreementForAPartIsNeededToo() {
        region(0x1000, AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(0, 4, AccessWidth.W32, ReadPolicy.ASK, "who knows"))));
        assertEquals("reading it may have side effects", refused(0, 4L, false).why());
    }

    @Test
    void rangesOutsideAreUsage() {
        assertEquals("offset 0x1000 is outside the region; its offsets are 0 to 0xfff", usage(0x1000, 1L));
        assertEquals("offset -1 is outside the region; its offsets are 0 to 0xfff", usage(-1, 1L));
        assertEquals("offset 0x7fffffffffffffff is outside the region; its offsets are 0 to 0xfff",
                usage(Long.MAX_VALUE, null));
        assertEquals("0x11 bytes from offset 0xff0 reach past the end of the region; it is 0x1000 bytes long",
                usage(0xff0, 17L));
        assertEquals("0x7fffffffffffffff bytes from offset 0x1 reach past the end of the region; it is 0x1000 bytes "
                + "long",
                usage(1, Long.MAX_VALUE));
        assertEquals("a length of 0 bytes holds nothing; read at least 1 byte", usage(0, 0L));
        assertEquals("a length of -4 bytes holds nothing; read at least 1 byte", usage(0, -4L));
        assertEquals(List.of(), region.accesses);
    }

    @Test
    void aDumpIsNoLargerThanMemoryHolds() {
        region(1L << 34, AccessMap.safe(AccessWidth.W32));
        assertEquals("0x10000001 bytes are more than one dump reads; read at most 0x10000000 bytes at a time",
                usage(0, DumpRegion.MAX_LENGTH + 1));
    }

    private String usage(long offset, Long length) {
        BackendException problem = refused(offset, length, false);
        assertEquals(Reason.USAGE, problem.reason());
        return problem.why() + "; " + problem.remedy();
    }

    @Test
    void aRevokedRegionFailsWithItsReason() {
        region.revoke = true;
        BackendException problem = refused(0, 16L, false);
        assertEquals(Reason.FAILED, problem.reason());
        assertEquals("cannot dump " + URI + ": the region is revoked (the device is asleep)", problem.getMessage());
    }

    @Test
    void aDeviceThatIsGoneFailsInsteadOfShowingOnes() {
        region.ones = true;
        assertEquals("the region is lost (the device no longer answers)", refused(0, 16L, false).why());
    }

    @Test
    void aPartThatCannotBeReadIsShownAsSuch() throws Exception {
        region.bad = 8;
        DumpRegion.Result result = run(0, 16L, null, false);
        assertEquals(UnitState.VALUE, result.snapshot().stateAt(7));
        assertEquals(UnitState.FAULTED, result.snapshot().stateAt(8));
    }

    @Test
    void nothingReadableFailsWithTheReason() {
        region.bad = 0;
        region.kind = Kind.WIDTH;
        BackendException problem = refused(4, 8L, false);
        assertEquals(Reason.FAILED, problem.reason());
        assertEquals("cannot dump " + URI + ": nothing of it could be read: it hurts at 4", problem.getMessage());
    }

    @Test
    void theChoiceToReadBesideADriverIsPassedOn() throws Exception {
        new DumpRegion(machines).run(new DumpRegion.Request(RegionUri.parse(URI), 0, Optional.of(4L), Optional.empty(),
                false, true));
        assertEquals(true, backend.opened.getFirst().besideDriver());
        assertEquals(false, backend.opened.getFirst().writable());
        run(0, 4L, null, false);
        assertEquals(false, backend.opened.getLast().besideDriver());
    }

    @Test
    void aRegionThatDoesNotOpenFailsAsTheBackendSays() {
        BackendException problem = assertThrows(BackendException.class, () -> new DumpRegion(machines)
                .run(new DumpRegion.Request(RegionUri.parse("pci:0000:00:01.0/bar9"), 0, Optional.empty(),
                        Optional.empty(), false, false)));
        assertEquals(Reason.NOT_FOUND, problem.reason());
    }
}
