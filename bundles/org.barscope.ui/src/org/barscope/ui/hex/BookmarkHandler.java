// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import java.util.Optional;
import org.barscope.core.memory.Span;
import org.barscope.model.Bookmark;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Puts a bookmark on the selected bytes of the active region, or changes the one that is there. */
public final class BookmarkHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor && editor.region().isPresent()) {
            OpenRegion region = editor.region().get();
            region.selection().span().ifPresent(span -> note(event, region, span));
        }
        return null;
    }

    private static void note(ExecutionEvent event, OpenRegion region, Span span) {
        Bookmarks all = new Bookmarks(PlatformUI.getWorkbench().getService(Explorer.class).session());
        List<Bookmark> here = all.of(region.info().uri());
        Optional<Bookmark> old = here.stream().filter(mark -> mark.getOffset() == span.offset()).findFirst();
        String proposed = old.map(Bookmark::getLabel).orElseGet(() -> name(region, span.offset()));
        String title = old.isPresent() ? "Change Bookmark" : "Bookmark 0x" + Long.toHexString(span.offset())
                + (span.length() == 1 ? "" : " to 0x" + Long.toHexString(span.end() - 1));
        BookmarkDialog dialog = new BookmarkDialog(HandlerUtil.getActiveShell(event), title, proposed,
                old.map(Bookmark::getComment).orElse(""));
        if (dialog.open() != Window.OK) {
            return;
        }
        if (old.isPresent()) {
            old.get().setLabel(dialog.label());
            old.get().setComment(dialog.comment());
        } else {
            all.add(region.info().uri(), span, dialog.label(), dialog.comment());
        }
    }

    private static String name(OpenRegion region, long offset) {
        return new RegionScope(region, List.of()).at(offset).stream().findFirst().map(RegionScope.Place::name)
                .orElse("0x" + Long.toHexString(offset));
    }
}
