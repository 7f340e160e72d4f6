// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.core.dmabuf.ExportCheck;
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
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Of what memory a DMABUF is made, how large it is and what it is called. */
final class CreateDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.vfio.create";

    /**
     * A machine that can make some.
     *
     * @param name    for people
     * @param service makes them
     * @param sources from what
     */
    record Machine(String name, DmabufService service, List<DmabufSource> sources) {
    }

    /** What the user wants. */
    record Wish(DmabufService service, String source, long size, String name) {
    }

    private record Choice(Machine machine, DmabufSource source) {
    }

    private final List<Choice> choices = new ArrayList<>();
    private Combo source;
    private Text size;
    private Text name;
    private Wish wish;

    CreateDialog(Shell shell, List<Machine> machines) {
        super(shell);
        machines.forEach(m -> m.sources().forEach(s -> choices.add(new Choice(m, s))));
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("New DMABUF");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("A DMABUF of memory");
        setMessage("It is all zero, and lives until it is closed here and everywhere it was given to.");
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 10).spacing(8, 8).applyTo(area);
        label(area, "&From:");
        source = new Combo(area, SWT.READ_ONLY);
        choices.forEach(c -> source.add(c.source().label() + "  —  " + c.machine().name()));
        int first = 0;
        while (first < choices.size() - 1 && choices.get(first).source().refusal().isPresent()) {
            first++;
        }
        source.select(first);
        source.addListener(SWT.Selection, event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(source);
        label(area, "&Size:");
        size = new Text(area, SWT.BORDER);
        size.setText("64K");
        size.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(size);
        label(area, "&Name:");
        name = new Text(area, SWT.BORDER);
        name.setMessage("none");
        name.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        return area;
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        check();
        size.setFocus();
        size.selectAll();
        return contents;
    }

    private static void label(Composite area, String text) {
        new Label(area, SWT.NONE).setText(text);
    }

    private void check() {
        String problem = problem();
        setErrorMessage(problem.isEmpty() ? null : problem);
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(problem.isEmpty());
        }
    }

    private String problem() {
        if (choices.isEmpty()) {
            return "No machine is there yet that could make one.";
        }
        DmabufSource from = choices.get(source.getSelectionIndex()).source();
        if (from.refusal().isPresent()) {
            return Work.sentence(from.refusal().get());
        }
        OptionalLong bytes = Quantity.parse(size.getText());
        if (bytes.isEmpty() || bytes.getAsLong() == 0) {
            return "Write the size as 0x1000, 4096 or 4K.";
        }
        if (bytes.getAsLong() % from.pageSize() != 0) {
            return "The size must be a multiple of " + Quantity.words(from.pageSize()) + ".";
        }
        Optional<ExportCheck.Problem> wrong = ExportCheck.nameProblem(name.getText().strip());
        return wrong.map(problem -> Work.sentence(problem.sentence())).orElse("");
    }

    @Override
    protected void okPressed() {
        Choice choice = choices.get(source.getSelectionIndex());
        wish = new Wish(choice.machine().service(), choice.source().id(),
                Quantity.parse(size.getText()).orElseThrow(), name.getText().strip());
        super.okPressed();
    }

    /** What the user wants, after OK. */
    Wish wish() {
        return wish;
    }
}
