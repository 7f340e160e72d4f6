// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion;

import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.IPlaceholderFolderLayout;
import org.eclipse.ui.progress.IProgressConstants;

/** For reading mail: the search on the left, messages on the right. */
public final class DiscussionPerspective implements IPerspectiveFactory {

    private static final String DEVICES = "org.barscope.ui.devices";
    private static final String HELP = "org.eclipse.help.ui.HelpView";
    private static final String ERROR_LOG = "org.eclipse.pde.runtime.LogView";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        String editors = layout.getEditorArea();
        IFolderLayout left = layout.createFolder("left", IPageLayout.LEFT, 0.42f, editors);
        left.addView(DiscussionView.ID);
        left.addView(DEVICES);
        layout.createPlaceholderFolder("right", IPageLayout.RIGHT, 0.70f, editors).addPlaceholder(HELP);
        IPlaceholderFolderLayout below = layout.createPlaceholderFolder("below", IPageLayout.BOTTOM, 0.76f,
                editors);
        below.addPlaceholder(IProgressConstants.PROGRESS_VIEW_ID);
        below.addPlaceholder(ERROR_LOG);
        layout.addShowViewShortcut(DiscussionView.ID);
        layout.addShowViewShortcut(DEVICES);
        layout.addShowViewShortcut(IProgressConstants.PROGRESS_VIEW_ID);
        layout.addShowViewShortcut(ERROR_LOG);
    }
}
