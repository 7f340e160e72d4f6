// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.barscope.backend.linux.discovery.GroupDrivers;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.backend.linux.vfio.StepException.Step;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.linux.libc.Errno;

/** Chooses the way to open a device by what the kernel and this user's rights allow, and explains what fails. */
final class VfioOpening {

    private static final String PREFIX = "vfio";
    private static final String FORCED = "only this way is allowed by the setting " + VfioPreference.PROPERTY;

    /**
     * A device that was opened.
     *
     * @param refused the better ways that were tried, and why each was refused
     */
    record Opened(VfioHandle handle, List<Refusal> refused) {
        Opened {
            refused = List.copyOf(refused);
        }
    }

    private final SystemRoot root;
    private final VfioKernel kernel;
    private final Supplier<VfioPreference> preference;
    private final OpenRefusals refusals;

    VfioOpening(SystemRoot root, VfioKernel kernel, Supplier<VfioPreference> preference) {
        this.root = root;
        this.kernel = kernel;
        this.preference = preference;
        this.refusals = new OpenRefusals(root);
    }

    /** Whether a driver of VFIO has the device. */
    static boolean withVfio(PciDeviceRecord device) {
        return device.driver().filter(GroupDrivers::ofVfio).isPresent();
    }

    void requireWithVfio(String attempt, PciDeviceRecord device) throws BackendException {
        if (!withVfio(device)) {
            throw new BackendException(Reason.REFUSED, attempt, device.driver()
                    .map(name -> "the kernel driver '" + name + "' has the device").orElse("no driver has the device")
                    + ", and not vfio-pci", "give it to VFIO: barscope bind " + device.address());
        }
    }

    /**
     * Opens it by the best way that works. The refusals of better ways are in the result.
     *
     * @throws BackendException with the sentence of the last way that was tried
     */
    Opened open(String attempt, PciDeviceRecord device) throws BackendException {
        VfioPreference wanted = preference.get();
        List<Refusal> refused = new ArrayList<>();
        if (wanted != VfioPreference.GROUP) {
            Optional<String> missing = missingCdev(device);
            if (missing.isEmpty()) {
                try {
                    return new Opened(kernel.openByCdev(device.address(), cdev(device).orElseThrow()), List.of());
                } catch (StepException no) {
                    BackendException sentence = refusals.explain(attempt, device, nodes(device), no);
                    if (wanted == VfioPreference.CDEV || !otherWayMayHelp(no)) {
                        throw sentence;
                    }
                    refused.add(new Refusal(OpenWay.CDEV, sentence.why()));
                }
            } else if (wanted == VfioPreference.CDEV) {
                throw new BackendException(Reason.REFUSED, attempt, missing.get(), FORCED);
            } else {
                refused.add(new Refusal(OpenWay.CDEV, missing.get()));
            }
        }
        return new Opened(byGroup(attempt, device), refused);
    }

    /** A device that is in use, or gone, is so by either way. */
    private static boolean otherWayMayHelp(StepException no) {
        return no.step() == Step.OPEN_IOMMUFD || no.step() == Step.ATTACH
                || no.problem().errno() == Errno.EACCES || no.problem().errno() == Errno.EPERM
                || no.problem().errno() == Errno.ENOENT || no.problem().errno() == Errno.ENOTTY
                || no.problem().errno() == Errno.EINVAL;
    }

    private VfioHandle byGroup(String attempt, PciDeviceRecord device) throws BackendException {
        Path normal = groupFile(device, "");
        Path unprotected = groupFile(device, "noiommu-");
        boolean noIommu = Files.notExists(normal) && Files.exists(unprotected);
        if (device.iommuGroup().isEmpty()) {
            throw new BackendException(Reason.REFUSED, attempt, "the device is in no IOMMU group", "VFIO needs an "
                    + "IOMMU: enable it in the firmware and on the kernel's command line ('barscope doctor' says how)");
        }
        try {
            return kernel.openByGroup(device.address(), noIommu ? unprotected : normal,
                    device.iommuGroup().getAsInt(), noIommu);
        } catch (StepException no) {
            throw refusals.explain(attempt, device, nodes(device), no);
        }
    }

    private Path groupFile(PciDeviceRecord device, String prefix) {
        return root.dev().resolve("vfio/" + prefix + device.iommuGroup().orElse(0));
    }

    /** What a process that holds the device would have open. */
    private Set<String> nodes(PciDeviceRecord device) {
        List<String> nodes = new ArrayList<>();
        nodes.add(groupFile(device, "").toString());
        nodes.add(groupFile(device, "noiommu-").toString());
        cdev(device).ifPresent(file -> nodes.add(file.toString()));
        return Set.copyOf(nodes);
    }

    /** Why the device has no character device that could be opened; empty when it has. */
    private Optional<String> missingCdev(PciDeviceRecord device) {
        Optional<Path> file = cdev(device);
        if (file.isEmpty()) {
            return Optional.of("the kernel makes no character device for it (CONFIG_VFIO_DEVICE_CDEV)");
        }
        if (Files.notExists(root.dev().resolve("iommu"))) {
            return Optional.of(root.dev().resolve("iommu") + " is not there (CONFIG_IOMMUFD)");
        }
        return Files.exists(file.get()) ? Optional.empty() : Optional.of(file.get() + " is not there");
    }

    /** {@code vfio-dev/vfioN} of the device names it (Documentation/driver-api/vfio.rst). */
    private Optional<Path> cdev(PciDeviceRecord device) {
        Path folder = root.device(device.address()).resolve("vfio-dev");
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).filter(name -> name.startsWith(PREFIX))
                    .sorted().findFirst().map(name -> root.dev().resolve("vfio/devices").resolve(name))
                    // Without CONFIG_VFIO_DEVICE_CDEV the folder is there all the same, but names no character device.
                    .filter(file -> Files.exists(folder.resolve(file.getFileName()).resolve("dev")));
        } catch (IOException | UncheckedIOException none) {
            return Optional.empty();
        }
    }
}
