// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.barscope.model.CapabilityField;
import org.barscope.model.Machine;
import org.barscope.model.Region;
import org.barscope.model.Session;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.ConfigPlace;
import org.barscope.ui.region.RegionEditor;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.DoubleClickEvent;
import org.eclipse.jface.viewers.ILabelProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.views.properties.IPropertySheetPage;
import org.eclipse.ui.views.properties.PropertySheetPage;

/** The tree of machines, IOMMU groups, devices and their parts, with a filter box. */
public final class DeviceTreeView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.devices";

    private static final String HELP = "org.barscope.ui.device_tree";
    private static final String EXPANDED = "expanded";
    private static final String SAVED_MACHINE = "savedMachine";
    private static final String PATH = "path";

    private TreeViewer viewer;
    private FilterBox box;
    private TreeRefresh refresh;
    private PropertySheetPage properties;
    private Session session;
    private Set<String> expandLater = Set.of();

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        Explorer explorer = explorer();
        session = explorer.session();
        if (memento != null) {
            String paths = memento.getString(EXPANDED);
            expandLater = paths == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(paths.split("\n")));
            for (IMemento file : memento.getChildren(SAVED_MACHINE)) {
                explorer.openFile(Path.of(file.getString(PATH)), problem -> ILog.of(getClass()).log(
                        new Status(IStatus.WARNING, "org.barscope.ui", problem.getMessage())));
            }
        } else {
            expandLater = null;
        }
    }

    private static Explorer explorer() {
        return PlatformUI.getWorkbench().getService(Explorer.class);
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        box = new FilterBox(parent);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        AccessibleName.set(box.control(), "Filter devices");
        viewer = new TreeViewer(parent, SWT.MULTI | SWT.H_SCROLL | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(viewer.getTree());
        AccessibleName.set(viewer.getTree(), "Devices");
        viewer.setUseHashlookup(true);
        DeviceTreeContent content = new DeviceTreeContent();
        viewer.setContentProvider(content);
        NodeFilter filter = new NodeFilter(content);
        box.connect(viewer, filter);
        LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources(), viewer.getTree());
        viewer.setLabelProvider(new Styled(new NodeLabels(images)));
        // The view is narrow, and what makes one device another stands at the end.
        ColumnViewerToolTipSupport.enableFor(viewer);
        viewer.addDoubleClickListener(this::opened);
        getSite().setSelectionProvider(viewer);
        contextMenu();
        PlatformUI.getWorkbench().getHelpSystem().setHelp(viewer.getControl(), HELP);
        refresh = new TreeRefresh(viewer, filter::active, () -> {
            filter.changed();
            refreshProperties();
        });
        session.eAdapters().add(refresh);
        viewer.setInput(session);
        session.eAdapters().add(new MachineArrival(this::machineArrived));
        session.getMachines().forEach(this::machineArrived);
    }

    /** The text of the styled label provider is what copies and screen readers get. */
    private static final class Styled extends DelegatingStyledCellLabelProvider 
            implements ILabelProvider {

        private final NodeLabels labels;

        Styled(NodeLabels labels) {
            super(labels);
            this.labels = labels;
        }

        @Override
        public String getToolTipText(Object element) {
            return labels.getText(element);
        }

        @Override
        public String getText(Object element) {
            return labels.getText(element);
        }
    }

    /** The Properties view shows a page of ours, so that it follows changes of what it shows. */
    @Override
    public <T> T getAdapter(Class<T> type) {
        if (type == IPropertySheetPage.class) {
            properties = new PropertySheetPage();
            return type.cast(properties);
        }
        return super.getAdapter(type);
    }

    private void refreshProperties() {
        if (properties != null && properties.getControl() != null && !properties.getControl().isDisposed()) {
            properties.refresh();
        }
    }

    private void contextMenu() {
        MenuManager manager = new MenuManager();
        manager.add(new GroupMarker("open"));
        manager.add(new Separator("device"));
        manager.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        Menu menu = manager.createContextMenu(viewer.getTree());
        viewer.getTree().setMenu(menu);
        getSite().registerContextMenu(manager, viewer);
    }

    /** Expands what was expanded in the last session; in the first one, the machine and its groups. */
    private void machineArrived(Machine machine) {
        viewer.getControl().getDisplay().asyncExec(() -> {
            if (viewer.getControl().isDisposed()) {
                return;
            }
            viewer.refresh(session);
            if (expandLater == null) {
                viewer.setExpandedState(machine, true);
                machine.getIommuGroups().forEach(group -> viewer.setExpandedState(group, true));
            } else {
                restore(machine, NodePath.of(machine));
            }
        });
    }

    private void restore(Object node, String path) {
        if (expandLater.contains(path)) {
            viewer.setExpandedState(node, true);
            DeviceTreeContent content = (DeviceTreeContent) viewer.getContentProvider();
            for (Object child : content.getChildren(node)) {
                restore(child, NodePath.below(path, child));
            }
        }
    }

    private void opened(DoubleClickEvent event) {
        Object node = ((IStructuredSelection) event.getSelection()).getFirstElement();
        if (node instanceof Region region) {
            RegionEditor.open(getSite().getPage(), region);
        } else if (node instanceof CapabilityField) {
            ConfigPlace.of(node).ifPresent(place -> RegionEditor.open(getSite().getPage(), place));
        } else if (node != null) {
            viewer.setExpandedState(node, !viewer.getExpandedState(node));
        }
    }

    @Override
    public void setFocus() {
        viewer.getControl().setFocus();
    }

    @Override
    public void saveState(IMemento memento) {
        List<String> paths = new ArrayList<>();
        DeviceTreeContent content = (DeviceTreeContent) viewer.getContentProvider();
        for (Object node : box.expanded()) {
            paths.add(NodePath.of(content, node));
        }
        memento.putString(EXPANDED, String.join("\n", paths));
        session.getMachines().stream().filter(Machine::isReadOnly).forEach(machine -> memento
                .createChild(SAVED_MACHINE).putString(PATH, Path.of(URI.create(machine.getSourceUri())).toString()));
    }

    @Override
    public void dispose() {
        if (refresh != null) {
            session.eAdapters().remove(refresh);
        }
        session.eAdapters().removeIf(MachineArrival.class::isInstance);
        super.dispose();
    }
}
