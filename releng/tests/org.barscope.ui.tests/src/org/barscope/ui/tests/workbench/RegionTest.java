// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.ui.tests.shy.ShyBackendFactory;
import org.barscope.ui.tests.shy.ShyRegion;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSnapshot;
import org.barscope.widgets.hex.UnitState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The region editor: that it shows what is there, reads only what it may, and says what it cannot. */
@ExtendWith(LogWatch.class)
class RegionTest {

    private static final long EDU_IDENTIFICATION = 0x010000edL;
    private static final long SYSTEM_TIME = 0xb600;

    @AfterEach
    void mend() throws BackendException {
        Workbench.closeEditors();
        Workbench.demo().faults().restore(Workbench.device("01:00.0"), "bar0");
    }

    private static RegionPage edu() {
        return RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
    }

    private static RegionPage network() {
        return RegionPage.open("02:00.0", "BAR0", "02:00.0 bar0");
    }

    @Test
    void showsTheIdentificationOfTheTestDevice() {
        assertEquals(EDU_IDENTIFICATION, edu().register(0));
    }

    @Test
    void showsTheBytesThatTheEngineReads() throws BackendException, ExecutionException, InterruptedException {
        RegionPage page = RegionPage.open("03:00.0", "Configuration space", "03:00.0 config");
        HexSnapshot shown = page.await("the header", shot -> shot.hasValues(HexRange.of(0, 64)));
        RegionUri uri = RegionUri.parse("sim:0000:03:00.0/config");
        try (RegionSession session = Workbench.explorer().open(uri, OpenOptions.readOnly())) {
            RegionSnapshot read = session.snapshot(List.of(new Span(0, 64)), session.info().access()).get();
            byte[] bytes = new byte[64];
            read.copy(0, bytes, new byte[64]);
            assertArrayEquals(bytes, shown.bytes(HexRange.of(0, 64)).orElseThrow());
            assertEquals(0x4d, bytes[0]);
            assertEquals(0x14, bytes[1]);
        }
    }

    @Test
    void aCounterMoves() {
        RegionPage page = network();
        page.scrollTo(SYSTEM_TIME);
        long before = page.register(SYSTEM_TIME);
        HexSnapshot later = page.await("another time", shot -> shot.hasValue(SYSTEM_TIME)
                && shot.value(SYSTEM_TIME, 4, ByteOrder.LITTLE_ENDIAN) != before);
        assertNotEquals(before, later.value(SYSTEM_TIME, 4, ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void aRevokedRegionSaysSoAndComesBack() throws BackendException {
        DevicesPage devices = DevicesPage.show();
        String[] bar = {DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "BAR0"};
        RegionPage page = edu();
        page.every("50 ms");
        page.register(0);
        page.awaitRefreshes(5);
        Workbench.demo().faults().revoke(Workbench.device("01:00.0"), "bar0", "the device is being reset");
        page.awaitText("Revoked (the device is being reset)");
        page.awaitTitle("(revoked)");
        page.await("revoked units", shot -> shot.state(0) == UnitState.REVOKED);
        devices.awaitText("revoked (the device is being reset)", bar);
        page.awaitRefreshes(20);
        assertTrue(page.title().contains("revoked"), page::title);
        Workbench.demo().faults().restore(Workbench.device("01:00.0"), "bar0");
        assertEquals(EDU_IDENTIFICATION, page.register(0));
        page.awaitTitle("01:00.0 bar0");
        page.awaitText("live");
        assertFalse(page.title().contains("revoked"), page::title);
        assertFalse(page.text().contains("Revoked"), page::text);
        devices.awaitNoText("revoked", bar);
    }

    @Test
    void aRevocationThatNobodyAnnouncedIsNoticedByReading() throws BackendException {
        RegionPage page = edu();
        page.register(0);
        Workbench.demo().faults().revokeUnnoticed(Workbench.device("01:00.0"), "bar0", "power went away");
        page.awaitTitle("(revoked)");
        Workbench.demo().faults().restore(Workbench.device("01:00.0"), "bar0");
        assertEquals(EDU_IDENTIFICATION, page.register(0));
    }

    @Test
    void guardedRegistersAreNeverRead() throws BackendException {
        RegionUri uri = RegionUri.parse("sim:0000:02:00.0/bar0");
        Workbench.demo().accessCounts().start();
        try {
            RegionPage page = network();
            HexSnapshot start = page.await("values", shot -> shot.covers(0xc0) && shot.hasValue(0));
            assertEquals(UnitState.GUARDED, start.state(0xc0));
            page.awaitRefreshes(3);
            page.scrollTo(0x4000);
            page.await("statistics", shot -> shot.covers(0x4000) && shot.state(0x4000) == UnitState.GUARDED);
            page.awaitRefreshes(3);
            assertTrue(Workbench.demo().accessCounts().reads(uri, 0, AccessWidth.W32) >= 3, "the others are read");
            for (AccessRule guarded : guarded(uri)) {
                assertEquals(List.of(), Workbench.demo().accessCounts().touching(uri, guarded.offset(),
                        guarded.length()), guarded::toString);
            }
        } finally {
            Workbench.demo().accessCounts().stop();
        }
    }

    private static List<AccessRule> guarded(RegionUri uri) throws BackendException {
        try (RegionSession session = Workbench.explorer().open(uri, OpenOptions.readOnly())) {
            List<AccessRule> rules = session.info().access().rules().stream()
                    .filter(rule -> rule.policy() == ReadPolicy.GUARDED).toList();
            assertTrue(rules.stream().anyMatch(rule -> rule.offset() == 0xc0), rules::toString);
            assertTrue(rules.stream().anyMatch(rule -> rule.offset() >= 0x4000 && rule.offset() < 0x4100),
                    rules::toString);
            return rules;
        }
    }

    @Test
    void aDriversBarIsRefusedUntilTheUserInsists() {
        RegionPage page = RegionPage.openAnyhow(DevicesPage.DEMO, "00:1f.2", "BAR5", "00:1f.2 bar5");
        page.awaitText("Cannot open sim:0000:00:1f.2/bar5");
        String said = page.awaitText("ahci");
        assertTrue(said.contains("driver"), said);
        page.press("Read It Beside the Driver");
        assertTrue(page.front().await("a value", shot -> shot.hasValue(0)).covers(0));
    }

    @Test
    void aPortBarSaysWhyItCannotBeShown() {
        RegionPage page = RegionPage.openAnyhow(DevicesPage.DEMO, "02:00.0", "BAR2", "02:00.0 bar2");
        page.awaitText("It decodes I/O ports");
        assertFalse(page.offers("Read It Beside the Driver"));
        assertTrue(page.offers("Try Again"));
    }

    @Test
    void aLostDeviceIsSaidToBeLost() throws BackendException {
        RegionPage page = RegionPage.open("03:00.0", "BAR0", "03:00.0 bar0");
        page.await("a value", shot -> shot.hasValue(0));
        Workbench.demo().faults().remove(Workbench.device("03:00.0"));
        try {
            page.awaitTitle("(lost)");
            page.awaitText("Lost");
        } finally {
            Workbench.demo().faults().replug(Workbench.device("03:00.0"));
        }
        DevicesPage.show().await(DevicesPage.DEMO, "IOMMU group 12", "0000:03:00.0");
    }

    @Test
    void nothingIsReadOfUnknownRegistersBeforeTheUserAgrees() {
        long before = ShyRegion.reads();
        RegionPage page = RegionPage.openAnyhow(ShyBackendFactory.LABEL, ShyBackendFactory.ADDRESS, "BAR0",
                ShyBackendFactory.ADDRESS + " bar0");
        page.awaitText("Nothing is read yet: nothing is known of its registers.");
        page.scrollTo(0x400);
        page.scrollTo(0);
        Workbench.command("org.eclipse.ui.file.refresh", Map.of());
        assertEquals(UnitState.NOT_YET_READ, page.snapshot().state(0));
        assertEquals(before, ShyRegion.reads());
        page.press("Start Reading");
        assertEquals(ShyRegion.VALUE + 8, page.register(8));
        assertTrue(ShyRegion.reads() > before);
        assertFalse(page.text().contains("Nothing is read yet"), page::text);
    }
}
