// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.barscope.widgets.hex.HexModel;
import org.barscope.widgets.hex.HexSnapshot;
import org.barscope.widgets.hex.UnitState;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MBasicFactory;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartSashContainerElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the window shows is taken away under it and given back: two editors side by side, one by the best route of the
 * kernel and one by pread, say so each time, recover, and never show a value that is not the device's.
 */
@ExtendWith(LogWatch.class)
class RevocationTest {

    private static final String EDU = "0000:00:04.0";
    private static final String EDU_BEHIND_PORT = "0000:01:00.0";
    private static final String NIC = "0000:00:07.0";
    private static final long ID = 0x010000ed;
    /** How often; the thousands are without a window (RevocationLab), which takes most of the time in a guest. */
    private static final int MEMORY_OFF = 12;
    private static final int SLEEPS = 5;
    private static final int RESETS = 5;

    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<RegionPage> pages = new ArrayList<>();

    @AfterEach
    void close() {
        Workbench.closeEditors();
    }

    /** The two editors of a BAR, with values in them. */
    private void open(RealDevice device, String address, long offset) {
        String title = address.substring(5) + " bar0";
        RegionPage best = RegionPage.openAnyhow("lab", address.substring(5), "BAR0", title);
        best.press("Open Through VFIO (Resets the Device)");
        best.awaitText("Route: ");
        show(best);
        Workbench.explorer().forceRoute(device.uri("vfio", "bar0"), Optional.of("pread"));
        RegionEditor second = Ui.get(() -> RegionEditor.open(Workbench.page(),
                new RegionInput(device.uri("vfio", "bar0"), ""), Optional.empty(), Optional.empty()).orElseThrow());
        Ui.run(() -> beside(second));
        RegionPage pread = RegionPage.of(second);
        pread.awaitText("Route: pread (forced)");
        show(pread);
        pages.forEach(page -> page.scrollTo(offset & -0x10L));
    }

    private void show(RegionPage page) {
        page.front();
        if (page.offers("Start Reading")) {
            page.press("Start Reading");
        }
        page.every("50 ms");
        pages.add(page);
    }

    /** Both are to be seen, and so read, at one time. */
    private static void beside(RegionEditor editor) {
        MPart part = editor.getSite().getService(MPart.class);
        MPartStack stack = MBasicFactory.INSTANCE.createPartStack();
        MUIElement before = part.getParent();
        stack.getChildren().add(part);
        editor.getSite().getService(EModelService.class).insert(stack,
                (MPartSashContainerElement) before, EModelService.BELOW, 0.5f);
        stack.setSelectedElement(part);
    }

    /** Looks at every snapshot that the pages are given from now on. */
    private void expect(long offset, long value) {
        for (RegionPage page : pages) {
            page.await("the value", shot -> shot.hasValue(offset) && word(shot, offset) == value);
            HexModel model = Ui.get(() -> page.canvas().getModel());
            model.addListener(() -> {
                HexSnapshot shot = model.snapshot();
                if (shot.covers(offset) && shot.hasValue(offset) && word(shot, offset) != value) {
                    wrong.add(page.title() + " showed 0x" + Long.toHexString(word(shot, offset)));
                }
            });
        }
    }

    private static long word(HexSnapshot shot, long offset) {
        return shot.value(offset, Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private void revoked(long offset) {
        for (RegionPage page : pages) {
            page.awaitTitle("(revoked)");
            page.await("revoked cells", shot -> shot.state(offset) == UnitState.REVOKED && !shot.hasValue(offset));
        }
    }

    private void live(long offset, long value) {
        for (RegionPage page : pages) {
            Ui.await("the editor is live again", () -> !page.title().contains("("), page::text);
            page.await("the value", shot -> shot.hasValue(offset) && word(shot, offset) == value);
        }
        assertEquals(List.of(), wrong);
    }

    private static void picture(String name) {
        try {
            new ProcessBuilder("import", "-window", "root", Path.of(System.getProperty("barscope.tests.scratch"), name)
                    .toString()).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    @Timeout(900)
    void memoryDecodingIsSwitchedOffAndOn() throws Exception {
        try (RealDevice edu = RealDevice.give(EDU)) {
            DevicesPage.show().await("lab");
            open(edu, EDU, 0);
            edu.openConfig();
            expect(0, ID);
            picture("live.png");
            for (int round = 0; round < MEMORY_OFF; round++) {
                edu.memory(false);
                revoked(0);
                if (round == 0) {
                    pages.getFirst().awaitText("memory decoding is off");
                    picture("revoked.png");
                }
                edu.memory(true);
                live(0, ID);
            }
            Workbench.closeEditors();
        }
    }

    @Test
    @Timeout(900)
    void theDeviceIsReset() throws Exception {
        try (RealDevice edu = RealDevice.give(EDU_BEHIND_PORT)) {
            open(edu, EDU_BEHIND_PORT, 0);
            expect(0, ID);
            for (int round = 0; round < RESETS; round++) {
                edu.reset();
                live(0, ID);
            }
            Workbench.closeEditors();
        }
    }

    @Test
    @Timeout(900)
    void theDeviceSleepsAndWakes() throws Exception {
        try (RealDevice nic = RealDevice.give(NIC)) {
            open(nic, NIC, 8);
            nic.openConfig();
            nic.memory(true);
            long status = pages.getFirst().register(8);
            expect(8, status);
            for (int round = 0; round < SLEEPS; round++) {
                nic.sleep(true);
                revoked(8);
                nic.sleep(false);
                live(8, status);
            }
            Workbench.closeEditors();
        }
    }
}
