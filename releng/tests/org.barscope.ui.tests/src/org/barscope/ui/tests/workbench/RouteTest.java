// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.RouteOffer;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The user decides by which route a region is opened, and is told why one is refused. */
@ExtendWith(LogWatch.class)
class RouteTest {

    private static final String[] BAR = {DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "BAR0"};
    private static final RegionUri URI = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final String EDITOR = "01:00.0 bar0";
    private static final String DIALOG = "Open by Route";
    private static final int ID = 0x010000ed;

    private final DevicesPage devices = DevicesPage.show();

    @AfterEach
    void theBestRouteAgain() throws BackendException {
        Workbench.demoBackend().faults().orElseThrow().restore(Workbench.device("01:00.0"), "bar0");
        Workbench.closeEditors();
        Workbench.explorer().forceRoute(URI, Optional.empty());
        Ui.settle();
    }

    private static DialogPage ask() {
        Workbench.command("org.barscope.ui.vfio.route", Map.of());
        return DialogPage.await(DIALOG);
    }

    private static RegionPage page() {
        RegionPage page = RegionPage.opened(EDITOR);
        page.front();
        return page;
    }

    @Test
    void aRouteChosenInTheTreeIsTakenAndSaidOnThePage() throws BackendException {
        List<RouteOffer> offers = Workbench.explorer().routes(URI);
        assertEquals(List.of("dmabuf", "memfd"), offers.stream().map(RouteOffer::id).toList());
        devices.select(BAR);
        DialogPage dialog = ask();
        for (RouteOffer offer : offers) {
            assertTrue(dialog.says(offer.refusal().orElse("It works.")), dialog::text);
        }
        dialog.check("memfd");
        dialog.press("Open");
        RegionPage page = page();
        page.awaitText("Route: memfd (forced)");
        assertEquals(ID, page.register(0));
    }

    @Test
    void anOpenRegionIsReopenedByTheRouteAndByTheBestAgain() {
        RegionPage page = RegionPage.open("01:00.0", "BAR0", EDITOR);
        String best = page.awaitText("Route: ");
        assertEquals(ID, page.register(0));
        page.activate();
        DialogPage dialog = ask();
        assertTrue(dialog.says("In use now."), dialog::text);
        dialog.check("memfd");
        dialog.press("Open");
        page.awaitText("Route: memfd (forced)");
        page.front();
        assertEquals(ID, page.register(0));
        page.activate();
        ask().check("Best that works");
        DialogPage.await(DIALOG).press("Open");
        page.awaitText(best);
        page.front();
        assertEquals(ID, page.register(0));
    }

    @Test
    void aRefusedRouteSaysWhyAndOffersTheBest() throws BackendException {
        // Whatever this kernel can do: a buffer that is revoked has no mapping as a DMABUF.
        Workbench.demoBackend().faults().orElseThrow().revoke(Workbench.device("01:00.0"), "bar0", "for a test");
        String why = Workbench.explorer().routes(URI).getFirst().refusal().orElseThrow();
        devices.select(BAR);
        DialogPage dialog = ask();
        assertTrue(dialog.says("Refused: " + why), dialog::text);
        dialog.check("dmabuf");
        assertTrue(dialog.says("It is tried again all the same."), dialog::text);
        dialog.press("Open");
        RegionPage page = RegionPage.opened(EDITOR);
        page.awaitText(why.substring(1));
        page.press("Use the Best Route");
        Workbench.demoBackend().faults().orElseThrow().restore(Workbench.device("01:00.0"), "bar0");
        page.awaitText("Route: ");
        page.front();
        assertEquals(ID, page.register(0));
    }
}
