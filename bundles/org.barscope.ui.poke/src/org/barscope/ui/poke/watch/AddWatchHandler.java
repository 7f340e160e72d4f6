// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.util.Optional;
import org.barscope.core.memory.Span;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.watch.Watched;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/**
 * Watches the selected register or field, or the selected bytes where they are no register or more than one.
 */
public final class AddWatchHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
        Optional<OpenRegion> region = Poke.region(event);
        if (region.isEmpty()) {
            return null;
        }
        Watched what;
        try {
            what = what(region.get(), Poke.selectedName(event));
        } catch (IllegalArgumentException guarded) {
            MessageDialog.openInformation(shell, "Watch", Work.sentence(guarded.getMessage()));
            return null;
        }
        try {
            add(shell, (WatchView) page.showView(WatchView.ID, null, IWorkbenchPage.VIEW_VISIBLE), region.get(), what);
        } catch (PartInitException problem) {
            ILog.of(AddWatchHandler.class).log(problem.getStatus());
        }
        return null;
    }

    /** @param name what is selected in the register page: there a single field can be */
    private static Watched what(OpenRegion region, Optional<String> name) {
        if (name.isPresent() && region.description().registers().isPresent()) {
            return new Watched.Named(RegisterTarget.resolve(region.description().registers().get(), name.get()));
        }
        Optional<RegisterInstance> register = Poke.register(region).filter(found -> region.selection().span()
                .filter(span -> span.end() <= found.address() + found.register().bytes()).isPresent());
        if (register.isPresent()) {
            return new Watched.Named(new RegisterTarget(register.get(), Optional.empty()));
        }
        Span span = region.selection().span().filter(s -> s.length() > 0)
                .orElseThrow(() -> new IllegalArgumentException("select a register or some bytes first"));
        if (region.asks()) {
            throw new IllegalArgumentException("reading this region was not agreed to yet: start reading it first");
        }
        long start = span.offset() & ~3L;
        long end = Math.min(region.info().size(), span.end() + 3 & ~3L);
        if (end - start > Watched.Range.LONGEST) {
            throw new IllegalArgumentException("at most " + Watched.Range.LONGEST + " bytes can be watched as one");
        }
        return new Watched.Range(start, (int) (end - start), region.access());
    }

    private static void add(Shell shell, WatchView view, OpenRegion region, Watched what) {
        view.watches().add(region, what, view.interval(), refused -> Work.say(shell, refused));
    }
}
