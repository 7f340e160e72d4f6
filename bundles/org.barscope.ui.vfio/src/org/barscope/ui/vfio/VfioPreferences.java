// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.preference.RadioGroupFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** By which way devices are opened through VFIO. */
public final class VfioPreferences extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    /** The system property that the backend reads at each opening. */
    static final String PROPERTY = "barscope.vfio";

    private static final String KEY = "way";
    private static final String BEST = "best";

    public VfioPreferences() {
        super(GRID);
        setPreferenceStore(store());
        setDescription("Devices that are open already stay as they are.");
    }

    private static IPreferenceStore store() {
        ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, "org.barscope.ui.vfio");
        store.setDefault(KEY, BEST);
        return store;
    }

    /** Lets the backend know what the user chose, unless something else was asked for when Barscope was started. */
    public static void apply() {
        String way = store().getString(KEY);
        if (!way.equals(BEST) && System.getProperty(PROPERTY) == null && System.getenv("BARSCOPE_VFIO") == null) {
            System.setProperty(PROPERTY, way);
        }
    }

    @Override
    protected void createFieldEditors() {
        addField(new RadioGroupFieldEditor(KEY, "Open devices through", 1, new String[][] {
            {"the &best way that kernel and rights allow", BEST},
            {"the &character device and iommufd", "cdev"},
            {"the IOMMU &group and a container", "group"}}, getFieldEditorParent(), true));
    }

    @Override
    public boolean performOk() {
        boolean ok = super.performOk();
        System.setProperty(PROPERTY, getPreferenceStore().getString(KEY));
        return ok;
    }

    @Override
    public void init(IWorkbench workbench) {
        // Nothing to prepare.
    }
}
