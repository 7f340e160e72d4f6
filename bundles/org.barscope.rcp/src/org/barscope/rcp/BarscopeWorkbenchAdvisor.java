// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/**
 * The life of the workbench: what it opens with, that layout and open editors come back, and the picture taken when one
 * was asked for. UI thread only.
 */
class BarscopeWorkbenchAdvisor extends WorkbenchAdvisor {

    /** Contributed by {@code org.barscope.ui}, so that it is there in an IDE as well. */
    static final String EXPLORE_PERSPECTIVE = "org.barscope.ui.explore";

    /** What {@code releng/benchmarks} waits for. */
    private static final String READY = "ready";

    private final StartArguments arguments;
    private final Optional<Screenshot> screenshot;
    private Optional<Failure> failure = Optional.empty();

    BarscopeWorkbenchAdvisor(StartArguments arguments) {
        this.arguments = arguments;
        this.screenshot = arguments.screenshot().map(file -> new Screenshot(file, arguments.deadline()));
    }

    /** Why what was asked for could not be done; empty if all went well. */
    Optional<Failure> failure() {
        return failure.or(() -> screenshot.flatMap(Screenshot::failure));
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        super.initialize(configurer);
        configurer.setSaveAndRestore(screenshot.isEmpty());
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new BarscopeWindowAdvisor(configurer, screenshot.isPresent());
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return perspective(arguments.perspective().orElse(EXPLORE_PERSPECTIVE))
                .map(IPerspectiveDescriptor::getId)
                .orElse(null);
    }

    @Override
    public boolean openWindows() {
        Optional<String> unknown = arguments.perspective().filter(id -> perspective(id).isEmpty());
        if (unknown.isPresent()) {
            failure = Optional.of(Failure.usage("there is no perspective '" + unknown.get() + "'. Known are: "
                    + knownPerspectives()));
            return false;
        }
        return super.openWindows();
    }

    @Override
    public void postStartup() {
        arguments.perspective().ifPresent(this::show);
        IWorkbenchWindow window = workbench().getActiveWorkbenchWindow();
        screenshot.ifPresent(s -> s.start(window));
        new Readiness(window.getShell()).then(this::ready);
    }

    private void ready() {
        if (arguments.announce()) {
            System.out.println(READY);
        }
        LateBundles.start();
    }

    /** A restored window comes with the perspective it was closed with, so the wanted one has to be put in front. */
    private void show(String wanted) {
        try {
            workbench().showPerspective(wanted, workbench().getActiveWorkbenchWindow());
        } catch (WorkbenchException e) {
            failure = Optional.of(Failure.failed("cannot show the perspective " + wanted + ": " + e.getMessage()));
        }
    }

    private String knownPerspectives() {
        return Arrays.stream(workbench().getPerspectiveRegistry().getPerspectives())
                .map(IPerspectiveDescriptor::getId)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Optional<IPerspectiveDescriptor> perspective(String id) {
        return Optional.ofNullable(workbench().getPerspectiveRegistry().findPerspectiveWithId(id));
    }

    private IWorkbench workbench() {
        return getWorkbenchConfigurer().getWorkbench();
    }
}
