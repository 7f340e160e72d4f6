// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewPart;

/** The Java console, by real keys. Not for the UI thread. */
public final class ConsolePage {

    private static final String ID = "org.barscope.ui.console";

    private final IViewPart view;

    private ConsolePage(IViewPart view) {
        this.view = view;
    }

    /** Brings the view to the front. */
    public static ConsolePage show() {
        return new ConsolePage(Ui.get(() -> Workbench.page().showView(ID)));
    }

    private Text input() {
        return Widgets.find(Widgets.of(view), Text.class, text -> true).orElseThrow();
    }

    /** Types into the line for statements. */
    public void type(String text) {
        Keys.focus(this::input);
        Keys.type(text);
    }

    /** Types a statement and runs it. */
    public void run(String text) {
        type(text);
        Keys.press("Return");
    }

    /** Presses keys in the line for statements. */
    public void press(String... keys) {
        Keys.focus(this::input);
        Keys.press(keys);
    }

    /** What stands in the line for statements. */
    public String typed() {
        return Ui.get(() -> input().getText());
    }

    /** All that was answered. */
    public String output() {
        return Ui.get(() -> Widgets.find(Widgets.of(view), StyledText.class, text -> true).orElseThrow().getText());
    }

    /** Waits until an answer contains that. */
    public void await(String part) {
        Ui.await("the console says '" + part + "'", () -> output().contains(part), this::output);
    }

    /** Presses one of its buttons. */
    public void button(String text) {
        Ui.await(text + " can be pressed", () -> Widgets.button(Widgets.of(view), text).orElseThrow().isEnabled());
        Ui.run(() -> Widgets.press(Widgets.button(Widgets.of(view), text).orElseThrow()));
    }

    /** Closes it. */
    public void close() {
        Ui.run(() -> Workbench.page().hideView(view));
    }
}
