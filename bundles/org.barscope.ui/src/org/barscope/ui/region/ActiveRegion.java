// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;

/**
 * Follows the region editor that a user last worked in, for views that show something of it. While another view is
 * active, that editor stays the one. UI thread only.
 */
public final class ActiveRegion implements AutoCloseable {

    private final IWorkbenchPage page;
    private final Consumer<Optional<OpenRegion>> told;
    private Optional<RegionEditor> editor = Optional.empty();
    private Optional<OpenRegion> region = Optional.empty();
    private Registration opening = () -> {
    };

    private final IPartListener2 parts = new IPartListener2() {
        @Override
        public void partActivated(IWorkbenchPartReference part) {
            look();
        }

        @Override
        public void partBroughtToTop(IWorkbenchPartReference part) {
            look();
        }

        @Override
        public void partClosed(IWorkbenchPartReference part) {
            look();
        }
    };

    /**
     * @param told is told at once, and again whenever another region is the active one: when another editor is, and
     *             when that editor has opened its region, or given it up
     */
    public ActiveRegion(IWorkbenchPage page, Consumer<Optional<OpenRegion>> told) {
        this.page = page;
        this.told = Objects.requireNonNull(told);
        page.addPartListener(parts);
        editor = current();
        follow();
        region = editor.flatMap(RegionEditor::region);
        told.accept(region);
    }

    /** The region; empty while no region editor is active or its region is not open. */
    public Optional<OpenRegion> region() {
        return region;
    }

    /** The editor. */
    public Optional<RegionEditor> editor() {
        return editor;
    }

    private Optional<RegionEditor> current() {
        IEditorPart active = page.getActiveEditor();
        return active instanceof RegionEditor found ? Optional.of(found) : Optional.empty();
    }

    private void look() {
        Optional<RegionEditor> now = current();
        if (!now.equals(editor)) {
            editor = now;
            follow();
            changed();
        }
    }

    private void follow() {
        opening.close();
        opening = editor.map(found -> found.listenToRegion(this::changed)).orElse(() -> {
        });
    }

    private void changed() {
        Optional<OpenRegion> now = editor.flatMap(RegionEditor::region);
        if (!now.equals(region)) {
            region = now;
            told.accept(now);
        }
    }

    /** Stops following. */
    @Override
    public void close() {
        page.removePartListener(parts);
        opening.close();
    }
}
