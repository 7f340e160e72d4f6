// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Optional;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IMemento;

/**
 * One way to look at an open region, contributed to the extension point {@code org.barscope.ui.regionPages}. A page is
 * made when it is first looked at, over the {@link OpenRegion} that it shares with the other pages of its editor; when
 * the region is opened again, new pages are made.
 *
 * <p>All methods are called in the UI thread and must not block. A page never reads before the rules of
 * {@link OpenRegion#access()} allow it, nor while it is not shown. The question whether to read, and what a status
 * means, is asked and said by the editor above all pages.
 */
public interface RegionPage {

    /**
     * Makes the page. Called once. {@link #restore} follows, then {@link #shown}.
     *
     * @param region what to show; good until {@link #stop}
     * @param site   of the editor, for context menus and services; its selection provider is the editor's
     * @return the page's control, a child of the parent
     */
    Control create(Composite parent, OpenRegion region, IEditorSite site);

    /** Whether anybody can see the page from now on. What nobody sees must not be read. */
    void shown(boolean visible);

    /** The region's status is another; ask {@link OpenRegion#session()} for more. */
    default void statusChanged(RegionStatus status) {
    }

    /** Takes the focus. */
    void setFocus();

    /** Ends reading, for good: the region is closed next. The control is disposed of by the editor. */
    void stop();

    /** Bytes were selected elsewhere, or before the page was made: shows and selects them, and tells nobody of it. */
    default void select(Span span) {
    }

    /**
     * What the page tells the workbench to be selected; empty for the bytes of {@link OpenRegion#selection()} alone.
     * Asked after {@link #create}.
     */
    default Optional<ISelectionProvider> selectionProvider() {
        return Optional.empty();
    }

    /** The full path of the register or field that is selected in the page; empty where none is. */
    default Optional<String> selectedName() {
        return Optional.empty();
    }

    /** Reads once what is visible, if it may be read. */
    default void refresh() {
    }

    /** Whether the page reads again and again at present, or would if it could; empty when it never does. */
    default Optional<Boolean> paused() {
        return Optional.empty();
    }

    /** Stops or starts reading again and again. */
    default void pause(boolean stop) {
    }

    /** Keeps what the page should look like when this region is opened again, also after a restart. */
    default void save(IMemento memory) {
    }

    /** What {@link #save} kept; called only when there is something. */
    default void restore(IMemento memory) {
    }
}
