// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.barscope.core.watch.WatchCondition.Action;
import org.barscope.core.watch.WatchCondition.Kind;
import org.barscope.core.watch.WatchCondition;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** When a watch is to do what. */
final class ConditionDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.poke.watch";

    private final WatchRow row;
    private Combo kind;
    private Text value;
    private Text mask;
    private Button mark;
    private Button sound;
    private Button stop;
    private Button snapshot;
    private Button run;
    private Text sequence;
    private String chosen = "";
    private List<WatchCondition> conditions = List.of();

    ConditionDialog(Shell shell, WatchRow row) {
        super(shell);
        this.row = row;
        setShellStyle(getShellStyle() | SWT.SHEET);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Condition");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("When " + row.name() + " …");
        setMessage("Looked at with every sample, on the device's thread.");
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 10).spacing(8, 8).applyTo(area);
        new Label(area, SWT.NONE).setText("&When it:");
        kind = new Combo(area, SWT.READ_ONLY);
        kind.add("(no condition)");
        for (Kind each : Kind.values()) {
            kind.add(each.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        kind.select(1);
        kind.addListener(SWT.Selection, event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(kind);
        value = box(area, "&Value:", "0x1, 31, 0b101");
        mask = box(area, "&Bits that count:", "all");
        mark = action(area, "&Mark the sample in the trend");
        sound = action(area, "Make a s&ound");
        stop = action(area, "&Stop watching it");
        snapshot = action(area, "&Take a snapshot of the device");
        run = action(area, "&Run a sequence on the region; one that writes needs it armed then");
        run.addListener(SWT.Selection, event -> check());
        createSequence(area);
        mark.setSelection(true);
        if (!row.conditions().isEmpty()) {
            fill(row.conditions().getFirst());
        }
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        return area;
    }

    private void createSequence(Composite area) {
        new Label(area, SWT.NONE).setText("Se&quence:");
        Composite file = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(file);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(file);
        sequence = new Text(file, SWT.BORDER);
        sequence.setMessage("the file of the sequence");
        sequence.setText(row.item().getSequence());
        sequence.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(sequence);
        Button browse = new Button(file, SWT.PUSH);
        browse.setText("&Browse…");
        browse.addListener(SWT.Selection, event -> {
            FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
            dialog.setText("Open Sequence");
            dialog.setFilterExtensions(new String[] {"*.seq", "*"});
            String name = dialog.open();
            if (name != null) {
                sequence.setText(name);
            }
        });
    }

    private void fill(WatchCondition now) {
        kind.select(1 + now.kind().ordinal());
        value.setText("0x" + Long.toHexString(now.value()));
        mask.setText(now.mask() == -1 ? "" : "0x" + Long.toHexString(now.mask()));
        mark.setSelection(now.actions().contains(Action.MARK));
        sound.setSelection(now.actions().contains(Action.SOUND));
        stop.setSelection(now.actions().contains(Action.STOP));
        snapshot.setSelection(now.actions().contains(Action.SNAPSHOT));
        run.setSelection(now.actions().contains(Action.RUN_SEQUENCE));
    }

    private Text box(Composite area, String label, String message) {
        new Label(area, SWT.NONE).setText(label);
        Text box = new Text(area, SWT.BORDER);
        box.setMessage(message);
        box.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        return box;
    }

    private static Button action(Composite area, String text) {
        new Label(area, SWT.NONE);
        Button button = new Button(area, SWT.CHECK);
        button.setText(text);
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        check();
    }

    private void check() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return;
        }
        boolean none = kind.getSelectionIndex() == 0;
        boolean compares = !none && Kind.values()[kind.getSelectionIndex() - 1] != Kind.CHANGES;
        value.setEnabled(compares);
        mask.setEnabled(!none);
        sequence.setEnabled(run.getSelection());
        try {
            if (run.getSelection() && !Files.isRegularFile(Path.of(sequence.getText().strip()))) {
                throw new IllegalArgumentException(sequence.getText().isBlank() ? "choose the file of the sequence"
                        : "there is no file " + sequence.getText().strip());
            }
            conditions = none ? List.of() : List.of(condition(compares));
            setErrorMessage(null);
            ok.setEnabled(true);
        } catch (IllegalArgumentException wrong) {
            setErrorMessage(Work.sentence(wrong.getMessage()));
            ok.setEnabled(false);
        }
    }

    private WatchCondition condition(boolean compares) {
        int bits = row.watch().map(watch -> Math.max(1, watch.what().bits())).orElse(64);
        long wanted = compares ? ValueText.parse(value.getText(), bits) : 0;
        long counting = mask.getText().isBlank() ? -1 : ValueText.parse(mask.getText(), bits);
        return new WatchCondition(Kind.values()[kind.getSelectionIndex() - 1], wanted, counting, Set.of());
    }

    @Override
    protected void okPressed() {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (mark.getSelection()) {
            actions.add(Action.MARK);
        }
        if (sound.getSelection()) {
            actions.add(Action.SOUND);
        }
        if (stop.getSelection()) {
            actions.add(Action.STOP);
        }
        if (snapshot.getSelection()) {
            actions.add(Action.SNAPSHOT);
        }
        if (run.getSelection()) {
            actions.add(Action.RUN_SEQUENCE);
        }
        chosen = sequence.getText().strip();
        conditions = conditions.stream()
                .map(c -> new WatchCondition(c.kind(), c.value(), c.mask(), actions)).toList();
        super.okPressed();
    }

    /** The file of the sequence, after OK; empty when none is named. */
    String sequence() {
        return chosen;
    }

    /** What the user wants, after OK. */
    List<WatchCondition> conditions() {
        return conditions;
    }
}
