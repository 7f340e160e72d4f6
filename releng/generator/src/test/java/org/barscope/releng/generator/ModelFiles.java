// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import java.nio.file.Path;

/** Where the model's bundle is, whatever directory the tests are started in. */
final class ModelFiles {

    /** Surefire sets {@code basedir} to the module; without it the tests must be started there. */
    private static final Path BUNDLE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath().resolve("../../bundles/org.barscope.model").normalize();

    private ModelFiles() {
    }

    static Path ecore() {
        return BUNDLE.resolve("model/barscope.ecore");
    }

    static Path genModel() {
        return BUNDLE.resolve("model/barscope.genmodel");
    }

    static Path sources() {
        return BUNDLE.resolve("src-gen");
    }

    static Path pluginXml() {
        return BUNDLE.resolve("plugin.xml");
    }
}
