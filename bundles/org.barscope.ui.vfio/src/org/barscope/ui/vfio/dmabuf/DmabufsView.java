// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** The DMABUFs that Barscope holds, on this computer and the demo machine, with what is known of each. */
public final class DmabufsView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.vfio.dmabufs";

    private static final String HELP = "org.barscope.ui.vfio.dmabufs";

    private TableViewer table;
    private Text details;
    private final List<DmabufService> services = new ArrayList<>();
    private final List<Registration> registrations = new ArrayList<>();
    private final List<Registration> ofHeld = new ArrayList<>();
    private Registration machines;
    private HeldDmabuf selectLater;

    /** Brings the view to the front with one of the buffers selected. UI thread only. */
    static void show(IWorkbenchPage page, HeldDmabuf held) {
        try {
            DmabufsView view = (DmabufsView) page.showView(ID);
            view.selectLater = held;
            view.refresh();
        } catch (PartInitException problem) {
            ILog.of(DmabufsView.class).log(problem.getStatus());
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        Composite frame = new Composite(sash, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new TableViewer(frame, SWT.FULL_SELECTION | SWT.V_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.setContentProvider(ArrayContentProvider.getInstance());
        for (HeldText.Column column : HeldText.Column.values()) {
            column(layout, column);
        }
        details = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
        details.setMessage("Select a DMABUF to see its ranges, owners, attachments and history");
        sash.setWeights(60, 40);
        table.addSelectionChangedListener(event -> describe());
        table.addDoubleClickListener(event -> selected().ifPresent(this::open));
        getSite().setSelectionProvider(table);
        contextMenu();
        PlatformUI.getWorkbench().getHelpSystem().setHelp(sash, HELP);
        machines = explorer().listen(change -> follow());
        follow();
    }

    private static Explorer explorer() {
        return PlatformUI.getWorkbench().getService(Explorer.class);
    }

    private void column(TableColumnLayout layout, HeldText.Column column) {
        TableViewerColumn viewer = new TableViewerColumn(table, SWT.NONE);
        viewer.getColumn().setText(column.title());
        layout.setColumnData(viewer.getColumn(), new ColumnWeightData(column.weight(), 50, true));
        viewer.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return column.of((HeldDmabuf) element);
            }
        });
    }

    private void contextMenu() {
        MenuManager menu = new MenuManager();
        menu.add(new GroupMarker("dmabuf"));
        table.getTable().setMenu(menu.createContextMenu(table.getTable()));
        getSite().registerContextMenu(menu, table);
    }

    /** Listens to machines that have come since the last look. */
    private void follow() {
        Explorer explorer = explorer();
        explorer.session().getMachines().stream().flatMap(m -> explorer.backendOf(m).stream())
                .flatMap((Backend b) -> b.dmabufs().stream()).filter(s -> !services.contains(s)).forEach(service -> {
                    services.add(service);
                    registrations.add(service.listenHeld(held -> later(this::refresh)));
                    service.addressSpaces().ifPresent(spaces -> registrations
                            .add(spaces.listen(mappings -> later(this::describe))));
                });
        refresh();
    }

    private void later(Runnable action) {
        if (!details.isDisposed()) {
            details.getDisplay().asyncExec(() -> {
                if (!details.isDisposed()) {
                    action.run();
                }
            });
        }
    }

    private void refresh() {
        ofHeld.forEach(Registration::close);
        ofHeld.clear();
        List<HeldDmabuf> all = services.stream().flatMap(s -> s.held().stream()).toList();
        all.forEach(held -> ofHeld.add(held.listen(record -> later(() -> {
            table.update(held, null);
            describe();
        }))));
        table.setInput(all);
        setContentDescription(all.isEmpty()
                ? "Barscope holds no DMABUF. Export a BAR from the device tree, or make or receive one."
                : "");
        if (selectLater != null && all.contains(selectLater)) {
            table.setSelection(new StructuredSelection(selectLater), true);
            selectLater = null;
        }
        describe();
    }

    private void describe() {
        String text = selected().map(held -> HeldText.details(held, mappings(held))).orElse("");
        if (!details.getText().equals(text)) {
            details.setText(text);
        }
    }

    /** Where a buffer is mapped for devices. */
    List<IommuMapping> mappings(HeldDmabuf held) {
        return serviceOf(held).flatMap(DmabufService::addressSpaces).map(spaces -> spaces.mappings().stream()
                .filter(m -> m.wish().dmabuf().equals(held.uri())).toList()).orElse(List.of());
    }

    /** Who holds it. */
    Optional<DmabufService> serviceOf(HeldDmabuf held) {
        return services.stream().filter(s -> s.held().contains(held)).findFirst();
    }

    /** The machines' services, this computer's first. */
    List<DmabufService> services() {
        return List.copyOf(services);
    }

    /** What is selected. */
    Optional<HeldDmabuf> selected() {
        return ((IStructuredSelection) table.getSelection()).getFirstElement() instanceof HeldDmabuf held
                ? Optional.of(held) : Optional.empty();
    }

    /** Opens its memory. */
    void open(HeldDmabuf held) {
        explorer().region(held.uri()).ifPresentOrElse(region -> RegionEditor.open(getSite().getPage(), region),
                () -> Work.start(getSite().getShell(), "Looking at " + held.uri(), held::refresh, record -> explorer()
                        .region(held.uri()).ifPresent(region -> RegionEditor.open(getSite().getPage(), region))));
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }

    @Override
    public void dispose() {
        if (machines != null) {
            machines.close();
        }
        registrations.forEach(Registration::close);
        ofHeld.forEach(Registration::close);
        super.dispose();
    }
}
