// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The version of the bundle this code came from. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"barscope " + version()};
    }

    private static String version() throws IOException {
        var manifests = Version.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
        while (manifests.hasMoreElements()) {
            try (InputStream in = manifests.nextElement().openStream()) {
                var attributes = new Manifest(in).getMainAttributes();
                String name = attributes.getValue("Bundle-SymbolicName");
                if (name != null && name.startsWith("org.barscope.cli")) {
                    return attributes.getValue("Bundle-Version");
                }
            }
        }
        return "(unpackaged)";
    }
}
