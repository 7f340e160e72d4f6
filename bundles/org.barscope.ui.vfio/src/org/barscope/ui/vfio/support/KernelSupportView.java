// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.Diagnosis.Level;
import org.barscope.core.backend.Diagnosis;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.work.Work;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** Every feature of the kernel that Barscope can use: whether it is there, how that was found out, what it takes. */
public final class KernelSupportView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.vfio.support";

    private static final String HELP = "org.barscope.ui.vfio.support";

    private TableViewer table;
    private Text filter;
    private Label summary;
    private Text details;

    /** A finding and the machine it is about. */
    private record Row(String machine, Diagnosis diagnosis) {

        String state() {
            return switch (diagnosis.level()) {
                case OK -> "✓ available";
                case NOTE -> "– not available";
                case PROBLEM -> "✗ does not work";
            };
        }

        String text() {
            return diagnosis.subject() + " " + state() + " " + diagnosis.finding() + " " + diagnosis.how() + " "
                    + diagnosis.remedy();
        }

        String details() {
            String finding = diagnosis.subject() + ": " + state() + "\n\n" + Work.sentence(diagnosis.finding())
                    + (diagnosis.how().isEmpty() ? "" : "\nFound out by: " + diagnosis.how());
            return diagnosis.remedy().isEmpty() ? finding : finding + "\n\n" + Work.sentence(diagnosis.remedy());
        }

        String line() {
            return String.join("\t", diagnosis.subject(), state(), diagnosis.finding(), diagnosis.how(),
                    diagnosis.remedy());
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(3).margins(4, 4).spacing(6, 4).applyTo(parent);
        Label label = new Label(parent, SWT.NONE);
        label.setText("&Filter:");
        filter = new Text(parent, SWT.SEARCH | SWT.ICON_CANCEL);
        GridDataFactory.fillDefaults().hint(220, SWT.DEFAULT).applyTo(filter);
        summary = new Label(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(summary);
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).applyTo(sash);
        Composite frame = new Composite(sash, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new TableViewer(frame, SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.setContentProvider(ArrayContentProvider.getInstance());
        column(layout, "Feature", 4, row -> row.diagnosis().subject());
        column(layout, "State", 3, Row::state);
        column(layout, "What was found", 7, row -> row.diagnosis().finding());
        column(layout, "How", 4, row -> row.diagnosis().how());
        column(layout, "What it takes", 7, row -> row.diagnosis().remedy());
        table.addFilter(new ViewerFilter() {
            @Override
            public boolean select(Viewer viewer, Object parentElement, Object element) {
                return ((Row) element).text().toLowerCase(Locale.ROOT)
                        .contains(filter.getText().strip().toLowerCase(Locale.ROOT));
            }
        });
        filter.addModifyListener(event -> table.refresh());
        details = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
        details.setMessage("Select a feature to read everything about it");
        sash.setWeights(68, 32);
        table.addSelectionChangedListener(event -> details.setText(
                event.getStructuredSelection().getFirstElement() instanceof Row row ? row.details() : ""));
        MenuManager menu = new MenuManager();
        table.getTable().setMenu(menu.createContextMenu(table.getTable()));
        getSite().registerContextMenu(menu, table);
        getSite().setSelectionProvider(table);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        look();
    }

    private void column(TableColumnLayout layout, String title, int weight, Function<Row, String> text) {
        TableViewerColumn column = new TableViewerColumn(table, SWT.NONE);
        column.getColumn().setText(title);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 80, true));
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply((Row) element);
            }

            @Override
            public String getToolTipText(Object element) {
                return text.apply((Row) element);
            }
        });
    }

    /** Looks again, in a job. */
    void look() {
        Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        summary.setText("Looking …");
        List<Backend> backends = explorer.session().getMachines().stream()
                .flatMap(machine -> explorer.backendOf(machine).stream()).toList();
        Work.start("Looking at what the kernel supports", () -> {
            List<Row> rows = new ArrayList<>();
            for (Backend backend : backends) {
                backend.diagnose().forEach(d -> rows.add(new Row(backend.id(), d)));
            }
            return rows;
        }, this::show, refused -> summary.setText(refused.getMessage()));
    }

    private void show(List<Row> rows) {
        if (table.getControl().isDisposed()) {
            return;
        }
        table.setInput(rows);
        long there = rows.stream().filter(r -> r.diagnosis().level() == Level.OK).count();
        long problems = rows.stream().filter(r -> r.diagnosis().level() == Level.PROBLEM).count();
        summary.setText(there + " of " + rows.size() + " available" + (problems == 0 ? "" : ", " + problems
                + (problems == 1 ? " does not work" : " do not work")));
    }

    /** Copies the selected rows, or all, for a report. */
    void copy() {
        IStructuredSelection selection = table.getStructuredSelection();
        List<?> rows = selection.isEmpty() ? (List<?>) table.getInput() : selection.toList();
        if (rows == null || rows.isEmpty()) {
            return;
        }
        Clipboard clipboard = new Clipboard(table.getControl().getDisplay());
        clipboard.setContents(new Object[] {rows.stream().map(r -> ((Row) r).line())
                .collect(Collectors.joining("\n", "", "\n"))}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }

    @Override
    public void setFocus() {
        filter.setFocus();
    }
}
