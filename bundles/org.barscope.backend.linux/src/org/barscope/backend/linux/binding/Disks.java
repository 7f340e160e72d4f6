// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.LossKind;

/**
 * The disks behind a device and what uses them: their partitions, what is built on those (device mapper, RAID, bcache:
 * {@code holders} in sysfs; btrfs: its own list), and of all those what is mounted or swapped to.
 */
final class Disks {

    private final SystemRoot root;
    private final Path block;

    Disks(SystemRoot root) {
        this.root = root;
        this.block = root.sys().resolve("class/block");
    }

    /** @param home the device's folder in sysfs, without links */
    List<Loss> behind(Path home) {
        Set<String> disks = new TreeSet<>();
        for (Path entry : SysfsLinks.children(block)) {
            if (SysfsLinks.real(entry).filter(real -> real.startsWith(home) || multipath(real, home)).isPresent()) {
                disks.add(SysfsLinks.name(entry));
            }
        }
        Set<String> all = withHolders(disks);
        List<Loss> losses = new ArrayList<>();
        losses.addAll(mounted(all));
        losses.addAll(swap(all));
        disks.forEach(disk -> losses.add(new Loss(LossKind.DISK, disk, disk.equals(parent(disk)) ? "a disk"
                : "a partition of " + parent(disk))));
        return losses;
    }

    /**
     * With multipath, an NVMe disk is below a virtual subsystem, which has a link to each controller
     * (drivers/nvme/host/multipath.c).
     */
    private static boolean multipath(Path disk, Path home) {
        for (Path folder = disk.getParent(); folder != null; folder = folder.getParent()) {
            if (SysfsLinks.name(folder).startsWith("nvme-subsys")) {
                return SysfsLinks.children(folder).stream().filter(Files::isSymbolicLink)
                        .flatMap(link -> SysfsLinks.real(link).stream()).anyMatch(real -> real.startsWith(home));
            }
            if (folder.getParent() == null || folder.getParent().getFileName() == null) {
                return false;
            }
        }
        return false;
    }

    /** A partition's folder is in its disk's. */
    private String parent(String name) {
        Path entry = block.resolve(name);
        return Files.exists(entry.resolve("partition")) ? SysfsLinks.real(entry).map(Path::getParent)
                .map(SysfsLinks::name).orElse(name) : name;
    }

    private Set<String> withHolders(Set<String> disks) {
        Set<String> all = new LinkedHashSet<>(disks);
        Deque<String> open = new ArrayDeque<>(disks);
        while (!open.isEmpty()) {
            String name = open.remove();
            List<String> next = new ArrayList<>();
            SysfsLinks.children(block.resolve(name).resolve("holders")).forEach(h -> next.add(SysfsLinks.name(h)));
            SysfsLinks.real(block.resolve(name)).ifPresent(real -> SysfsLinks.children(real).stream()
                    .filter(child -> Files.exists(child.resolve("partition")))
                    .forEach(child -> next.add(SysfsLinks.name(child))));
            next.addAll(sharingBtrfs(name));
            next.stream().filter(all::add).forEach(open::add);
        }
        return all;
    }

    private List<String> sharingBtrfs(String name) {
        for (Path system : SysfsLinks.children(root.sys().resolve("fs/btrfs"))) {
            List<String> members = SysfsLinks.children(system.resolve("devices")).stream().map(SysfsLinks::name)
                    .toList();
            if (members.contains(name)) {
                return members;
            }
        }
        return List.of();
    }

    private List<Loss> mounted(Set<String> names) {
        Set<String> numbers = new HashSet<>();
        names.forEach(name -> numbers.add(SysfsLinks.text(block.resolve(name).resolve("dev"))));
        numbers.remove("");
        Set<Loss> losses = new LinkedHashSet<>();
        for (Path table : mountTables()) {
            for (String line : SysfsLinks.lines(table)) {
                MountLine.parse(line).filter(mount -> numbers.contains(mount.device())
                        || names.contains(mount.sourceName())).ifPresent(mount -> losses.add(new Loss(
                                LossKind.FILE_SYSTEM, mount.sourceName(), "mounted at " + mount.place())));
            }
        }
        return List.copyOf(losses);
    }

    /** One of each mount namespace: a container's file systems are nobody else's business to lose either. */
    private List<Path> mountTables() {
        List<Path> tables = new ArrayList<>(List.of(root.proc().resolve("self/mountinfo")));
        Set<String> seen = new HashSet<>();
        for (Path process : SysfsLinks.children(root.proc())) {
            if (SysfsLinks.name(process).chars().allMatch(Character::isDigit)) {
                Path namespace = process.resolve("ns/mnt");
                String id;
                try {
                    id = Files.readSymbolicLink(namespace).toString();
                } catch (IOException hidden) {
                    continue;
                }
                if (seen.add(id)) {
                    tables.add(process.resolve("mountinfo"));
                }
            }
        }
        return tables;
    }

    /** {@code /proc/swaps}: a line for each, the path first (proc(5)). */
    private List<Loss> swap(Set<String> names) {
        List<Loss> losses = new ArrayList<>();
        for (String line : SysfsLinks.lines(root.proc().resolve("swaps"))) {
            String path = line.split("\\s+")[0];
            String name = path.startsWith("/dev/") ? blockName(path) : "";
            if (names.contains(name)) {
                losses.add(new Loss(LossKind.SWAP, name, "in use as swap"));
            }
        }
        return losses;
    }

    private String blockName(String path) {
        Path node = root.dev().resolve(path.substring("/dev/".length()));
        return SysfsLinks.real(node).map(SysfsLinks::name).orElse(SysfsLinks.name(node));
    }
}
