// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/** The Discussion view. Any thread but the UI's. */
public final class DiscussionPage {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.discussion.view";

    /** Where the workbench notes the context id of a control. */
    private static final String HELP = "org.eclipse.ui.help";
    private static final String WIZARD = "Import Mail";
    private static Path samples;

    private final Composite control;

    private DiscussionPage(Composite control) {
        this.control = control;
    }

    /** Brings the view to the front. */
    public static DiscussionPage show() {
        return new DiscussionPage(Ui.get(() -> Widgets.of(Workbench.page().showView(ID))));
    }

    /** Brings the view to the front with the sample mail in it, and an empty query. */
    public static DiscussionPage withSamples() throws IOException {
        DiscussionPage page = show();
        if (samples == null) {
            samples = SampleMail.write(Path.of(System.getProperty("barscope.tests.scratch"), "samples"));
            page.importFrom(samples);
        }
        Ui.run(() -> Workbench.page().activate(Workbench.page().findView(ID)));
        page.search("");
        return page;
    }

    /** Where the sample mail is. */
    public static Path samples() {
        return samples;
    }

    /** Imports by the wizard, and waits until that is done. Returns what the view says of it. */
    public String importFrom(Path path) {
        startImport(path);
        return awaitText("new message");
    }

    /** Starts an import by the wizard. */
    public void startImport(Path path) {
        Workbench.command("org.barscope.ui.discussion.importMail", Map.of());
        fill(WIZARD, path.toString());
        answer(WIZARD, "Finish");
        Ui.await("the wizard closes", () -> shell(WIZARD).isEmpty());
    }

    /** Waits for a dialog and puts a text into its first box. */
    public static void fill(String title, String text) {
        Shell dialog = Ui.await("'" + title + "' opens", () -> shell(title));
        Ui.run(() -> Widgets.find(dialog, Text.class, box -> true).orElseThrow().setText(text));
    }

    /** Waits until a button of a dialog can be pressed, and presses it; does not wait for what comes of it. */
    public static void answer(String title, String label) {
        Button button = Ui.await("'" + title + "' offers '" + label + "'", () -> shell(title)
                .flatMap(dialog -> Widgets.button(dialog, label)).filter(Button::isEnabled));
        Ui.display().asyncExec(() -> Widgets.press(button));
    }

    /** Waits for a dialog with a table of one row, selects that, and returns its text. */
    public static String selectFirstRow(String title) {
        Table table = Ui.await("'" + title + "' lists something", () -> shell(title)
                .flatMap(dialog -> Widgets.find(dialog, Table.class, all -> all.getItemCount() == 1)));
        return Ui.get(() -> {
            table.setSelection(0);
            Event event = new Event();
            event.item = table.getItem(0);
            table.notifyListeners(SWT.Selection, event);
            return table.getItem(0).getText(0) + ": " + table.getItem(0).getText(1);
        });
    }

    /** What the list below the query box proposes; nothing when it is closed. UI thread only. */
    public static List<String> proposals() {
        return Arrays.stream(Ui.display().getShells()).filter(shell -> shell.isVisible() && shell.getText().isEmpty())
                .flatMap(shell -> Widgets.below(shell)).filter(Table.class::isInstance).map(Table.class::cast)
                .flatMap(table -> Arrays.stream(table.getItems())).map(TableItem::getText).toList();
    }

    /** The first table of the dialog of that title. UI thread only. */
    public static Table table(String title) {
        return Widgets.find(shell(title).orElseThrow(), Table.class, table -> true).orElseThrow();
    }

    /** A window of that title. UI thread only. */
    public static Optional<Shell> shell(String title) {
        return Arrays.stream(Ui.display().getShells()).filter(shell -> shell.isVisible()
                && shell.getText().equals(title)).findFirst();
    }

    /** Types into the query box. */
    public void type(String query) {
        Ui.run(() -> box().setText(query));
    }

    /** Types into the query box, and waits for the answer to it. */
    public void search(String query) {
        type(query);
        awaitAnswer(query);
    }

    /** Waits until what is shown is the answer to a query, given in full. */
    public void awaitAnswer(String query) {
        Ui.await("'" + query + "' is answered", () -> Widgets.below(control).filter(Label.class::isInstance)
                .map(Control::getToolTipText).anyMatch(tip -> tip != null && tip.startsWith(query + "\n")), this::text);
    }

    /** Presses Enter in the query box. */
    public void enter() {
        Ui.run(() -> box().notifyListeners(SWT.DefaultSelection, new Event()));
    }

    /** Presses a key in the query box. */
    public void key(int code) {
        Ui.run(() -> {
            Event event = new Event();
            event.keyCode = code;
            event.doit = true;
            box().notifyListeners(SWT.KeyDown, event);
        });
    }

    /** What is in the query box. */
    public String query() {
        return Ui.get(() -> box().getText());
    }

    private Text box() {
        return Widgets.find(control, Text.class, box -> true)
                .orElseThrow(() -> new AssertionError("there is no query box"));
    }

    private Stream<Tree> trees() {
        return Widgets.below(control).filter(Tree.class::isInstance).map(Tree.class::cast).filter(Widgets::shown);
    }

    private Tree results() {
        return trees().filter(Tree::getHeaderVisible).findFirst()
                .orElseThrow(() -> new AssertionError("no results are shown: " + text()));
    }

    private Tree side() {
        return trees().filter(tree -> !tree.getHeaderVisible()).findFirst()
                .orElseThrow(() -> new AssertionError("there is nothing beside the results"));
    }

    private String text() {
        return Stream.concat(Widgets.labels(control), links().map(Link::getText)).collect(Collectors.joining(" | "));
    }

    private Stream<Link> links() {
        return Widgets.below(control).filter(Link.class::isInstance).map(Link.class::cast).filter(Widgets::shown);
    }

    /** Waits until a label or link says that; returns all of it. */
    public String awaitText(String part) {
        return Ui.await("the view says '" + part + "'", () -> Stream.concat(Widgets.labels(control),
                links().map(Link::getText)).filter(text -> text.contains(part)).findFirst(), this::text);
    }

    /** The rows found, expanded ones with theirs, all columns joined. */
    public List<String> rows() {
        return Ui.get(() -> {
            List<String> rows = new ArrayList<>();
            collect(results().getItems(), rows, "");
            return rows;
        });
    }

    /** The titles of the columns of the results that can be seen. */
    public List<String> columns() {
        return Ui.get(() -> Arrays.stream(results().getColumns()).filter(column -> column.getWidth() > 0)
                .map(TreeColumn::getText).toList());
    }

    private static void collect(TreeItem[] items, List<String> rows, String indent) {
        for (TreeItem item : items) {
            StringBuilder row = new StringBuilder(indent);
            for (int i = 0; i < item.getParent().getColumnCount(); i++) {
                row.append(i == 0 ? "" : " | ").append(item.getText(i));
            }
            rows.add(row.toString());
            if (item.getExpanded()) {
                collect(item.getItems(), rows, indent + "  ");
            }
        }
    }

    /** Waits until a row contains all of that; returns it. */
    public String awaitRow(String... parts) {
        return Ui.await("a row has " + List.of(parts), () -> trees().filter(Tree::getHeaderVisible).findFirst()
                .flatMap(tree -> {
                    List<String> rows = new ArrayList<>();
                    collect(tree.getItems(), rows, "");
                    return rows.stream().filter(row -> Stream.of(parts).allMatch(row::contains)).findFirst();
                }), this::text);
    }

    /** Opens the first row that contains a text, as Enter does. */
    public void open(String part) {
        awaitRow(part);
        Ui.run(() -> {
            TreeItem item = find(results().getItems(), part).orElseThrow();
            results().setFocus();
            results().setSelection(item);
            Event event = new Event();
            event.item = item;
            results().notifyListeners(SWT.Selection, event);
            results().notifyListeners(SWT.DefaultSelection, event);
        });
    }

    private static Optional<TreeItem> find(TreeItem[] items, String part) {
        for (TreeItem item : items) {
            // The row below a group is meant, when it has the text as well.
            Optional<TreeItem> below = find(item.getItems(), part);
            if (below.isPresent()) {
                return below;
            }
            if (item.getText(0).contains(part) || item.getText(1).contains(part)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** Waits for a saved search or a value of a facet; returns its text. */
    public String awaitSide(String part) {
        return Ui.await("beside the results there is '" + part + "'", () -> trees()
                .filter(tree -> !tree.getHeaderVisible()).findFirst().flatMap(tree -> find(tree.getItems(), part))
                .map(TreeItem::getText), () -> outline(side().getItems()));
    }

    private static String outline(TreeItem[] items) {
        return Arrays.stream(items).map(item -> item.getText() + " " + outline(item.getItems()))
                .collect(Collectors.joining("; "));
    }

    /** Chooses a saved search or a value of a facet with the space bar. */
    public void choose(String part) {
        awaitSide(part);
        Ui.run(() -> {
            TreeItem item = find(side().getItems(), part).orElseThrow();
            side().setSelection(item);
            Event event = new Event();
            event.item = item;
            side().notifyListeners(SWT.Selection, event);
            Event key = new Event();
            key.keyCode = ' ';
            key.character = ' ';
            side().notifyListeners(SWT.KeyDown, key);
        });
    }

    /** Presses a button of the view. */
    public void press(String label) {
        Ui.await("there is a button '" + label + "'", () -> Widgets.button(control, label), this::text);
        Ui.display().asyncExec(() -> Widgets.press(Widgets.button(control, label).orElseThrow()));
    }

    /** Activates the first link that contains a text. */
    public void follow(String part) {
        awaitText(part);
        Ui.run(() -> links().filter(link -> link.getText().contains(part)).findFirst().orElseThrow()
                .notifyListeners(SWT.Selection, new Event()));
    }

    /** Whether mail is being imported. */
    public boolean importing() {
        return Ui.get(() -> Widgets.button(control, "Cancel").filter(Widgets::shown).isPresent());
    }

    /** The title of the view. */
    public String title() {
        return Ui.get(() -> Workbench.page().findView(ID).getTitle());
    }

    /** The id of what F1 shows. */
    public String help() {
        return Ui.get(() -> Widgets.below(control).map(part -> part.getData(HELP)).filter(String.class::isInstance)
                .map(String.class::cast).findFirst().orElse("none"));
    }
}
