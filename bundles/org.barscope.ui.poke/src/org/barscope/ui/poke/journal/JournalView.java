// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.Registration;
import org.barscope.core.journal.Journal;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalFilter;
import org.barscope.core.journal.JournalFolder;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.work.Work;
import org.barscope.widgets.table.VirtualRows;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ILazyContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * Every access that changed a device, by this window, the command line or a script, the latest first. The journal is
 * read from disk in a job; what happens since is added as it happens, at most a few times a second.
 */
public final class JournalView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.poke.journal";

    private static final String HELP = "org.barscope.ui.poke.journal";
    private static final int SHOW_MILLIS = 200;
    private static final int WAIT_MILLIS = 300;

    private TableViewer table;
    private Text filter;
    private Label summary;
    private Text details;
    private Display display;
    private Registration listening;
    /** All entries that are known, the oldest first; guarded by itself. */
    private final List<JournalEntry> all = new ArrayList<>();
    private List<String> problems = List.of();
    private List<JournalEntry> shown = List.of();
    private boolean coming;

    @Override
    public void createPartControl(Composite parent) {
        display = parent.getDisplay();
        GridLayoutFactory.fillDefaults().numColumns(3).margins(4, 4).spacing(6, 4).applyTo(parent);
        Label label = new Label(parent, SWT.NONE);
        label.setText("&Filter:");
        filter = new Text(parent, SWT.SEARCH | SWT.ICON_CANCEL);
        filter.setMessage("register, region, value, comment");
        filter.addModifyListener(event -> show());
        GridDataFactory.fillDefaults().hint(240, SWT.DEFAULT).applyTo(filter);
        summary = new Label(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(summary);
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).applyTo(sash);
        createTable(sash);
        details = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
        details.setMessage("Select an entry to read what it meant");
        sash.setWeights(72, 28);
        getSite().setSelectionProvider(table);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        start();
    }

    private void createTable(Composite parent) {
        Composite frame = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new TableViewer(frame, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.setContentProvider(new ILazyContentProvider() {
            @Override
            public void updateElement(int index) {
                if (index < shown.size()) {
                    table.replace(shown.get(index), index);
                }
            }
        });
        for (EntryText.Column each : EntryText.Column.values()) {
            TableViewerColumn column = new TableViewerColumn(table, SWT.NONE);
            column.getColumn().setText(each.title());
            layout.setColumnData(column.getColumn(), new ColumnWeightData(each.weight(), 60, true));
            column.setLabelProvider(new ColumnLabelProvider() {
                @Override
                public String getText(Object element) {
                    return each.of((JournalEntry) element);
                }
            });
        }
        table.addSelectionChangedListener(event -> describe());
        MenuManager menu = new MenuManager();
        menu.add(new GroupMarker("entry"));
        table.getTable().setMenu(menu.createContextMenu(table.getTable()));
        getSite().registerContextMenu(menu, table);
    }

    /** The backends start in a job; until then there is no journal. */
    private void start() {
        Optional<Poking> poking = Poke.explorer().poking();
        if (poking.isEmpty()) {
            display.timerExec(WAIT_MILLIS, () -> {
                if (!filter.isDisposed()) {
                    start();
                }
            });
            return;
        }
        Journal journal = poking.get().journal();
        listening = journal.listen(this::happened);
        reload();
    }

    /** Reads the journal from disk again, for what other processes have put down. */
    void reload() {
        Poke.explorer().poking().map(Poking::journal).ifPresent(journal -> Job.createSystem("Reading the journal",
                (ICoreRunnable) monitor -> {
                    try {
                        JournalFolder.Listing read = journal.read();
                        synchronized (all) {
                            all.clear();
                            all.addAll(read.entries());
                        }
                        Work.later(display, () -> {
                            problems = read.problems();
                            show();
                        });
                    } catch (IOException unreadable) {
                        ILog.of(JournalView.class).log(Status.warning("the journal cannot be read: "
                                + unreadable.getMessage()));
                    }
                }).schedule());
    }

    /** On the thread that did it: only remembers, and lets the view follow soon. */
    private void happened(JournalEntry entry) {
        boolean first;
        synchronized (all) {
            int at = all.size() - 1;
            while (at >= 0 && !all.get(at).id().equals(entry.id())) {
                at--;
            }
            if (at >= 0) {
                all.set(at, entry);
            } else {
                all.add(entry);
            }
            first = !coming;
            coming = true;
        }
        if (first) {
            Work.later(display, () -> display.timerExec(SHOW_MILLIS, this::show));
        }
    }

    private void show() {
        if (filter.isDisposed()) {
            return;
        }
        List<JournalEntry> now;
        synchronized (all) {
            coming = false;
            now = new ArrayList<>(all);
        }
        JournalFilter wanted = JournalFilter.ALL.withText(filter.getText());
        shown = now.stream().filter(wanted).toList().reversed();
        table.setInput(shown);
        table.setItemCount(Math.max(1, shown.size()));
        VirtualRows.count(table.getTable(), shown.size());
        table.refresh();
        summary.setText((shown.size() == now.size() ? now.size() + " entries" : shown.size() + " of " + now.size()
                + " entries") + (problems.isEmpty() ? "" : "; ⚠ " + String.join("; ", problems)));
        describe();
    }

    private void describe() {
        List<JournalEntry> selected = selected();
        String text = selected.isEmpty() ? "" : EntryText.details(selected.getFirst());
        if (!details.getText().equals(text)) {
            details.setText(text);
        }
    }

    /** What is selected, in the order of the table. */
    List<JournalEntry> selected() {
        return Arrays.stream(table.getTable().getSelectionIndices()).filter(i -> i < shown.size())
                .mapToObj(shown::get).toList();
    }

    /** What is shown, the oldest first. */
    List<JournalEntry> shown() {
        return shown.reversed();
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }

    @Override
    public void dispose() {
        if (listening != null) {
            listening.close();
        }
        super.dispose();
    }
}
