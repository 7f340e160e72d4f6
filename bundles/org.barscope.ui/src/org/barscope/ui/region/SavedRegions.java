// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.model.Machine;
import org.barscope.model.Region;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** Regions of machines that were loaded from a file: there is no memory behind them. */
public final class SavedRegions {

    private SavedRegions() {
    }

    /** Whether a region belongs to a machine from a file. UI thread only. */
    public static boolean isSaved(Region region) {
        for (EObject up = region; up != null; up = up.eContainer()) {
            if (up instanceof Machine machine) {
                return machine.isReadOnly();
            }
        }
        return false;
    }

    /** Tells the user that there is no memory behind it. UI thread only; waits for the user. */
    public static void explain(Shell shell, Region region) {
        MessageDialog.openInformation(shell, "Saved Machine", "'" + region.getName()
                + "' belongs to a saved machine: its properties and decoded capabilities are in the tree, "
                + "but there is no live memory behind it.");
    }
}
