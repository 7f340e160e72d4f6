// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.resource.impl.URIHandlerImpl;

/**
 * Opens nothing. EMF by itself opens namespaces, schema locations and references that it does not know, over the
 * network too, and a file from elsewhere decides which.
 */
final class RefusingUriHandler extends URIHandlerImpl {

    @Override
    public boolean canHandle(URI uri) {
        return true;
    }

    @Override
    public InputStream createInputStream(URI uri, Map<?, ?> options) throws IOException {
        throw new IOException("a saved machine names '" + uri + "', and nothing that it names is opened");
    }

    @Override
    public OutputStream createOutputStream(URI uri, Map<?, ?> options) throws IOException {
        throw new IOException("a saved machine is not written to '" + uri + "'");
    }

    @Override
    public boolean exists(URI uri, Map<?, ?> options) {
        return false;
    }
}
