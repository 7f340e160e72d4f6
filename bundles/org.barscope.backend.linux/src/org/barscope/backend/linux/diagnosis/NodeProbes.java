// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barscope.backend.linux.discovery.SystemRoot;

/** Looks at the nodes of a system that is not the running one: there is nothing to be tried. */
final class NodeProbes implements Probes {

    private final SystemRoot root;

    NodeProbes(SystemRoot root) {
        this.root = root;
    }

    private Optional<String> node(String name) {
        Path node = root.dev().resolve(name);
        return Files.isReadable(node) && Files.isWritable(node) ? Optional.empty()
                : Optional.of(node + " may not be opened by this user");
    }

    @Override
    public Optional<String> container() {
        return node("vfio/vfio");
    }

    @Override
    public Optional<String> iommufd() {
        return node("iommu");
    }

    @Override
    public Optional<String> udmabuf() {
        return node("udmabuf");
    }

    @Override
    public Optional<String> heap(String name) {
        return node("dma_heap/" + name);
    }
}
