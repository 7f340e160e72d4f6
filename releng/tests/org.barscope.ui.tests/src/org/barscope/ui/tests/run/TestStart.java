// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.run;

import java.nio.file.Path;
import java.util.Optional;

import org.barscope.ui.tests.harness.LeakWatch;
import org.barscope.ui.tests.harness.LogWatch;
import org.eclipse.ui.IStartup;

/** Starts the tests, on a thread of their own, when the workbench has opened its window. */
public final class TestStart implements IStartup {

    /** The package whose tests are run. */
    static final String PACKAGE = "barscope.tests.package";
    /** The directory that the report goes to. */
    static final String REPORTS = "barscope.tests.reports";
    /** A part of the names of the only test classes to run; for whoever works on one of them. */
    static final String ONLY = "barscope.tests.only";

    /** The directory for whatever tests write. */
    static final String SCRATCH = "barscope.tests.scratch";
    /** Where the product keeps the mail it imports. */
    private static final String MAIL = "barscope.mail.home";

    @Override
    public void earlyStartup() {
        LogWatch.start();
        LeakWatch.start();
        // Tests have mail of their own; the user's is not theirs to touch.
        System.setProperty(MAIL, Path.of(System.getProperty(SCRATCH, ""), "mail").toString());
        Path reports = Path.of(Optional.ofNullable(System.getProperty(REPORTS))
                .orElseThrow(() -> new IllegalStateException("set " + REPORTS + " to a directory")));
        TestRun run = new TestRun(System.getProperty(PACKAGE, ""), System.getProperty(ONLY, ""), reports);
        Thread.ofPlatform().name("Workbench tests").start(run);
    }
}
