// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;

import org.junit.jupiter.api.Test;

/** The rule itself, on made-up manifests: a rule that lets everything through would look just like a clean project. */
class AllowedArrowsTest {

    private static Bundle bundle(String name, String requires, String imports) {
        Attributes manifest = new Attributes();
        manifest.putValue("Require-Bundle", requires);
        manifest.putValue("Import-Package", imports);
        return new Bundle(Path.of("bundles", name), manifest);
    }

    @Test
    void anArrowOfTheDesignIsAllowed() {
        assertEquals(List.of(), AllowedArrows.violations(bundle("org.barscope.backend.linux",
                "org.barscope.core;bundle-version=\"[0.1.0,0.2.0)\",org.barscope.linux", "org.barscope.core.memory")));
    }

    @Test
    void theCommandLineMustNotUseTheWorkbench() {
        assertEquals(List.of("org.barscope.cli must not use org.barscope.ui"),
                AllowedArrows.violations(bundle("org.barscope.cli", "org.barscope.app,org.barscope.ui", "")));
    }

    @Test
    void anImportedPackageIsAnArrowTooEvenAnOptionalOne() {
        assertEquals(List.of("org.barscope.core must not use org.barscope.linux.memory"),
                AllowedArrows.violations(bundle("org.barscope.core", "",
                        "org.barscope.linux.memory;resolution:=optional;version=\"[1,2)\"")));
    }

    @Test
    void theNativeLayerIsForBackends() {
        assertEquals(List.of("org.barscope.app must not use org.barscope.linux"),
                AllowedArrows.violations(bundle("org.barscope.app", "org.barscope.linux", "")));
    }

    @Test
    void onlyTheUpperBundlesSeeAWindow() {
        assertEquals(List.of("org.barscope.core must not use org.eclipse.swt.widgets: it has to run without a window"),
                AllowedArrows.violations(bundle("org.barscope.core", "", "org.eclipse.swt.widgets")));
        assertEquals(List.of(), AllowedArrows.violations(bundle("org.barscope.widgets", "org.eclipse.swt", "")));
    }

    @Test
    void theLowestBundlesNeedNextToNothing() {
        assertEquals(List.of("org.barscope.registers must not use picocli: it needs nothing but the JDK"),
                AllowedArrows.violations(bundle("org.barscope.registers", "picocli", "")));
        assertEquals(List.of(), AllowedArrows.violations(bundle("org.barscope.registers", "", "javax.xml.stream")));
        assertEquals(List.of("org.barscope.model must not use org.eclipse.core.runtime: it needs nothing but EMF"),
                AllowedArrows.violations(
                        bundle("org.barscope.model", "org.eclipse.emf.ecore,org.eclipse.core.runtime", "")));
    }

    @Test
    void anUnknownBundleIsRefused() {
        assertEquals(List.of("org.barscope.extra has no place in the structure; give it one in AllowedArrows"),
                AllowedArrows.violations(bundle("org.barscope.extra", "", "")));
    }
}
