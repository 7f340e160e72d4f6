// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;

/** The Sequence view. Not for the UI thread. */
public final class SequencePage {

    private final Composite control;

    private SequencePage(Composite control) {
        this.control = control;
    }

    /** Brings the view to the front. */
    public static SequencePage show() {
        return new SequencePage(Ui.get(() -> Widgets.of(Workbench.page().showView("org.barscope.ui.poke.sequence"))));
    }

    /** Replaces the text. */
    public void type(String text) {
        Ui.run(() -> Widgets.find(control, StyledText.class, box -> true).orElseThrow().setText(text));
    }

    /** What the view says of the sequence. */
    public String state() {
        return Ui.get(() -> Widgets.find(control, Label.class, label -> true).map(Label::getText).orElse(""));
    }

    /** The results, a line each step. */
    public List<String> results() {
        return Ui.get(() -> Widgets.find(control, Table.class, table -> true)
                .map(table -> Arrays.stream(table.getItems()).map(DialogPage::row).toList()).orElse(List.of()));
    }

    /** Whether a button can be pressed. */
    public boolean enabled(String button) {
        return Ui.get(() -> Widgets.button(control, button).orElseThrow().isEnabled());
    }

    /** Presses a button. */
    public void press(String button) {
        Ui.await("the button '" + button + "' can be pressed", () -> Widgets.button(control, button).orElseThrow()
                .isEnabled());
        Ui.run(() -> Widgets.press(Widgets.button(control, button).orElseThrow()));
        Ui.settle();
    }
}
