// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.perspective;

import org.barscope.ui.hex.BookmarksView;
import org.barscope.ui.hex.DataInspectorView;
import org.barscope.ui.hex.SearchResultsView;
import org.barscope.ui.tree.DeviceTreeView;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.progress.IProgressConstants;

/** Device tree on the left, region editors in the middle, properties and what bytes mean on the right, logs below. */
public final class ExplorePerspective implements IPerspectiveFactory {

    private static final String HELP = "org.eclipse.help.ui.HelpView";
    private static final String ERROR_LOG = "org.eclipse.pde.runtime.LogView";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        String editors = layout.getEditorArea();
        layout.createFolder("left", IPageLayout.LEFT, 0.30f, editors).addView(DeviceTreeView.ID);
        IFolderLayout below = layout.createFolder("below", IPageLayout.BOTTOM, 0.76f, editors);
        below.addView(IProgressConstants.PROGRESS_VIEW_ID);
        below.addView(ERROR_LOG);
        below.addPlaceholder(BookmarksView.ID);
        below.addPlaceholder(SearchResultsView.ID);
        IFolderLayout right = layout.createFolder("right", IPageLayout.RIGHT, 0.70f, editors);
        right.addView(IPageLayout.ID_PROP_SHEET);
        right.addView(DataInspectorView.ID);
        right.addPlaceholder(HELP);
        layout.addShowViewShortcut(DeviceTreeView.ID);
        layout.addShowViewShortcut(IPageLayout.ID_PROP_SHEET);
        layout.addShowViewShortcut(DataInspectorView.ID);
        layout.addShowViewShortcut(BookmarksView.ID);
        layout.addShowViewShortcut(SearchResultsView.ID);
        layout.addShowViewShortcut(IProgressConstants.PROGRESS_VIEW_ID);
        layout.addShowViewShortcut(ERROR_LOG);
    }
}
