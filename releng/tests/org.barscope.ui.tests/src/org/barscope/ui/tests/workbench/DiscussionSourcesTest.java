// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.DiscussionPage;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.MessagePage;
import org.barscope.ui.tests.harness.SampleMail;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of mail sources: what they are, updating and forgetting one, and what could not be read in it. */
@ExtendWith(LogWatch.class)
class DiscussionSourcesTest {

    private static final String SOURCES = "Mail Sources";
    private static final String FORGET = "Forget a Mail Source";
    private static final String UNREADABLE = "Mail That Could Not Be Read";
    private static final int FIRST = 90_000;

    @AfterEach
    void closeAll() {
        Ui.run(() -> DiscussionPage.shell(SOURCES).ifPresent(shell -> shell.close()));
        Workbench.closeEditors();
    }

    private static DialogPage open() {
        Workbench.command("org.barscope.ui.discussion.sources", Map.of());
        return DialogPage.await(SOURCES);
    }

    private static void awaitRow(DialogPage page, String pattern) {
        Ui.await("a source is listed as " + pattern, () -> page.tables().lines().anyMatch(row -> row.matches(pattern)),
                page::tables);
    }

    private static Table table() {
        return DiscussionPage.table(SOURCES);
    }

    private static void select(String name) {
        Ui.run(() -> {
            TableItem row = Arrays.stream(table().getItems()).filter(item -> item.getText(0).equals(name)).findFirst()
                    .orElseThrow();
            table().setSelection(row);
            Event event = new Event();
            event.item = row;
            table().notifyListeners(SWT.Selection, event);
        });
    }

    private static void awaitIdle(DialogPage page) {
        Ui.await("nothing is being imported", () -> page.enabled("Update"), page::text);
    }

    @Test
    void listsUpdatesAndForgetsSources() throws IOException {
        DiscussionPage view = DiscussionPage.withSamples();
        Path spare = SampleMail.many(DiscussionPage.samples().resolveSibling("spare.mbox"), FIRST, 3);
        view.startImport(spare);
        view.awaitText("Import of spare: 3 new messages");
        DialogPage page = open();
        String now = "20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d";
        awaitRow(page, "spare \\| mbox \\| .*spare\\.mbox \\| 3 \\| 0 \\| " + now);
        awaitRow(page, "samples \\| .*mbox.* \\| .*samples \\| \\d+ \\| 1 \\| " + now);
        assertTrue(page.says("sources.") || page.says("new messages"), page.text());

        Path more = SampleMail.many(spare.resolveSibling("more-for-spare.mbox"), FIRST + 3, 1);
        Files.writeString(spare, Files.readString(more), StandardOpenOption.APPEND);
        select("spare");
        Ui.await("it can be updated", () -> page.enabled("Update"));
        assertFalse(page.enabled("Not Readable…"), "everything in it could be read");
        Keys.focus(DiscussionSourcesTest::table);
        Keys.press("F5");
        awaitRow(page, "spare \\| mbox \\| .* \\| 4 \\| 0 \\| .*");
        awaitIdle(page);
        view.search("\"Bulk mail number " + (FIRST + 3) + '"');
        view.awaitRow("Bulk mail number " + (FIRST + 3));

        select("spare");
        Keys.focus(DiscussionSourcesTest::table);
        Keys.press("Delete");
        assertTrue(DialogPage.await(FORGET).says("Its 4 messages"));
        DiscussionPage.answer(FORGET, "Cancel");
        Ui.await("the question is gone", () -> !DialogPage.isOpen(FORGET));
        awaitRow(page, "spare \\| .*");
        DiscussionPage.answer(SOURCES, "Forget…");
        DiscussionPage.answer(FORGET, "Forget");
        Ui.await("the source is gone", () -> page.tables().lines().noneMatch(row -> row.startsWith("spare |")),
                page::tables);
        awaitIdle(page);
        assertTrue(page.says("Removal of spare: 4 messages are no longer found"), page.text());
        assertTrue(Files.exists(spare), "the mail itself is not touched");
        view.search("\"Bulk mail number " + FIRST + '"');
        view.awaitText("No mail with");
    }

    @Test
    void whatASourceHasThatCannotBeReadOpensRaw() throws IOException {
        DiscussionPage.withSamples();
        DialogPage page = open();
        awaitRow(page, "samples \\| .* \\| 1 \\| .*");
        select("samples");
        DiscussionPage.answer(SOURCES, "Not Readable…");
        String row = DiscussionPage.selectFirstRow(UNREADABLE);
        assertTrue(row.contains("damaged.eml"), row);
        DiscussionPage.answer(UNREADABLE, "Open Raw");
        MessagePage.opened("Raw: ").await("this file says nothing that a mail would say");
    }

    @Test
    void thereIsOneListHoweverOftenItIsAskedFor() throws IOException {
        DiscussionPage.withSamples();
        DialogPage page = open();
        awaitRow(page, "samples \\| .*");
        open();
        assertTrue(Ui.get(() -> Arrays.stream(Ui.display().getShells()).filter(shell -> shell.getText().equals(SOURCES))
                .count()) == 1);
    }
}
