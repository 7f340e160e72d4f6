// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.ModelReader;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.model.ConfigSpace;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.INavigationHistory;
import org.eclipse.ui.INavigationLocation;
import org.eclipse.ui.INavigationLocationProvider;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.EditorPart;

/**
 * Shows one region, in pages over one {@link OpenRegion}. It is opened in a job, together with the description of its
 * registers; until then, and when it cannot be opened, the editor says what happens and what can be done.
 */
public final class RegionEditor extends EditorPart implements INavigationLocationProvider {

    /** The editor's id. */
    public static final String ID = "org.barscope.ui.regionEditor";

    private static final String HELP = "org.barscope.ui.region_editor";

    private Composite stack;
    private StackLayout layout;
    private OpeningPage opening;
    private PageFolder pages;
    private final FollowingSelection selections = new FollowingSelection();
    private final List<Runnable> regionListeners = new CopyOnWriteArrayList<>();
    private OpenRegion open;
    private Optional<String> wantedPage = Optional.empty();
    private Optional<Span> wantedSpan = Optional.empty();
    private Registration statusListener;
    private OpenOptions options = OpenOptions.readOnly();
    private Registration changes;
    private Display display;
    private boolean disposed;

    /** Nothing is read for a page that nobody sees. */
    private final IPartListener2 visibility = new IPartListener2() {
        @Override
        public void partHidden(IWorkbenchPartReference part) {
            visible(part, false);
        }

        @Override
        public void partVisible(IWorkbenchPartReference part) {
            visible(part, true);
        }
    };

    /**
     * Opens the editor of a region, or brings it to the front. UI thread only.
     */
    public static void open(IWorkbenchPage page, Region region) {
        if (region instanceof ConfigSpace space && SavedRegions.isSaved(region)) {
            SavedRegions.open(page, space, Optional.empty());
            return;
        }
        if (SavedRegions.isSaved(region)) {
            SavedRegions.explain(page.getWorkbenchWindow().getShell(), region);
            return;
        }
        open(page, RegionInput.of(region), Optional.empty(), Optional.empty());
    }

    /** Opens configuration space and selects what stands at a place in it. UI thread only. */
    public static void open(IWorkbenchPage page, ConfigPlace place) {
        if (SavedRegions.isSaved(place.space())) {
            SavedRegions.open(page, place.space(), Optional.of(place.span()));
        } else {
            open(page, RegionInput.of(place.space()), Optional.empty(), Optional.of(place.span()));
        }
    }

    /**
     * Opens the editor of a region, or brings it to the front, and shows something in it as soon as the region is open.
     * UI thread only.
     *
     * @param pageId the page to show; empty for the one that was shown last
     * @param span   the bytes to select; empty to leave the selection as it is
     * @return the editor; empty when the workbench cannot open it, which is in the log
     */
    public static Optional<RegionEditor> open(IWorkbenchPage page, RegionInput input, Optional<String> pageId,
            Optional<Span> span) {
        try {
            if (page.openEditor(input, ID) instanceof RegionEditor editor) {
                editor.show(pageId, span);
                return Optional.of(editor);
            }
        } catch (PartInitException problem) {
            ILog.of(RegionEditor.class).log(problem.getStatus());
        }
        return Optional.empty();
    }

    /**
     * Opens the editor of a region by a route, or opens the region anew in the editor that shows it. A region that is
     * armed for writing is disarmed: what writes to it goes another way. UI thread only.
     *
     * @param route the route's id, kept for this region until another is chosen; empty for the best
     */
    public static void openByRoute(IWorkbenchPage page, RegionInput input, Optional<String> route) {
        boolean shown = page.findEditor(input) instanceof RegionEditor;
        explorer().armed().disarm(input.uri());
        explorer().forceRoute(input.uri(), route);
        open(page, input, Optional.empty(), Optional.empty()).filter(editor -> shown)
                .ifPresent(RegionEditor::openAnew);
    }

    private void openAnew() {
        giveUp();
        openRegion(options);
    }

    /** Shows a page, selects bytes: now, or when the region is open. Arguments as for {@link #open}. */
    public void show(Optional<String> pageId, Optional<Span> span) {
        if (open == null) {
            wantedPage = pageId.or(() -> wantedPage);
            wantedSpan = span.or(() -> wantedSpan);
        } else {
            pageId.ifPresent(pages::activate);
            span.map(wanted -> wanted.within(open.info().size())).filter(wanted -> wanted.length() > 0)
                    .ifPresent(wanted -> open.selection().set(wanted, this));
        }
    }

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        if (!(input instanceof RegionInput)) {
            throw new PartInitException("this editor shows regions of memory, not " + input.getName());
        }
        setSite(site);
        setInput(input);
        setPartName(input.getName());
    }

    private RegionInput input() {
        return (RegionInput) getEditorInput();
    }

    @Override
    public void createPartControl(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        layout = new StackLayout();
        getSite().setSelectionProvider(selections);
        stack.setLayout(layout);
        opening = new OpeningPage(stack, this::openRegion, () -> openByRoute(getSite().getPage(), input(),
                Optional.empty()));
        PlatformUI.getWorkbench().getHelpSystem().setHelp(stack, HELP);
        display = stack.getDisplay();
        changes = explorer().listen(this::changed);
        getSite().getPage().addPartListener(visibility);
        openRegion(options);
    }

    private static Explorer explorer() {
        return PlatformUI.getWorkbench().getService(Explorer.class);
    }

    private void visible(IWorkbenchPartReference part, boolean shown) {
        if (pages != null && part.getPart(false) == this) {
            pages.shown(shown);
        }
    }

    /**
     * A driver that has bound to the device since makes reading it the user's decision anew; a device that has come
     * back is opened again.
     */
    private void changed(InventoryChange change) {
        if (change instanceof InventoryChange.DeviceChanged changed && open != null
                && changed.device().deviceUri().equals(input().uri().device())) {
            boolean taken = changed.device().driver().filter(driver -> !leadsHere(driver)).isPresent()
                    && !options.besideDriver() && !input().uri().region().equals("config");
            if (taken || open.session().status().state() == RegionState.LOST) {
                giveUp();
                openRegion(OpenOptions.readOnly());
            }
        }
    }

    /** Whether the region is open through that driver: VFIO's keep others out, and news of them takes nothing. */
    private boolean leadsHere(String driver) {
        return driver.contains("vfio") && !open.info().route().id().equals("sysfs");
    }

    /** Opens the region in a job; called again when the user decides after a refusal. */
    private void openRegion(OpenOptions wanted) {
        options = wanted;
        opening.showWaiting(input().getToolTipText());
        show(opening);
        Explorer explorer = explorer();
        Optional<PciDeviceRecord> device = device(explorer);
        new Job("Opening " + input().uri()) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    RegionSession session = explorer.open(input().uri(), wanted);
                    // Before anything is read: what a description guards must not be read before it is known.
                    hand(session, new RegionDescriber(explorer).describe(session, device, Optional.empty(),
                            new JobReadMonitor(monitor)));
                } catch (BackendException refused) {
                    later(() -> refused(refused, wanted));
                }
                return Status.OK_STATUS;
            }
        }.schedule();
    }

    /** The device as the model shows it, for a job. */
    private Optional<PciDeviceRecord> device(Explorer explorer) {
        return explorer.region(input().uri()).map(Region::eContainer).filter(PciDevice.class::isInstance)
                .map(PciDevice.class::cast).map(ModelReader::device);
    }

    /** Looks for a description again, of the region that is open now. */
    private void describe(Optional<String> binding) {
        OpenRegion region = open;
        Explorer explorer = explorer();
        Optional<PciDeviceRecord> device = device(explorer);
        Job.create("Reading the description of " + input().uri(), (ICoreRunnable) monitor -> {
            RegionDescription found = new RegionDescriber(explorer).describe(region.session(), device, binding,
                    new JobReadMonitor(monitor));
            later(() -> {
                if (open == region) {
                    region.described(found.after(region.description()));
                }
            });
        }).schedule();
    }

    /** Gives the region to the editor, or back if the editor was closed meanwhile. */
    private void hand(RegionSession opened, RegionDescription description) {
        boolean handed = later(() -> {
            if (disposed) {
                closeInJob(opened);
            } else {
                opened(opened, description);
            }
        });
        if (!handed) {
            opened.close();
        }
    }

    /** @return false when the window is gone */
    private boolean later(Runnable action) {
        try {
            display.asyncExec(action);
            return true;
        } catch (SWTException gone) {
            if (gone.code == SWT.ERROR_DEVICE_DISPOSED) {
                return false;
            }
            throw gone;
        }
    }

    private void opened(RegionSession session, RegionDescription description) {
        open = new OpenRegion(input(), session, description, this::describe);
        ByteSelectionProvider bytes = new ByteSelectionProvider(session.info().uri(), open.selection());
        RegionMemory memory = new RegionMemory();
        RegionUri uri = input().uri();
        pages = new PageFolder(stack, open, getEditorSite(), memory.of(uri), kept -> memory.keep(uri, kept),
                page -> selections.follow(page.flatMap(RegionPage::selectionProvider).orElse(bytes)));
        pages.start(getSite().getPage().isPartVisible(this), wantedPage);
        statusListener = session.listen(status -> later(this::showStatus));
        showStatus();
        explorer().region(input().uri()).ifPresent(model -> RouteFeatures.show(model, session.info().route()));
        show(pages);
        show(Optional.empty(), wantedSpan);
        wantedPage = Optional.empty();
        wantedSpan = Optional.empty();
        regionListeners.forEach(Runnable::run);
        if (getSite().getPage().getActivePart() == this) {
            pages.setFocus();
        }
    }

    private void refused(BackendException why, OpenOptions options) {
        if (!disposed) {
            opening.showRefusal(why, options, explorer().forcedRoute(input().uri()).isPresent());
            show(opening);
        }
    }

    /** Shows the status as it is now: notices of two changes may arrive in either order. */
    private void showStatus() {
        if (disposed || open == null) {
            return;
        }
        RegionStatus status = open.session().status();
        pages.statusChanged(status);
        open.statusChanged(status);
        setTitleToolTip(status.live() ? getEditorInput().getToolTipText()
                : getEditorInput().getToolTipText() + " — " + StatusText.of(status));
        setPartName(status.live() ? getEditorInput().getName()
                : getEditorInput().getName() + " (" + StatusText.word(status) + ")");
    }

    /** Ends reading and gives the region back; the editor stays. */
    private void giveUp() {
        if (open == null) {
            return;
        }
        statusListener.close();
        pages.stop();
        open.closing();
        closeInJob(open.session());
        explorer().region(input().uri()).ifPresent(RouteFeatures::clear);
        PageFolder old = pages;
        pages = null;
        open = null;
        if (!disposed) {
            selections.follow(null);
            setPartName(getEditorInput().getName());
            old.dispose();
        }
        regionListeners.forEach(Runnable::run);
    }

    private void show(Composite page) {
        layout.topControl = page;
        stack.layout();
    }

    /** What the pages show; empty until it is open, and again when it was given up. UI thread only. */
    public Optional<OpenRegion> region() {
        return Optional.ofNullable(open);
    }

    /** The page in front; empty while the region is not open. UI thread only. */
    public Optional<RegionPage> activePage() {
        return Optional.ofNullable(pages).flatMap(PageFolder::activePage);
    }

    /** Brings the next page to the front, or with -1 the one before. UI thread only. */
    public void stepPage(int by) {
        if (pages != null) {
            pages.step(by);
        }
    }

    /** Selects bytes that may be far away; Back returns to where the cursor is now. UI thread only. */
    public void jump(Span span) {
        INavigationHistory history = getSite().getPage().getNavigationHistory();
        history.markLocation(this);
        show(Optional.empty(), Optional.of(span));
        history.markLocation(this);
    }

    @Override
    public INavigationLocation createEmptyNavigationLocation() {
        return new RegionLocation(this, Optional.empty());
    }

    @Override
    public INavigationLocation createNavigationLocation() {
        return new RegionLocation(this, region().flatMap(shown -> shown.selection().span()));
    }

    /** Runs something in the UI thread each time {@link #region} is another. UI thread only. */
    public Registration listenToRegion(Runnable changed) {
        regionListeners.add(changed);
        return () -> regionListeners.remove(changed);
    }

    @Override
    public void setFocus() {
        if (pages != null) {
            pages.setFocus();
        } else {
            opening.setFocus();
        }
    }

    @Override
    public void dispose() {
        disposed = true;
        if (changes != null) {
            changes.close();
            getSite().getPage().removePartListener(visibility);
        }
        giveUp();
        super.dispose();
    }

    /** Closing waits for an access that is under way, which a slow device can hold up. */
    private static void closeInJob(RegionSession session) {
        Job.createSystem("Closing " + session.info().uri(), (ICoreRunnable) monitor -> session.close()).schedule();
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        throw new UnsupportedOperationException("a region is never dirty");
    }

    @Override
    public void doSaveAs() {
        throw new UnsupportedOperationException("a region is not saved");
    }
}
