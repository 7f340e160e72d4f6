// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.util.Optional;

/** What can be tried without touching a device. Each answers with the kernel's refusal; empty when it works. */
interface Probes {

    /** Opens a VFIO container and asks for the IOMMU backend. */
    Optional<String> container();

    /** Opens an iommufd and makes an address space in it. */
    Optional<String> iommufd();

    /** Makes a DMABUF of a page of this process. */
    Optional<String> udmabuf();

    /** Allocates a page from a heap. */
    Optional<String> heap(String name);
}
