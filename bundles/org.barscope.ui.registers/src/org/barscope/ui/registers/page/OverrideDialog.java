// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.registers.LoadedDescription;
import org.barscope.core.registers.OverridePaths;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.overrides.Override;
import org.barscope.registers.overrides.OverrideProperty;
import org.barscope.registers.read.DescriptionException;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for the user's corrections to the description of a register, and keeps them in the file of overrides. */
public final class OverrideDialog extends TitleAreaDialog {

    private static final String[] WIDTHS = {"8", "16", "32", "64"};
    private static final int WIDTH = 420;

    private final String path;
    private final String described;
    private final Map<OverrideProperty, String> values = new EnumMap<>(OverrideProperty.class);
    private Button guarded;
    private Text reason;
    private Combo width;
    private Text comment;

    private OverrideDialog(Shell parent, String path, String described, Map<OverrideProperty, String> before) {
        super(parent);
        this.path = path;
        this.described = described;
        values.putAll(before);
    }

    /** Reads what was corrected before, asks, writes, and describes all open regions again. UI thread only. */
    public static void open(Shell shell, OpenRegion region, RegisterInstance register) {
        Optional<LoadedDescription> source = region.description().registers()
                .flatMap(known -> sourceOf(known, register));
        Optional<String> path = source.flatMap(loaded -> OverridePaths.of(loaded.description(), register));
        if (path.isEmpty()) {
            return;
        }
        Binding binding = source.get().binding();
        RegisterFiles files = RegisterFiles.ofUser();
        Job.createSystem("Reading " + files.overridesFile(binding).getFileName(), (ICoreRunnable) monitor -> {
            try {
                List<Override> all = files.overrides(binding);
                shell.getDisplay().asyncExec(() -> ask(shell, region, register, path.get(), binding, all));
            } catch (IOException | DescriptionException faulty) {
                shell.getDisplay().asyncExec(() -> MessageDialog.openError(shell, "Edit Properties",
                        "The corrections made so far cannot be read: " + faulty.getMessage() + "."));
            }
        }).schedule();
    }

    private static Optional<LoadedDescription> sourceOf(RegionRegisters known, RegisterInstance register) {
        return known.parts().stream().filter(part -> part.registers().stream().anyMatch(one -> one == register))
                .map(RegionRegisters.Part::source).findFirst();
    }

    private static void ask(Shell shell, OpenRegion region, RegisterInstance register, String path, Binding binding,
            List<Override> all) {
        if (shell.isDisposed()) {
            return;
        }
        Map<OverrideProperty, String> before = new EnumMap<>(OverrideProperty.class);
        all.stream().filter(one -> one.path().text().equals(path)).forEach(one -> before.putAll(one.values()));
        OverrideDialog dialog = new OverrideDialog(shell, path, 8 * register.register().accessBytes() + "-bit", before);
        if (dialog.open() == Window.OK) {
            List<Override> fresh = new ArrayList<>(all);
            fresh.removeIf(one -> one.path().text().equals(path));
            if (!dialog.values.isEmpty()) {
                fresh.add(new Override(RegisterPattern.parse(path), dialog.values));
            }
            new DescriptionWork(region, shell).change("Keeping the properties of " + path,
                    () -> RegisterFiles.ofUser().writeOverrides(binding, fresh));
        }
    }

    @java.lang.Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Edit Properties");
    }

    @java.lang.Override
    protected Control createDialogArea(Composite parent) {
        setTitle(path);
        setMessage("Your corrections are kept in a file of their own and hold for the next version of the description."
                + (path.contains("*") ? " They are for every element of the array." : ""));
        Composite area = (Composite) super.createDialogArea(parent);
        Composite grid = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(grid);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(grid);
        guarded = new Button(grid, SWT.CHECK);
        guarded.setText("&Guarded: read it only when I ask for it");
        GridDataFactory.fillDefaults().span(2, 1).applyTo(guarded);
        reason = text(grid, "&Why:", values.getOrDefault(OverrideProperty.GUARD, ""));
        guarded.setSelection(!reason.getText().isEmpty());
        reason.setEnabled(guarded.getSelection());
        guarded.addListener(SWT.Selection, event -> {
            reason.setEnabled(guarded.getSelection());
            if (guarded.getSelection()) {
                reason.setFocus();
            }
            check();
        });
        reason.addListener(SWT.Modify, event -> check());
        label(grid, "&Access:");
        width = new Combo(grid, SWT.READ_ONLY);
        width.add("As described");
        Arrays.stream(WIDTHS).forEach(bits -> width.add(bits + "-bit"));
        width.select(1 + Arrays.asList(WIDTHS).indexOf(values.getOrDefault(OverrideProperty.ACCESS_BITS, "")));
        width.setToolTipText("The width of each bus access; now " + described);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(width);
        comment = text(grid, "&Comment:", values.getOrDefault(OverrideProperty.COMMENT, ""));
        return area;
    }

    private static void label(Composite grid, String label) {
        Label name = new Label(grid, SWT.NONE);
        name.setText(label);
        GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(name);
    }

    private static Text text(Composite grid, String label, String value) {
        label(grid, label);
        Text text = new Text(grid, SWT.BORDER | SWT.SINGLE);
        text.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(text);
        return text;
    }

    private void check() {
        boolean missing = guarded.getSelection() && reason.getText().isBlank();
        setErrorMessage(missing ? "Say why it must not be read: it is shown where its value would be." : null);
        if (getButton(OK) != null) {
            getButton(OK).setEnabled(!missing);
        }
    }

    @java.lang.Override
    protected void okPressed() {
        put(OverrideProperty.GUARD, guarded.getSelection() ? reason.getText().strip() : "");
        put(OverrideProperty.ACCESS_BITS, width.getSelectionIndex() > 0 ? WIDTHS[width.getSelectionIndex() - 1] : "");
        put(OverrideProperty.COMMENT, comment.getText().strip());
        super.okPressed();
    }

    private void put(OverrideProperty property, String value) {
        if (value.isEmpty()) {
            values.remove(property);
        } else {
            values.put(property, value);
        }
    }
}
