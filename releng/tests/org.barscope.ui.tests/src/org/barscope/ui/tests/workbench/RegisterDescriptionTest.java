// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.barscope.core.backend.RegionUri;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegistersPage;
import org.barscope.ui.tests.harness.RegistersPage.Column;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.IJobChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A user's own descriptions and corrections in the register page. */
@ExtendWith(LogWatch.class)
class RegisterDescriptionTest {

    private static final String HEAD = """
            <device schemaVersion="1.3"><name>MINE</name><version>1</version><description>Mine</description>
              <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
              <peripherals><peripheral><name>MINE</name><baseAddress>0</baseAddress><registers>
            """;
    private static final String TAIL = "</registers></peripheral></peripherals></device>\n";
    private static final String WHO = "<register><name>WHO</name><addressOffset>0</addressOffset></register>\n";
    private static final String ALIVE = "<register><name>ALIVE</name><addressOffset>4</addressOffset></register>\n";

    @TempDir
    private Path home;
    private RegisterFiles files;
    private String before;

    @BeforeEach
    void ownFiles() throws IOException {
        before = System.setProperty(RegisterFiles.HOME, home.toString());
        files = new RegisterFiles(home);
        Files.createDirectories(files.descriptions());
    }

    @AfterEach
    void mend() {
        Workbench.closeEditors();
        if (before == null) {
            System.clearProperty(RegisterFiles.HOME);
        } else {
            System.setProperty(RegisterFiles.HOME, before);
        }
    }

    private void describe(String registers) throws IOException {
        Files.writeString(files.descriptions().resolve("mine.svd"), HEAD + registers + TAIL);
    }

    private void bind(String... names) throws IOException {
        StringBuilder text = new StringBuilder("<bindings>");
        for (String name : names) {
            text.append("<binding name='").append(name).append("' description='mine.svd' region='bar0'>")
                    .append("<match vendor='1234' device='11e8'/></binding>");
        }
        Files.writeString(files.descriptions().resolve("bindings.xml"), text.append("</bindings>").toString());
    }

    private static RegistersPage edu() {
        return RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
    }

    private static void command(String name) {
        Workbench.command("org.barscope.ui.registers." + name, Map.of());
    }

    @Test
    void theUsersOwnComesFirstAndReloadsWithValuesAndSelection() throws IOException {
        describe(WHO);
        bind("mine");
        RegistersPage page = edu();
        page.awaitValue("MINE", "WHO");
        page.select("MINE", "WHO");
        page.press("Pause");
        describe(WHO + ALIVE);
        command("reloadDescription");
        page.awaitNames("the new register", names -> names.contains("ALIVE"));
        assertEquals("0x010000ed", page.cell(Column.VALUE, "MINE", "WHO"), "although nothing is read while paused");
        assertEquals(List.of("MINE", "WHO"), page.selected());
        page.press("Pause");
        page.awaitValue("MINE", "ALIVE");
    }

    @Test
    void aFaultyVersionIsListedAndTheOneBeforeStays() throws IOException {
        describe(WHO);
        bind("mine");
        RegistersPage page = edu();
        page.awaitValue("MINE", "WHO");
        describe("<register><name>WHO</name></register>");
        command("reloadDescription");
        Dialogs.awaitText("Faults of a Description", "The description cannot be used");
        Dialogs.press("Faults of a Description", "Close");
        page.awaitLabel("mine.svd:4:");
        assertEquals("0x010000ed", page.awaitValue("MINE", "WHO"));
    }

    @Test
    void severalThatFitAreChosenFromAndTheChoiceIsRemembered() throws IOException {
        describe(WHO);
        bind("mine", "hers");
        RegionPage bytes = RegionPage.openAnyhow("Demo machine", "01:00.0", "BAR0", "01:00.0 bar0");
        bytes.awaitText("ells:");
        command("showRegisters");
        bytes.awaitText("Several descriptions fit");
        assertTrue(bytes.offers("Choose Description…"));
        command("chooseDescription");
        Dialogs.press("Choose Description", "OK");
        RegistersPage page = RegistersPage.opened("01:00.0 bar0");
        page.awaitValue("MINE", "WHO");
        Ui.await("the choice is kept", () -> choice().isPresent());
        Workbench.closeEditors();
        edu().awaitValue("MINE", "WHO");
    }

    private Optional<String> choice() {
        try {
            return files.choice(Workbench.demoBackend().discover().devices().stream()
                    .filter(device -> device.address().equals(Workbench.device("01:00.0"))).findFirst().orElseThrow()
                    .ids(), "bar0");
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void aCorrectionGuardsARegisterFromNowOn() throws IOException {
        describe(WHO + ALIVE);
        bind("mine");
        RegistersPage page = edu();
        page.awaitValue("MINE", "ALIVE");
        page.select("MINE", "ALIVE");
        command("editProperties");
        Dialogs.awaitText("Edit Properties", "Comment");
        Dialogs.press("Edit Properties", "Guarded: read it only when I ask for it");
        Dialogs.enter("Edit Properties", "it bites");
        Dialogs.press("Edit Properties", "OK");
        page.await(Column.VALUE, "is guarded", "guarded"::equals, "MINE", "ALIVE");
        assertTrue(page.cell(Column.MEANING, "MINE", "ALIVE").contains("it bites"));
        assertTrue(Files.readString(home.resolve("overrides/mine.svd.xml")).contains("guard=\"it bites\""));
        page.select("MINE", "WHO");
        page.awaitValue("MINE", "WHO");
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        Workbench.command("org.eclipse.ui.file.refresh", Map.of());
        Ui.await("it is refreshed", () -> Workbench.demo().accessCounts().total() > 0);
        assertEquals(List.of(), Workbench.demo().accessCounts().touching(RegionUri.parse("sim:0000:01:00.0/bar0"), 4,
                4));
        Workbench.demo().accessCounts().stop();
    }

    /** 20 MB, as the largest of vendors have: read in a job that shows its progress and can be stopped. */
    @Test
    void aLargeDescriptionCanBeStoppedWhileItIsRead() throws IOException {
        describe(WHO);
        bind("mine");
        RegistersPage page = edu();
        page.awaitValue("MINE", "WHO");
        StringBuilder large = new StringBuilder(WHO);
        String words = "<description>" + "Says at length what it is good for. ".repeat(12) + "</description>";
        for (int i = 0; i < 40_000; i++) {
            large.append("<register><name>R").append(i).append("</name>").append(words).append("<addressOffset>")
                    .append(4 * i + 4).append("</addressOffset></register>\n");
        }
        describe(large.toString());
        assertTrue(Files.size(files.descriptions().resolve("mine.svd")) > 20_000_000);
        AtomicBoolean shown = new AtomicBoolean();
        IJobChangeListener stops = new JobChangeAdapter() {
            @Override
            public void running(IJobChangeEvent event) {
                if (event.getJob().getName().startsWith("Reading the description of")) {
                    shown.set(!event.getJob().isSystem());
                    event.getJob().cancel();
                }
            }
        };
        Job.getJobManager().addJobChangeListener(stops);
        try {
            command("reloadDescription");
            page.awaitLabel("it was cancelled");
            assertTrue(shown.get(), "the Progress view shows it");
            page.awaitLabel("mine: 1 registers");
            page.awaitValue("MINE", "WHO");
        } finally {
            Job.getJobManager().removeJobChangeListener(stops);
        }
        command("reloadDescription");
        page.awaitLabel("40001 registers");
        page.awaitValue("MINE", "WHO");
    }

    @Test
    void ofTwentyThousandRegistersOnlyThoseOnScreenAreRead() throws IOException {
        describe("<register><dim>20000</dim><dimIncrement>4</dimIncrement><name>R%s</name>"
                + "<addressOffset>0x100</addressOffset></register>");
        bind("mine");
        Workbench.demo().accessCounts().start();
        Workbench.demo().accessCounts().reset();
        RegistersPage page = edu();
        page.await(Column.VALUE, "is read", text -> text.startsWith("0x"), "MINE", "R0");
        page.filter("R1999?");
        page.awaitLabel("10 of 20000 registers");
        assertEquals(11, page.names().size(), "and their block");
        page.await(Column.VALUE, "is read", text -> text.startsWith("0x"), "MINE", "R19995");
        int touched = Workbench.demo().accessCounts().of(RegionUri.parse("sim:0000:01:00.0/bar0")).size();
        assertTrue(touched < 100, () -> touched + " registers were read");
        Workbench.demo().accessCounts().stop();
    }
}
