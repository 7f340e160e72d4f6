// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.inventory.DmabufRecord.Owner;

/** What is being found out about one DMABUF while processes are looked at one after the other. */
final class Sighting {

    final long inode;
    final List<Owner> owners = new ArrayList<>();
    final List<String> attachments = new ArrayList<>();
    long size;
    String exporter = "";
    String name = "";
    /** How many references to its file there are; 0 when nothing said so. */
    long references;

    Sighting(long inode) {
        this.inode = inode;
    }

    /** True when a process already found holds a descriptor or, for {@code fd} below 0, a mapping of it. */
    boolean has(int pid, int fd) {
        return owners.stream().anyMatch(o -> o.pid() == pid && (fd < 0 || o.fd() == fd));
    }

    /** True when some reference is none of the descriptors that were found: a mapping, or one inside the kernel. */
    boolean unexplained() {
        return references > owners.stream().filter(o -> o.fd() >= 0).count();
    }
}
