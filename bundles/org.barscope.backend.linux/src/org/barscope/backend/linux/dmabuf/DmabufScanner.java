// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.dmabuf.DmabufListing;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;

/** Finds every DMABUF of this computer and who holds it. Any thread; keeps nothing. */
public final class DmabufScanner {

    /** Who exports the BARs of devices that VFIO has. */
    static final String VFIO_EXPORTER = "vfio_pci_core";

    /**
     * How "vfio/pci: Add mmap() for DMABUFs" names the buffers behind a device's own mappings, and how Barscope names
     * those that it maps. Others are free to use such a name, so it only counts for that exporter.
     */
    private static final Pattern VFIO_NAME = Pattern.compile("(?:vfio\\d*:)?([0-9a-f:.]+)/(?:bar)?([0-5])");

    private final SystemRoot root;

    /** @param root where the kernel's file systems are */
    public DmabufScanner(SystemRoot root) {
        this.root = root;
    }

    /**
     * Looks at all processes. Blocks for milliseconds to a second.
     *
     * @param thorough look at mappings even where nothing hints at one without a descriptor
     */
    public DmabufListing scan(boolean thorough) {
        List<String> problems = new ArrayList<>();
        ProcessScan processes = new ProcessScan(root.proc());
        try {
            processes.descriptors();
        } catch (IOException unreadable) {
            problems.add(root.proc() + " cannot be listed: " + unreadable.getMessage());
        }
        Optional<List<BufInfo>> all = bufInfo(problems);
        all.ifPresent(entries -> entries.forEach(entry -> merge(processes.sighting(entry.inode()), entry)));
        if (thorough || processes.found().values().stream().anyMatch(Sighting::unexplained)) {
            processes.mappings();
        }
        if (processes.denied() > 0) {
            problems.addFirst(processes.denied() + (processes.denied() == 1 ? " process" : " processes")
                    + " could not be looked at: permission denied; run as root to see all DMABUFs");
        }
        return new DmabufListing(processes.found().values().stream().map(DmabufScanner::record).toList(), problems);
    }

    private static void merge(Sighting dmabuf, BufInfo entry) {
        dmabuf.size = entry.size();
        dmabuf.exporter = entry.exporter();
        dmabuf.name = entry.name();
        dmabuf.attachments.addAll(entry.attachments());
        dmabuf.references = Math.max(dmabuf.references, entry.references());
    }

    /** All buffers, with what is attached to them; empty when debugfs cannot be read. Blocks briefly. */
    Optional<List<BufInfo>> bufInfo(List<String> problems) {
        Path file = root.sys().resolve("kernel/debug/dma_buf/bufinfo");
        String unknown = "attachments are unknown: ";
        try {
            return Optional.of(BufInfo.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException missing) {
            problems.add(unknown + file + " is not there; mount debugfs, in a kernel with CONFIG_DEBUG_FS");
        } catch (AccessDeniedException denied) {
            problems.add(unknown + file + " may not be read; run as root");
        } catch (IOException unreadable) {
            problems.add(unknown + file + " cannot be read: " + unreadable.getMessage());
        }
        return Optional.empty();
    }

    /** True while a process is there. */
    boolean isAlive(int pid) {
        return Files.exists(root.proc().resolve(Integer.toString(pid)));
    }

    /** The name of a process; empty when it cannot be read. */
    String command(long pid) {
        try {
            return new String(Files.readAllBytes(root.proc().resolve(Long.toString(pid)).resolve("comm")),
                    StandardCharsets.UTF_8).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    private static DmabufRecord record(Sighting seen) {
        List<Owner> owners = new ArrayList<>(seen.owners);
        owners.sort(Comparator.comparingInt(Owner::pid).thenComparingInt(Owner::fd));
        Optional<Matcher> named = Optional.of(VFIO_NAME.matcher(seen.name))
                .filter(name -> seen.exporter.equals(VFIO_EXPORTER) && name.matches());
        Optional<PciAddress> device = named.flatMap(name -> PciAddress.tryParse(name.group(1)));
        OptionalInt bar = device.isPresent() ? OptionalInt.of(Integer.parseInt(named.get().group(2)))
                : OptionalInt.empty();
        return new DmabufRecord(DmabufRecord.SCHEME, seen.inode, seen.size, seen.name, seen.exporter, device, bar,
                List.of(), seen.attachments, owners, RegionStatus.LIVE);
    }
}
