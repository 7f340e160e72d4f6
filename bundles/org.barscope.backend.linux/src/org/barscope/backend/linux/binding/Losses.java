// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.LossKind;
import org.barscope.core.pci.PciAddress;

/** What goes away when a device loses its driver, from what the kernel shows below the device in sysfs. */
final class Losses {

    /** A class of sysfs, what its entries are called, and what they are. */
    private record Kind(String folder, String pattern, LossKind loss, String detail) {
    }

    private static final List<Kind> OTHERS = List.of(
            new Kind("drm", "card[0-9]+", LossKind.DISPLAY, "a graphics card: what it shows is lost"),
            new Kind("input", "input[0-9]+", LossKind.INPUT, "an input device"),
            new Kind("sound", "card[0-9]+", LossKind.SOUND, "a sound card"),
            new Kind("tty", "tty.+", LossKind.OTHER, "a serial port"),
            new Kind("usbmisc", ".+", LossKind.OTHER, "a USB device"),
            new Kind("ieee80211", "phy[0-9]+", LossKind.OTHER, "a radio"),
            new Kind("infiniband", ".+", LossKind.OTHER, "an RDMA device"));

    private final SystemRoot root;

    Losses(SystemRoot root) {
        this.root = root;
    }

    /** The gravest first. Reads only sysfs and procfs; blocks for some milliseconds. */
    List<Loss> of(PciAddress device) {
        Path home = SysfsLinks.real(root.device(device)).orElse(root.device(device));
        List<Loss> losses = new ArrayList<>(new Disks(root).behind(home));
        losses.addAll(new NetworkLinks(root).behind(home));
        for (Kind kind : OTHERS) {
            for (Path entry : SysfsLinks.children(root.sys().resolve("class").resolve(kind.folder()))) {
                String name = SysfsLinks.name(entry);
                if (name.matches(kind.pattern())
                        && SysfsLinks.real(entry).filter(real -> real.startsWith(home)).isPresent()) {
                    losses.add(new Loss(kind.loss(), name, kind.detail() + described(entry)));
                }
            }
        }
        losses.sort((a, b) -> a.kind().compareTo(b.kind()));
        return List.copyOf(losses);
    }

    private static String described(Path entry) {
        String name = SysfsLinks.text(entry.resolve("name"));
        return name.isEmpty() ? "" : " (" + name + ")";
    }
}
