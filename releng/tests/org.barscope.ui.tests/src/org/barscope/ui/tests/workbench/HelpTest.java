// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.RegionPage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.help.HelpSystem;
import org.eclipse.help.IContext;
import org.eclipse.help.IHelpResource;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Help, without a network: contents, F1, and search. */
@ExtendWith(LogWatch.class)
class HelpTest {

    /** Where the workbench notes the context id of a control. */
    private static final String CONTEXT = "org.eclipse.ui.help";

    @AfterEach
    void closeEditors() {
        Workbench.closeEditors();
    }

    private static String read(String page) throws IOException {
        try (InputStream content = HelpSystem.getHelpContent(page)) {
            assertNotNull(content, () -> page + " is not there");
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the help system's own server, which the Help view shows, answers to a request. */
    private static String served(String request) throws IOException, InterruptedException {
        URL start = Ui.get(() -> PlatformUI.getWorkbench().getHelpSystem()
                .resolve("/org.barscope.help/html/start.html", true));
        assertTrue(InetAddress.getByName(start.getHost()).isLoopbackAddress(), start::toString);
        String root = start.toString().substring(0, start.toString().indexOf("/help/") + "/help/".length());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(root + request)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
            return answer.body();
        }
    }

    @Test
    void theTableOfContentsHasOurPages() throws IOException, InterruptedException {
        String toc = served("toc?toc=/org.barscope.help/toc.xml");
        assertTrue(toc.contains("Barscope"), toc);
        List<String> pages = Pattern.compile("topic href=\"(html/[a-z-]+\\.html)\"").matcher(toc).results()
                .map(found -> "/org.barscope.help/" + found.group(1)).distinct().toList();
        assertTrue(pages.size() >= 6, () -> pages + " of " + toc);
        for (String page : pages) {
            assertTrue(read(page).contains("<h1"), page);
        }
    }

    private static String contextOf(Control control) {
        for (Control at = control; at != null; at = at.getParent()) {
            if (at.getData(CONTEXT) instanceof String id) {
                return id;
            }
        }
        return "";
    }

    private static void assertHelps(String id, String page) throws IOException {
        IContext context = HelpSystem.getContext(id);
        assertNotNull(context, () -> "no help for '" + id + "'");
        assertTrue(context.getText() != null && context.getText().length() > 40, id);
        List<String> pages = Arrays.stream(context.getRelatedTopics()).map(IHelpResource::getHref).toList();
        assertTrue(pages.stream().anyMatch(href -> href.endsWith(page)), pages::toString);
        for (String href : pages) {
            assertTrue(read(href).length() > 100, href);
        }
    }

    @Test
    void f1KnowsTheDeviceTree() throws IOException {
        DevicesPage devices = DevicesPage.show();
        assertHelps(Ui.get(() -> contextOf(devices.tree())), "device-tree.html");
    }

    @Test
    void f1KnowsTheRegionEditor() throws IOException {
        RegionPage page = RegionPage.open("01:00.0", "BAR0", "01:00.0 bar0");
        assertHelps(Ui.get(() -> contextOf(page.canvas())), "hex-page.html");
    }

    @Test
    void searchFindsAWordOnThisComputer() throws IOException, InterruptedException {
        String found = served("search?phrase=guarded");
        assertTrue(found.contains("/org.barscope.help/html/safe-reading.html"), found);
        String nothing = served("search?phrase=xyzzyplugh");
        assertFalse(nothing.contains("/org.barscope.help/"), nothing);
    }
}
