// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.Ui;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who leaves while devices are with VFIO is asked whether they are to go back, and they do. */
@ExtendWith(LogWatch.class)
class ExitOfferTest {

    private static final String EDU = "0000:00:04.0";
    private static final String DIALOG = "Give Devices Back?";

    /** Asked after the product's own: counts who would have left, and stays. */
    private static final class Stay implements IWorkbenchListener {

        private final AtomicInteger leaving = new AtomicInteger();

        @Override
        public boolean preShutdown(IWorkbench workbench, boolean forced) {
            leaving.incrementAndGet();
            return false;
        }

        @Override
        public void postShutdown(IWorkbench workbench) {
            throw new IllegalStateException("it was not to end yet");
        }
    }

    private static DialogPage leave() {
        Ui.display().asyncExec(PlatformUI.getWorkbench()::close);
        return DialogPage.await(DIALOG);
    }

    @Test
    @Timeout(600)
    void devicesGoBackIfTheUserSaysSo() throws Exception {
        Stay stay = new Stay();
        try (RealDevice edu = RealDevice.give(EDU)) {
            assertEquals(Optional.of("vfio-pci"), edu.driver());
            Ui.run(() -> PlatformUI.getWorkbench().addWorkbenchListener(stay));
            DialogPage offer = leave();
            assertTrue(offer.says(EDU + " to no driver"), offer::text);
            offer.press("Cancel");
            Ui.await("the question goes away", () -> !DialogPage.isOpen(DIALOG));
            assertEquals(0, stay.leaving.get(), "who cancels stays");
            assertEquals(Optional.of("vfio-pci"), edu.driver());

            leave().press("Leave with VFIO");
            Ui.await("the workbench would end", () -> stay.leaving.get() == 1);
            assertEquals(Optional.of("vfio-pci"), edu.driver());

            leave().press("Give Back");
            Ui.await("the workbench would end", () -> stay.leaving.get() == 2);
            assertEquals(Optional.empty(), edu.driver());
            Ui.settle();
            Ui.display().asyncExec(PlatformUI.getWorkbench()::close);
            Ui.await("nothing is asked when nothing is left to give back", () -> stay.leaving.get() == 3);
        } finally {
            Ui.run(() -> PlatformUI.getWorkbench().removeWorkbenchListener(stay));
        }
    }
}
