// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.preferences;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.registers.RegisterFiles.Kept;
import org.barscope.ui.registers.outline.NumberFormat;
import org.barscope.ui.registers.page.DescriptionWork;
import org.barscope.ui.registers.page.RegisterPreferences;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/**
 * Where descriptions and bindings are looked for, what is kept of earlier choices, and how registers are shown at
 * first. Files are read and written in jobs.
 */
public final class RegisterPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    private static final String HELP = "org.barscope.ui.registers.preferences";

    private final RegisterFiles files = RegisterFiles.ofUser();
    private FolderList folders;
    private KeptTable kept;

    public RegisterPreferencePage() {
        super(GRID);
        setPreferenceStore(store());
    }

    private static IPreferenceStore store() {
        ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, RegisterPreferences.NODE);
        store.setDefault(RegisterPreferences.FORMAT, NumberFormat.HEXADECIMAL.name());
        store.setDefault(RegisterPreferences.INTERVAL, "250");
        return store;
    }

    @Override
    protected void createFieldEditors() {
        Composite parent = getFieldEditorParent();
        addField(new ComboFieldEditor(RegisterPreferences.FORMAT, "&Numbers are shown as",
                Arrays.stream(NumberFormat.values()).map(format -> new String[] {format.label(), format.name()})
                        .toArray(String[][]::new), parent));
        addField(new ComboFieldEditor(RegisterPreferences.INTERVAL, "&Refresh every",
                RegisterPreferences.INTERVALS.stream().map(each -> new String[] {text(each),
                        Long.toString(each.toMillis())}).toArray(String[][]::new), parent));
        Label home = new Label(parent, SWT.WRAP);
        home.setText("Descriptions and bindings are looked for in " + files.descriptions() + ", and then in these "
                + "folders:");
        GridDataFactory.fillDefaults().span(2, 1).hint(380, SWT.DEFAULT).applyTo(home);
        folders = new FolderList(parent, files);
        addField(folders);
    }

    private static String text(Duration every) {
        return every.toMillis() < 1000 ? every.toMillis() + " ms" : every.toSeconds() + " s";
    }

    @Override
    protected Control createContents(Composite parent) {
        Control fields = super.createContents(parent);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
        kept = new KeptTable(parent, files);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(getControl() == null ? fields : getControl(), HELP);
        return fields;
    }

    @Override
    public boolean performOk() {
        super.performOk();
        Optional<List<Path>> wanted = folders.changed();
        List<Kept> forgotten = kept.removed();
        if (wanted.isPresent() || !forgotten.isEmpty()) {
            Work.start(getShell(), "Keeping where registers are described", () -> write(wanted, forgotten),
                    done -> DescriptionWork.reloadAll());
        }
        return true;
    }

    private Boolean write(Optional<List<Path>> wanted, List<Kept> forgotten) throws BackendException {
        try {
            if (wanted.isPresent()) {
                files.lookIn(wanted.get());
            }
            for (Kept one : forgotten) {
                files.forget(one);
            }
            return true;
        } catch (IOException unable) {
            throw new BackendException(Reason.FAILED, "change the register files in " + files.home(),
                    unable.getMessage(), "look whether the folder can be written", unable);
        }
    }

    @Override
    public void init(IWorkbench workbench) {
        // Nothing to prepare.
    }
}
