// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.Optional;
import org.barscope.app.DescribeRegion.Found;
import org.barscope.core.backend.BackendException;
import org.barscope.ui.region.RegionDescription;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.NotEnabledException;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;

/** In place of registers that nobody has described: why there are none, and what can be done. */
final class Undescribed extends Composite {

    private static final String CHOOSE = "org.barscope.ui.registers.chooseDescription";
    private static final String LOAD = "org.barscope.ui.registers.loadDescription";
    private static final int WIDTH = 460;

    private final Label title;
    private final Label text;
    private final Button choose;
    private final Button load;

    Undescribed(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(24, 24).spacing(8, 10).numColumns(2).applyTo(this);
        title = new Label(this, SWT.NONE);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(title);
        text = new Label(this, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, SWT.DEFAULT).applyTo(text);
        choose = button("&Choose Description…", CHOOSE);
        load = button("&Load Description…", LOAD);
    }

    private Button button(String label, String command) {
        Button button = new Button(this, SWT.PUSH);
        button.setText(label);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(button);
        button.addListener(SWT.Selection, event -> execute(command));
        return button;
    }

    private static void execute(String command) {
        try {
            PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(command, null);
        } catch (ExecutionException | NotDefinedException | NotEnabledException | NotHandledException failed) {
            ILog.of(Undescribed.class).error("the command " + command + " failed", failed);
        }
    }

    void show(RegionDescription description) {
        boolean several = description.found().filter(found -> !found.undecided().isEmpty()).isPresent();
        title.setText(several ? "Several descriptions fit" : "No register description");
        text.setText(sentence(description.why()) + (description.remedy().isEmpty() ? "" : "\n\n"
                + sentence(description.remedy())));
        choose.setVisible(description.found().filter(found -> !found.choosable().isEmpty()).isPresent());
        load.setVisible(true);
        layout(true, true);
    }

    private static String sentence(String clause) {
        return clause.isEmpty() ? "" : (Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".")
                .replace("&", "&&");
    }

    /** What is wrong with the description that is shown all the same, in one line. */
    Optional<String> problem(RegionDescription description) {
        Optional<String> failure = description.failure().map(BackendException::why);
        return failure.or(() -> description.found().filter(found -> !found.undecided().isEmpty())
                .map(found -> "several descriptions fit, choose one"))
                .or(() -> description.found().map(Found::faults).filter(faults -> !faults.isEmpty())
                        .map(faults -> faults.getFirst().toString()))
                .or(() -> description.found().flatMap(found -> found.descriptions().stream()
                        .flatMap(loaded -> loaded.problems().stream()).findFirst()))
                .or(() -> description.registers().flatMap(known -> known.problems().stream().findFirst()));
    }

    @Override
    public boolean setFocus() {
        return choose.getVisible() ? choose.setFocus() : load.setFocus();
    }
}
