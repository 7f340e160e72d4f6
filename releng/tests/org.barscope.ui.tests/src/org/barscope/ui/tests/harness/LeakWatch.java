// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.graphics.Resource;

/** Collects images, fonts, colours and the like that were thrown away without being disposed of. */
public final class LeakWatch {

    private static final int ROUNDS = 3;
    private static final List<Error> LEAKS = new CopyOnWriteArrayList<>();

    private LeakWatch() {
    }

    /** Begins to watch resources that are made from now on. */
    public static void start() {
        Resource.setNonDisposeHandler(LEAKS::add);
    }

    /** Where those leaked resources were made that Barscope's own code made, a line each. Collects garbage first. */
    public static List<String> ours() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            collectGarbage();
            Ui.settle();
        }
        return LEAKS.stream().filter(LeakWatch::madeByUs).map(leak -> leak.getMessage() + " made at "
                + Arrays.stream(leak.getStackTrace()).filter(LeakWatch::ours).findFirst().orElseThrow()).toList();
    }

    /** Returns when something that was garbage before has been collected and cleaned. */
    private static void collectGarbage() throws InterruptedException {
        CountDownLatch cleaned = new CountDownLatch(1);
        Cleaner.create().register(new Object(), cleaned::countDown);
        long deadline = System.nanoTime() + Ui.PATIENCE.toNanos();
        do {
            System.gc();
        } while (!cleaned.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
    }

    private static boolean madeByUs(Error leak) {
        return Arrays.stream(leak.getStackTrace()).anyMatch(LeakWatch::ours);
    }

    private static boolean ours(StackTraceElement frame) {
        String type = frame.getClassName();
        // The whole UI thread runs below the application, and the tests make widgets do what they do.
        return type.startsWith("org.barscope.") && !type.startsWith("org.barscope.ui.tests.")
                && !type.startsWith("org.barscope.rcp.Application");
    }
}
