// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.Span;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.Attendant;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.SequencePage;
import org.barscope.ui.tests.harness.StatePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.ViewPage;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.views.IViewDescriptor;

/** The device that nothing may be written to, and the parts of the window that could. Not for the UI thread. */
final class Device implements AutoCloseable {

    /** The hex page of its region; here, and below, parts are named by the ids of pages and views. */
    static final String HEX = "org.barscope.ui.hexPage";
    static final String REGISTERS = "org.barscope.ui.registerPage";

    /** The device itself, selected in the tree. */
    static final String SELECTED = "device";
    /** A snapshot of it, opened. */
    static final String STATE = "org.barscope.ui.poke.stateEditor";

    private static final RegionUri EDU = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final long LIVENESS = 4;
    static final String SEQUENCE = "write FACTORIAL 5\nwrite LIVENESS 1\n";
    static final String SEQUENCES = "org.barscope.ui.poke.sequence";
    private static final int MOST_ATTEMPTS = 20;
    /** The place of the box for it in the dialog. */
    private static final int FILE = 2;
    private static final Span REGISTER = new Span(LIVENESS, 4);
    private static final Origin ORIGIN = Origin.ui("the sweep");

    Device() {
        Workbench.demoBackend();
        Workbench.demo().accessCounts().start();
        show(HEX);
    }

    /** How many writes all regions have seen; what was asked for before has been done by then. */
    long writes() throws Exception {
        read();
        return Workbench.demo().accessCounts().writes();
    }

    /** What the register holds that was written. */
    long value() throws Exception {
        return read();
    }

    /** How many writes the journal tells of. */
    long told() throws IOException {
        return Workbench.explorer().poking().orElseThrow().journal().read().entries().stream()
                .filter(entry -> entry.change().kind() == ChangeKind.WRITE
                        || entry.change().kind() == ChangeKind.BLOCK).count();
    }

    /** The region is read by its device's thread, after all that waits there. */
    private static long read() throws Exception {
        for (int attempt = 1;; attempt++) {
            try (RegionSession session = Workbench.explorer().open(EDU, OpenOptions.readOnly())) {
                return session.read(LIVENESS, AccessWidth.W32).get(60, TimeUnit.SECONDS);
            } catch (BackendException | ExecutionException gone) {
                // It may just have been given to another driver, which ends what is open.
                if (attempt == MOST_ATTEMPTS) {
                    throw gone;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    void arm() throws BackendException {
        Workbench.explorer().armed().arm(EDU, false, Arming.Request.whole());
    }

    /** Returns whether it was armed. */
    boolean disarm() {
        boolean armed = Workbench.explorer().armed().armed(EDU).isPresent();
        Workbench.explorer().armed().disarm(EDU);
        return armed;
    }

    /**
     * Leaves something to undo, to export, to watch, to compare and to run again; the last thing that is written.
     *
     * @param folder for what has to be a file
     */
    void prepare(Path folder) throws Exception {
        arm();
        RegionSession session = Workbench.explorer().armed().session(EDU).orElseThrow();
        Workbench.explorer().poking().orElseThrow().units(session).write(LIVENESS, 0x1234_5678L,
                session.info().access(), ORIGIN).get(60, TimeUnit.SECONDS);
        disarm();
        SequencePage.show().type(SEQUENCE);
        show(HEX);
        Attendant.perform("watching", () -> PlatformUI.getWorkbench()
                .getService(IHandlerService.class)
                .executeCommand("org.barscope.ui.poke.addWatch", null), true);
        selectDevice();
        Workbench.command("org.barscope.ui.poke.state.take", Map.of());
        DialogPage dialog = DialogPage.await("Take Device Snapshot");
        dialog.type(FILE, folder.resolve("swept.barscope-state").toString());
        dialog.press("Take Snapshot");
        StatePage.await("swept");
    }

    private static void selectDevice(String... below) {
        DevicesPage.show().select(Stream.concat(Stream.of(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0"),
                Arrays.stream(below)).toArray(String[]::new));
    }

    /** Where deeds are tried from: two pages of the region, a snapshot, and every view of ours. */
    List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(HEX, REGISTERS, STATE, SELECTED));
        Arrays.stream(PlatformUI.getWorkbench().getViewRegistry().getViews()).map(IViewDescriptor::getId)
                .filter(id -> id.startsWith("org.barscope.")).sorted().forEach(parts::add);
        return parts;
    }

    /** Brings back what a deed may have closed, selects, and has the part in front. */
    void show(String part) {
        if (part.equals(SELECTED)) {
            selectDevice();
            return;
        }
        if (part.equals(STATE)) {
            Attendant.perform("showing the snapshot", () -> Arrays.stream(Workbench.page().getEditorReferences())
                    .filter(editor -> editor.getId().equals(STATE)).findFirst()
                    .ifPresent(editor -> Workbench.page().activate(editor.getPart(true))), false);
            return;
        }
        boolean page = part.equals(HEX) || part.equals(REGISTERS);
        Attendant.perform("showing " + part, () -> {
            if (Workbench.page() == null || Workbench.page().getPerspective() == null) {
                PlatformUI.getWorkbench().showPerspective("org.barscope.ui.explore",
                        PlatformUI.getWorkbench().getWorkbenchWindows()[0]);
            }
            IWorkbenchPage window = Workbench.page();
            RegionEditor editor = RegionEditor.open(window, new RegionInput(EDU, "swept"), Optional.of(page ? part
                    : HEX), Optional.of(REGISTER)).orElseThrow();
            if (!page) {
                ViewPage.selectFirst(window.showView(part));
            } else if (window.getActivePart() != editor) {
                window.activate(editor);
            }
        }, false);
        if (part.equals(DevicesPage.ID)) {
            selectDevice("BAR0");
        }
        Ui.await("the region is open", () -> Workbench.page().getActiveEditor() instanceof RegionEditor editor
                && editor.region().isPresent());
    }

    /** Gives the keys to the page in front. */
    void focus() {
        Ui.run(() -> {
            Workbench.shell().forceActive();
            Workbench.page().getActivePart().setFocus();
        });
    }

    @Override
    public void close() {
        disarm();
        Workbench.demo().accessCounts().stop();
        Attendant.perform("closing", () -> Workbench.page().closeAllEditors(false), false);
    }
}
