// SPDX-License-Identifier: EPL-2.0
package org.barscope.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ExtensibleURIConverterImpl;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.resource.impl.URIHandlerImpl;
import org.eclipse.emf.ecore.xmi.XMLResource;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceImpl;

/** Files in memory, written and read with the options that the package documents. */
final class XmiFiles {

    static final Map<String, Object> LOAD = Map.of(
            XMLResource.OPTION_RECORD_UNKNOWN_FEATURE, Boolean.TRUE,
            XMLResource.OPTION_PARSER_FEATURES,
            Map.of("http://apache.org/xml/features/disallow-doctype-decl", Boolean.TRUE));
    static final Map<String, Object> SAVE = Map.of(XMLResource.OPTION_ENCODING, "UTF-8");

    /** EMF opens namespaces and schema locations that it does not know, over the network too. A file must not. */
    private static final class RefusingHandler extends URIHandlerImpl {

        private final List<URI> refused = new ArrayList<>();

        @Override
        public InputStream createInputStream(URI uri, Map<?, ?> options) throws IOException {
            refused.add(uri);
            throw new IOException("refused to open " + uri);
        }
    }

    private XmiFiles() {
    }

    static String save(Resource resource) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        resource.save(out, SAVE);
        return out.toString(StandardCharsets.UTF_8);
    }

    static String save(EObject root) throws IOException {
        Resource resource = newResource();
        resource.getContents().add(root);
        return save(resource);
    }

    /** Loads into a resource; what was loaded before an exception is in it as well. */
    static Resource load(Resource into, String text, Map<String, Object> options) throws IOException {
        into.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
        return into;
    }

    static Resource load(Resource into, String text) throws IOException {
        return load(into, text, LOAD);
    }

    static Resource load(String text) throws IOException {
        return load(newResource(), text);
    }

    /** What loading into the resource would have opened besides the file itself. */
    static List<URI> refused(Resource resource) {
        return ((RefusingHandler) resource.getResourceSet().getURIConverter().getURIHandlers().getFirst()).refused;
    }

    static Resource newResource() {
        ResourceSet resources = new ResourceSetImpl();
        resources.setURIConverter(new ExtensibleURIConverterImpl(List.of(new RefusingHandler()), List.of()));
        // The package registers itself when it is first used, which a test that only loads would never do.
        resources.getPackageRegistry().put(BarscopePackage.eNS_URI, BarscopePackage.eINSTANCE);
        Resource resource = new XMIResourceImpl(URI.createURI("memory:/test.barscope"));
        resources.getResources().add(resource);
        return resource;
    }
}
