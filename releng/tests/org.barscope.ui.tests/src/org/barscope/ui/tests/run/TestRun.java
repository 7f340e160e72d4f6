// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.barscope.ui.tests.harness.CleanSlate;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

/** Runs the tests of one package of this bundle, writes the report, and closes the workbench. */
final class TestRun implements Runnable {

    /** A number that gives another order of the classes, to find those that depend on it. */
    private static final String SHUFFLE = "barscope.tests.shuffle";

    private final String tested;
    private final String only;
    private final Path reports;

    TestRun(String tested, String only, Path reports) {
        this.tested = tested;
        this.only = only;
        this.reports = reports;
    }

    @Override
    public void run() {
        try {
            SurefireReport report = new SurefireReport();
            // Without services: each bundle has a class loader of its own, and there is one engine.
            Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                    .enableTestEngineAutoRegistration(false)
                    .enableTestExecutionListenerAutoRegistration(false)
                    .enablePostDiscoveryFilterAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .addTestEngines(new JupiterTestEngine())
                    .addTestExecutionListeners(listeners(report))
                    .build());
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(testClasses().stream().map(DiscoverySelectors::selectClass).toList())
                    .configurationParameter("junit.jupiter.execution.timeout.default", "120 s")
                    .build();
            launcher.execute(request);
            Files.createDirectories(reports);
            report.write(reports);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            Display display = PlatformUI.getWorkbench().getDisplay();
            display.asyncExec(PlatformUI.getWorkbench()::close);
        }
    }

    /** Where many classes share a workbench, each begins with a clean slate; elsewhere what is there is the test. */
    private TestExecutionListener[] listeners(SurefireReport report) {
        return tested.endsWith(".workbench") ? new TestExecutionListener[] {report, new CleanSlate()}
                : new TestExecutionListener[] {report};
    }

    private List<Class<?>> testClasses() {
        Bundle bundle = FrameworkUtil.getBundle(getClass());
        Stream<Class<?>> chosen = bundle.adapt(BundleWiring.class)
                .listResources(tested.replace('.', '/'), "*Test.class", BundleWiring.LISTRESOURCES_LOCAL).stream()
                .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .filter(name -> name.contains(only))
                .sorted().map(name -> load(bundle, name));
        List<Class<?>> classes = new ArrayList<>(chosen.toList());
        Optional.ofNullable(Long.getLong(SHUFFLE)).ifPresent(seed -> Collections.shuffle(classes, new Random(seed)));
        classes.sort(Comparator.comparingInt(TestRun::place));
        classes.add(DisposalTest.class);
        return classes;
    }

    /** By name, but for classes that need a workbench as it was at its first start. */
    private static int place(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(Order.class)).map(Order::value).orElse(Order.DEFAULT);
    }

    private static Class<?> load(Bundle bundle, String name) {
        try {
            return bundle.loadClass(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException("the bundle lists " + name + " but does not have it", impossible);
        }
    }
}
