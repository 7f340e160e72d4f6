// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.opentest4j.AssertionFailedError;

/** Ways into the UI thread for tests, which run on another. */
public final class Ui {

    /** How long anything may take that a user waits for; long, because a loaded machine is no defect of the product. */
    public static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("barscope.tests.patience", 30));
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Ui() {
    }

    /** The workbench's display. */
    public static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    /** Something to do that may fail. */
    @FunctionalInterface
    public interface Action {

        /** Does it. */
        void run() throws Exception;
    }

    /** Does something in the UI thread and returns when it is done. */
    public static void run(Action action) {
        get(() -> {
            action.run();
            return null;
        });
    }

    /** Asks for something in the UI thread. What is thrown there is thrown here. */
    public static <T> T get(Callable<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        display().syncExec(() -> {
            try {
                answer.set(question.call());
            } catch (Exception | AssertionError failed) {
                thrown.set(failed);
            }
        });
        switch (thrown.get()) {
            case null -> {
                return answer.get();
            }
            case Error error -> throw error;
            case RuntimeException failed -> throw failed;
            case Throwable failed -> throw new AssertionFailedError("in the UI thread: " + failed, failed);
        }
    }

    /**
     * Waits until a condition holds, which is asked for in the UI thread.
     *
     * @param what the condition in words, for the failure: "the tree shows …"
     */
    public static void await(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** As the other, and says in the failure what there was instead. */
    public static void await(String what, BooleanSupplier condition, Supplier<String> instead) {
        await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), instead);
    }

    /** Waits until there is an answer, which is asked for in the UI thread. */
    public static <T> T await(String what, Supplier<Optional<T>> answer) {
        return await(what, answer, () -> "");
    }

    /** As the other, and says in the failure what there was instead. */
    public static <T> T await(String what, Supplier<Optional<T>> answer, Supplier<String> instead) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> now = get(answer::get);
            if (now.isPresent()) {
                return now.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionFailedError("waited " + PATIENCE.toSeconds() + " s in vain: " + what + " "
                        + get(instead::get));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Lets the UI thread work off what is queued, twice: work often queues more. */
    public static void settle() {
        for (int i = 0; i < 2; i++) {
            run(() -> {
                while (display().readAndDispatch()) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
