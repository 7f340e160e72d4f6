// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
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
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.EditorPart;

/**
 * Shows one region. It is opened in a job; until then, and when it cannot be opened, the editor says what happens and
 * what can be done.
 */
public final class RegionEditor extends EditorPart {

    /** The editor's id. */
    public static final String ID = "org.barscope.ui.regionEditor";

    private static final String HELP = "org.barscope.ui.region_editor";

    private Composite stack;
    private StackLayout layout;
    private OpeningPage opening;
    private HexPage hex;
    private final FollowingSelection selections = new FollowingSelection();
    private RegionSession session;
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
        if (SavedRegions.isSaved(region)) {
            SavedRegions.explain(page.getWorkbenchWindow().getShell(), region);
            return;
        }
        try {
            page.openEditor(RegionInput.of(region), ID);
        } catch (PartInitException problem) {
            ILog.of(RegionEditor.class).log(problem.getStatus());
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

    private RegionInput region() {
        return (RegionInput) getEditorInput();
    }

    @Override
    public void createPartControl(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        layout = new StackLayout();
        getSite().setSelectionProvider(selections);
        stack.setLayout(layout);
        opening = new OpeningPage(stack, this::openRegion);
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
        if (hex != null && part.getPart(false) == this) {
            hex.shown(shown);
        }
    }

    /**
     * A driver that has bound to the device since makes reading it the user's decision anew; a device that has come
     * back is opened again.
     */
    private void changed(InventoryChange change) {
        if (change instanceof InventoryChange.DeviceChanged changed && session != null
                && changed.device().deviceUri().equals(region().uri().device())) {
            boolean taken = changed.device().driver().isPresent() && !options.besideDriver()
                    && !region().uri().region().equals("config");
            if (taken || session.status().state() == RegionState.LOST) {
                giveUp();
                openRegion(OpenOptions.readOnly());
            }
        }
    }

    /** Opens the region in a job; called again when the user decides after a refusal. */
    private void openRegion(OpenOptions wanted) {
        options = wanted;
        opening.showWaiting(region().getToolTipText());
        show(opening);
        Explorer explorer = explorer();
        new Job("Opening " + region().uri()) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    hand(explorer.open(region().uri(), wanted));
                } catch (BackendException refused) {
                    later(() -> refused(refused, wanted));
                }
                return Status.OK_STATUS;
            }
        }.schedule();
    }

    /** Gives the region to the editor, or back if the editor was closed meanwhile. */
    private void hand(RegionSession opened) {
        boolean handed = later(() -> {
            if (disposed) {
                closeInJob(opened);
            } else {
                opened(opened);
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

    private void opened(RegionSession opened) {
        session = opened;
        hex = new HexPage(stack, getEditorSite(), opened, getEditorInput().getToolTipText());
        hex.shown(getSite().getPage().isPartVisible(this));
        selections.follow(hex.selection());
        statusListener = opened.listen(status -> later(this::showStatus));
        showStatus();
        explorer().region(region().uri()).ifPresent(model -> RouteFeatures.show(model, opened.info().route()));
        show(hex);
        if (getSite().getPage().getActivePart() == this) {
            hex.setFocus();
        }
    }

    private void refused(BackendException why, OpenOptions options) {
        if (!disposed) {
            opening.showRefusal(why, options);
            show(opening);
        }
    }

    /** Shows the status as it is now: notices of two changes may arrive in either order. */
    private void showStatus() {
        if (disposed || session == null) {
            return;
        }
        RegionStatus status = session.status();
        hex.statusChanged(status);
        setTitleToolTip(status.live() ? getEditorInput().getToolTipText()
                : getEditorInput().getToolTipText() + " — " + StatusText.of(status));
        setPartName(status.live() ? getEditorInput().getName()
                : getEditorInput().getName() + " (" + StatusText.word(status) + ")");
    }

    /** Ends reading and gives the region back; the editor stays. */
    private void giveUp() {
        if (session == null) {
            return;
        }
        statusListener.close();
        hex.stop();
        closeInJob(session);
        explorer().region(region().uri()).ifPresent(RouteFeatures::clear);
        HexPage old = hex;
        hex = null;
        session = null;
        if (!disposed) {
            selections.follow(null);
            setPartName(getEditorInput().getName());
            old.dispose();
        }
    }

    private void show(Composite page) {
        layout.topControl = page;
        stack.layout();
    }

    /** The page over the open region; empty until it is open. UI thread only. */
    public Optional<HexPage> hexPage() {
        return Optional.ofNullable(hex);
    }

    @Override
    public void setFocus() {
        if (hex != null) {
            hex.setFocus();
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
