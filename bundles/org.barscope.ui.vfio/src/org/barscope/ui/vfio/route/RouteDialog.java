// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.barscope.core.backend.RouteOffer;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** By which route a region is to be opened; says of each whether it works, and why not. */
final class RouteDialog extends TitleAreaDialog {

    static final String TITLE = "Open by Route";

    private static final String HELP = "org.barscope.ui.vfio.route";
    private static final String MESSAGE =
            "Whoever opens the region takes this route, until you choose another or Barscope ends.";
    private static final int WIDTH = 520;
    private static final int INDENT = 24;

    private final String region;
    private final List<RouteOffer> offers;
    private final Optional<String> now;
    private final Map<Button, Optional<String>> buttons = new LinkedHashMap<>();
    private Optional<String> chosen;

    /**
     * @param now    the route by which the region is open; empty when it is not
     * @param forced the route that was chosen before; empty for the best
     */
    RouteDialog(Shell shell, String region, List<RouteOffer> offers, Optional<String> now, Optional<String> forced) {
        super(shell);
        this.region = region;
        this.offers = offers;
        this.now = now;
        this.chosen = forced;
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(TITLE);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Route to " + region);
        setMessage(MESSAGE);
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().margins(12, 10).spacing(8, 4).applyTo(area);
        route(area, "&Best that works", Optional.empty(), "The first of those below that the kernel does not refuse.");
        for (int i = 0; i < offers.size(); i++) {
            RouteOffer offer = offers.get(i);
            route(area, "&" + (i + 1) + "  " + offer.id() + ": " + offer.label(), Optional.of(offer.id()),
                    detail(offer));
        }
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        return area;
    }

    private String detail(RouteOffer offer) {
        if (now.equals(Optional.of(offer.id()))) {
            return "In use now.";
        }
        return offer.refusal().map(why -> "Refused: " + why + ".").orElse(offer.tried() ? "It works."
                : "Not tried: that takes opening the region.");
    }

    private void route(Composite area, String text, Optional<String> id, String detail) {
        Button button = new Button(area, SWT.RADIO);
        button.setText(text);
        button.setSelection(Objects.equals(id, chosen));
        button.addListener(SWT.Selection, event -> {
            if (button.getSelection()) {
                chosen = id;
                // The labels between them keep the toolkit from seeing one group in them in all cases.
                buttons.keySet().stream().filter(other -> other != button).forEach(other -> other.setSelection(false));
                check();
            }
        });
        button.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = detail;
            }
        });
        buttons.put(button, id);
        Label label = new Label(area, SWT.WRAP);
        label.setText(detail);
        GridDataFactory.fillDefaults().grab(true, false).indent(INDENT, 0).hint(WIDTH, SWT.DEFAULT).applyTo(label);
    }

    /** A refused route may be tried all the same: only the attempt decides, and things change. */
    private void check() {
        Optional<String> refusal = offers.stream().filter(offer -> chosen.equals(Optional.of(offer.id())))
                .filter(offer -> !now.equals(chosen)).findFirst().flatMap(RouteOffer::refusal);
        setMessage(refusal.map(why -> "It was refused: " + why + ". It is tried again all the same.")
                .orElse(MESSAGE),
                refusal.isPresent() ? IMessageProvider.WARNING
                        : IMessageProvider.NONE);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "&Open", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        buttons.entrySet().stream().filter(entry -> entry.getValue().equals(chosen)).findFirst()
                .ifPresent(entry -> entry.getKey().setFocus());
        return contents;
    }

    /** What the user wants, after OK: a route, or empty for the best. */
    Optional<String> chosen() {
        return chosen;
    }
}
