// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.support;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done in the Kernel Support view. */
abstract class SupportHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof KernelSupportView view) {
            act(view);
        }
        return null;
    }

    abstract void act(KernelSupportView view);

    /** Looks again. */
    public static final class Look extends SupportHandler {
        @Override
        void act(KernelSupportView view) {
            view.look();
        }
    }

    /** Copies what was found. */
    public static final class Copy extends SupportHandler {
        @Override
        void act(KernelSupportView view) {
            view.copy();
        }
    }
}
