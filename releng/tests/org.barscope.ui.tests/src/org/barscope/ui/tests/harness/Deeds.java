// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.keys.IBindingService;

/** What can be done in the window as it is now, found rather than listed. Not for the UI thread. */
public final class Deeds {

    private static final int MOST_PARAMETERS = 8;

    private Deeds() {
    }

    /** The ids of all commands that there are. */
    public static List<String> commandIds() {
        return Ui.get(() -> Arrays.stream(commandService().getDefinedCommands()).map(Command::getId).sorted().toList());
    }

    private static ICommandService commandService() {
        return PlatformUI.getWorkbench().getService(ICommandService.class);
    }

    /** Every command of such an id that is enabled, with the values of its parameters, also as keys give them. */
    public static List<Deed> commands(Predicate<String> wanted) {
        return Ui.get(() -> {
            Set<ParameterizedCommand> found = new LinkedHashSet<>();
            for (Command command : commandService().getDefinedCommands()) {
                if (wanted.test(command.getId()) && command.isHandled() && command.isEnabled()) {
                    ParameterizedCommand.generateCombinations(command).stream().limit(MOST_PARAMETERS)
                            .forEach(one -> found.add((ParameterizedCommand) one));
                }
            }
            for (Binding binding : PlatformUI.getWorkbench().getService(IBindingService.class).getBindings()) {
                ParameterizedCommand command = binding.getParameterizedCommand();
                if (command != null && wanted.test(command.getId()) && command.getCommand().isHandled()
                        && command.getCommand().isEnabled()) {
                    found.add(command);
                }
            }
            return found.stream().map(Deeds::deed).toList();
        });
    }

    private static Deed deed(ParameterizedCommand command) {
        return new Deed("command", command.serialize(), () -> PlatformUI.getWorkbench()
                .getService(IHandlerService.class).executeCommand(command, null));
    }

    /** The key strokes that commands of such an id have, as xdotool names them. */
    public static Set<List<String>> keys(Predicate<String> wanted) {
        return Ui.get(() -> {
            Set<List<String>> keys = new LinkedHashSet<>();
            for (Binding binding : PlatformUI.getWorkbench().getService(IBindingService.class).getBindings()) {
                ParameterizedCommand command = binding.getParameterizedCommand();
                if (command != null && wanted.test(command.getId())) {
                    keys.add(Strokes.of(binding.getTriggerSequence()));
                }
            }
            return keys;
        });
    }

    /** The buttons, context menus, tool bars and drop targets of the part in front. */
    public static List<Deed> controls() {
        return Ui.get(() -> {
            IWorkbenchPart part = Workbench.page().getActivePart();
            String where = " of " + part.getSite().getId();
            List<Deed> deeds = new ArrayList<>();
            for (Control control : Widgets.below(Widgets.of(part)).filter(Widgets::shown).toList()) {
                if (control instanceof Button button && button.isEnabled()) {
                    deeds.add(new Deed("button", plain(button.getText()) + where, () -> press(button)));
                }
                if (control.getMenu() != null && !control.getMenu().isDisposed()) {
                    deeds.addAll(items(control.getMenu(), where));
                }
                if (control instanceof ToolBar bar) {
                    deeds.addAll(items(bar, where));
                }
                if (control.getData(DND.DROP_TARGET_KEY) instanceof DropTarget target) {
                    deeds.addAll(Falling.deeds(target, control.getClass().getSimpleName() + where));
                }
            }
            return deeds;
        });
    }

    /** The tool bars and the main menu of the window. */
    public static List<Deed> window() {
        return Ui.get(() -> {
            List<Deed> deeds = new ArrayList<>(items(Workbench.shell().getMenuBar(), " of the window"));
            Widgets.below(Workbench.shell()).filter(ToolBar.class::isInstance).map(ToolBar.class::cast)
                    .filter(Widgets::shown).forEach(bar -> deeds.addAll(items(bar, " of the window")));
            return deeds;
        });
    }

    private static String plain(String text) {
        return text.replace("&", "").replaceAll("\t.*", "");
    }

    private static void press(Button button) {
        if (!button.isDisposed() && button.isEnabled() && button.isVisible()) {
            Widgets.press(button);
        }
    }

    private static List<Deed> items(ToolBar bar, String where) {
        List<Deed> deeds = new ArrayList<>();
        for (ToolItem item : bar.getItems()) {
            if (item.isEnabled() && (item.getStyle() & SWT.SEPARATOR) == 0) {
                String name = item.getText() + " " + Optional.ofNullable(item.getToolTipText()).orElse("") + where;
                deeds.add(new Deed("tool", name.strip(), () -> select(item, new Event())));
                if ((item.getStyle() & SWT.DROP_DOWN) != 0) {
                    Optional<Menu> menu = dropped(item);
                    menu.ifPresent(shown -> texts(shown, "").forEach(text -> deeds.add(new Deed("menu", text + " below "
                            + name.strip(), () -> dropped(item).ifPresent(again -> choose(again, text))))));
                }
            }
        }
        return deeds;
    }

    private static void select(ToolItem item, Event event) {
        if (!item.isDisposed() && item.isEnabled()) {
            item.notifyListeners(SWT.Selection, event);
        }
    }

    /** The menu that a tool item drops down; it is taken away again at once. */
    private static Optional<Menu> dropped(ToolItem item) {
        List<Menu> shown = new ArrayList<>();
        Listener listener = event -> {
            if (event.widget instanceof Menu menu) {
                shown.add(menu);
            }
        };
        Event arrow = new Event();
        arrow.detail = SWT.ARROW;
        Ui.display().addFilter(SWT.Show, listener);
        try {
            select(item, arrow);
        } finally {
            Ui.display().removeFilter(SWT.Show, listener);
        }
        shown.forEach(Attendant::hide);
        return shown.stream().filter(menu -> !menu.isDisposed()).findFirst();
    }

    /** Items are made anew each time a menu is shown: they are found again by their text. */
    private static List<Deed> items(Menu menu, String where) {
        List<Deed> deeds = new ArrayList<>();
        for (String text : texts(menu, "")) {
            deeds.add(new Deed("menu", text + where, () -> choose(menu, text)));
        }
        return deeds;
    }

    private static List<String> texts(Menu menu, String path) {
        List<String> texts = new ArrayList<>();
        menu.notifyListeners(SWT.Show, new Event());
        for (MenuItem item : menu.getItems()) {
            String text = path + "/" + plain(item.getText());
            if (item.getMenu() != null) {
                texts.addAll(texts(item.getMenu(), text));
            } else if (item.isEnabled() && (item.getStyle() & SWT.SEPARATOR) == 0) {
                texts.add(text);
            }
        }
        menu.notifyListeners(SWT.Hide, new Event());
        return texts;
    }

    private static void choose(Menu menu, String path) {
        if (menu.isDisposed()) {
            return;
        }
        menu.notifyListeners(SWT.Show, new Event());
        for (MenuItem item : menu.getItems()) {
            String text = "/" + plain(item.getText());
            if (item.getMenu() != null && path.startsWith(text + "/")) {
                choose(item.getMenu(), path.substring(text.length()));
                break;
            }
            if (text.equals(path) && item.isEnabled()) {
                item.notifyListeners(SWT.Selection, new Event());
                break;
            }
        }
        if (!menu.isDisposed()) {
            menu.notifyListeners(SWT.Hide, new Event());
        }
    }
}
