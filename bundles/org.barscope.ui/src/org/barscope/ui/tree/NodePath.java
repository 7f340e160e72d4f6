// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.barscope.model.CapabilityField;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DmabufExport;
import org.barscope.model.IommuGroup;
import org.barscope.model.Irq;
import org.barscope.model.Machine;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.barscope.model.Session;

/** A node's name for the next session: the keys of the nodes that lead to it, which do not change between sessions. */
final class NodePath {

    private NodePath() {
    }

    static String of(Machine machine) {
        return key(machine);
    }

    static String below(String parent, Object child) {
        return parent + "/" + key(child);
    }

    static String of(DeviceTreeContent content, Object node) {
        Deque<String> keys = new ArrayDeque<>();
        for (Object up = node; up != null && !(up instanceof Session); up = content.getParent(up)) {
            keys.addFirst(key(up));
        }
        return String.join("/", keys);
    }

    private static String key(Object node) {
        return switch (node) {
            case Machine machine -> machine.getSourceUri();
            case IommuGroup group -> "group" + group.getId();
            case PciDevice device -> device.getAddress();
            case Branch branch -> branch.kind().name();
            case ConfigSpace config -> "config";
            case DmabufExport dmabuf -> "dmabuf" + dmabuf.getInode();
            case Region region -> region.getName();
            case PciCapability capability -> "cap" + capability.getOffset();
            case CapabilityField field -> field.getName();
            case Irq irq -> irq.getKind() + "-" + irq.getVector();
            default -> node.toString();
        };
    }
}
