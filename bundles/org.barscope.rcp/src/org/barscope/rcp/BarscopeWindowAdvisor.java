// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** What the main window shows around the perspective. UI thread only. */
class BarscopeWindowAdvisor extends WorkbenchWindowAdvisor {

    private static final Point FIRST_SIZE = new Point(1280, 800);

    private final boolean fillsTheScreen;

    /** @param fillsTheScreen whether the window is to cover its screen, as a picture of it wants */
    BarscopeWindowAdvisor(IWorkbenchWindowConfigurer configurer, boolean fillsTheScreen) {
        super(configurer);
        this.fillsTheScreen = fillsTheScreen;
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new BarscopeActionBarAdvisor(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
        configurer.setTitle("Barscope");
        configurer.setInitialSize(FIRST_SIZE);
        configurer.setShowMenuBar(true);
        configurer.setShowCoolBar(true);
        configurer.setShowPerspectiveBar(true);
        configurer.setShowStatusLine(true);
        configurer.setShowProgressIndicator(true);
    }

    @Override
    public void postWindowCreate() {
        if (fillsTheScreen) {
            getWindowConfigurer().getWindow().getShell().setMaximized(true);
        }
    }
}
