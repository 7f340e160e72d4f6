// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchPart;

/** Finds controls by what a user knows of them. UI thread only. */
final class Widgets {

    private Widgets() {
    }

    /** The control that holds all of a part. */
    static Composite of(IWorkbenchPart part) {
        return (Composite) part.getSite().getService(MPart.class).getWidget();
    }

    /** A control and all below it, those above first. */
    static Stream<Control> below(Control control) {
        return Stream.concat(Stream.of(control), control instanceof Composite composite
                ? Arrays.stream(composite.getChildren()).flatMap(Widgets::below) : Stream.empty());
    }

    /** The first control of a type that is not hidden. */
    static <T extends Control> Optional<T> find(Control root, Class<T> type, Predicate<T> which) {
        return below(root).filter(type::isInstance).map(type::cast).filter(Widgets::shown).filter(which).findFirst();
    }

    /** True unless it, or something that it is in, is hidden. */
    static boolean shown(Control control) {
        return control.isVisible();
    }

    /** The button of that text, mnemonics aside. */
    static Optional<Button> button(Control root, String text) {
        return find(root, Button.class, button -> button.getText().replace("&", "").equals(text));
    }

    /** Presses a button as a click does; a toggle changes. */
    static void press(Button button) {
        if (!button.isEnabled()) {
            throw new AssertionError("the button '" + button.getText() + "' cannot be pressed now");
        }
        if ((button.getStyle() & SWT.TOGGLE) != 0) {
            button.setSelection(!button.getSelection());
        }
        button.notifyListeners(SWT.Selection, new Event());
    }

    /** The combo that a label stands before. */
    static Combo combo(Control root, String label) {
        Label name = find(root, Label.class, l -> l.getText().replace("&", "").equals(label + ":"))
                .orElseThrow(() -> new AssertionError("there is no label '" + label + ":'"));
        Control[] siblings = name.getParent().getChildren();
        return (Combo) siblings[Arrays.asList(siblings).indexOf(name) + 1];
    }

    /** Chooses an item as a user does. */
    static void choose(Combo combo, String item) {
        int at = combo.indexOf(item);
        if (at < 0) {
            throw new AssertionError("there is no item '" + item + "' among " + Arrays.toString(combo.getItems()));
        }
        combo.select(at);
        combo.notifyListeners(SWT.Selection, new Event());
    }

    /** All texts that labels show, in reading order. */
    static Stream<String> labels(Control root) {
        return below(root).filter(Label.class::isInstance).map(Label.class::cast).filter(Widgets::shown)
                .map(Label::getText).filter(text -> !text.isEmpty());
    }
}
