// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionSession;
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
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IWorkbenchPage;
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
    private RegionSession session;
    private Registration statusListener;
    private boolean disposed;

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
        stack.setLayout(layout);
        opening = new OpeningPage(stack, this::openRegion);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(stack, HELP);
        openRegion(OpenOptions.readOnly());
    }

    /** Opens the region in a job; called again when the user decides after a refusal. */
    private void openRegion(OpenOptions options) {
        opening.showWaiting(region().getToolTipText());
        show(opening);
        Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        Display display = stack.getDisplay();
        new Job("Opening " + region().uri()) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    RegionSession opened = explorer.open(region().uri(), options);
                    hand(display, opened);
                } catch (BackendException refused) {
                    if (!display.isDisposed()) {
                        display.asyncExec(() -> refused(refused, options));
                    }
                }
                return Status.OK_STATUS;
            }
        }.schedule();
    }

    /** Gives the region to the editor, or back if the editor was closed meanwhile. */
    private void hand(Display display, RegionSession opened) {
        if (display.isDisposed()) {
            opened.close();
            return;
        }
        display.asyncExec(() -> {
            if (disposed) {
                closeInJob(opened);
            } else {
                opened(opened);
            }
        });
    }

    private void opened(RegionSession opened) {
        session = opened;
        hex = new HexPage(stack, getEditorSite(), opened);
        getSite().setSelectionProvider(hex.selection());
        statusListener = opened.listen(this::statusChanged);
        statusChanged(opened.status());
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

    /** Any thread. */
    private void statusChanged(RegionStatus status) {
        Display display = stack.getDisplay();
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!disposed) {
                    hex.statusChanged(status);
                    setTitleToolTip(status.live() ? getEditorInput().getToolTipText()
                            : getEditorInput().getToolTipText() + " — " + StatusText.of(status));
                    setPartName(status.live() ? getEditorInput().getName()
                            : getEditorInput().getName() + " (" + StatusText.word(status) + ")");
                }
            });
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
        if (session != null) {
            statusListener.close();
            hex.stop();
            closeInJob(session);
        }
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
