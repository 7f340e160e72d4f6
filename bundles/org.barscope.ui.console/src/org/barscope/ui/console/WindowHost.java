// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.console.ConsoleHost;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.ui.explorer.ArmedRegions;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.work.Work;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPage;

/** The regions of the window's editors, the one in front at the beginning, and those that snippets open besides. */
final class WindowHost implements ConsoleHost, AutoCloseable {

    private final IWorkbenchPage page;
    private final Display display;
    private final Poking poking;
    private final ArmedRegions armed;
    private final Consumer<String> out;
    private final Map<RegionUri, OpenedRegion> opened = new LinkedHashMap<>();

    /** @param out takes text on any thread */
    WindowHost(IWorkbenchPage page, Display display, Poking poking, ArmedRegions armed, Consumer<String> out) {
        this.page = page;
        this.display = display;
        this.poking = poking;
        this.armed = armed;
        this.out = out;
    }

    @Override
    public List<Opened> regions() {
        CompletableFuture<List<Opened>> answer = new CompletableFuture<>();
        Work.later(display, () -> answer.complete(ofEditors()));
        try {
            List<Opened> all = new ArrayList<>(answer.get());
            synchronized (opened) {
                opened.values().forEach(region -> all.add(new Opened(region.session(), region.registers(),
                        region.rules())));
            }
            return all;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("asking for the editors failed", impossible);
        }
    }

    private List<Opened> ofEditors() {
        List<Opened> all = new ArrayList<>();
        if (page.getActiveEditor() instanceof RegionEditor front) {
            front.region().ifPresent(region -> all.add(opened(region)));
        }
        for (IEditorReference reference : page.getEditorReferences()) {
            if (reference.getEditor(false) instanceof RegionEditor editor && editor != page.getActiveEditor()) {
                editor.region().ifPresent(region -> all.add(opened(region)));
            }
        }
        return all;
    }

    private static Opened opened(OpenRegion region) {
        return new Opened(region.session(), region.description().registers(), region.access());
    }

    @Override
    public Opened open(RegionUri uri) throws BackendException {
        OpenedRegion region = OpenedRegion.open(poking, RegisterFiles.ofUser(), uri,
                new OpenOptions(false, false, Optional.empty()), Wish.NONE);
        synchronized (opened) {
            opened.put(uri, region);
        }
        return new Opened(region.session(), region.registers(), region.rules());
    }

    @Override
    public Optional<RegionSession> writable(RegionUri uri) {
        return armed.session(uri);
    }

    @Override
    public void arm(Opened region) throws BackendException {
        throw new BackendException(Reason.REFUSED, "arm " + region.uri(), "a snippet cannot do that in the window",
                "bring its editor to the front and arm it there, with Ctrl+Shift+K");
    }

    @Override
    public void print(String text) {
        out.accept(text);
    }

    @Override
    public void close() {
        synchronized (opened) {
            opened.values().forEach(OpenedRegion::close);
            opened.clear();
        }
    }
}
