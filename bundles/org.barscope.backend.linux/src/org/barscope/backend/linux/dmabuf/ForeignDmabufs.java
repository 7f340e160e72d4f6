// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.DmabufListing;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.process.PidFd;

/**
 * Copies descriptors of DMABUFs out of other processes with {@code pidfd_getfd}. Never by opening the path of one under
 * {@code /proc}, which meets a use after free in current kernels.
 */
final class ForeignDmabufs {

    private static final Pattern INODE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DESCRIPTOR = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

    private final SystemRoot root;
    private final DmabufScanner scanner;

    /**
     * A copy.
     *
     * @param descriptor ours, to be closed
     * @param record     what it is
     * @param from       the process and descriptor that it was copied from
     */
    record Copy(FileDescriptor descriptor, DmabufRecord record, Owner from) {
    }

    ForeignDmabufs(SystemRoot root, DmabufScanner scanner) {
        this.root = root;
        this.scanner = scanner;
    }

    /**
     * Copies a descriptor of the buffer that a URI names, from whoever has it.
     *
     * @throws BackendException {@code USAGE} when it names none, {@code NOT_FOUND} when nobody has it, {@code REFUSED}
     *         without the right to copy
     */
    Copy copy(String attempt, RegionUri uri) throws BackendException {
        Matcher named = DESCRIPTOR.matcher(uri.address());
        if (named.matches()) {
            int pid = Integer.parseInt(named.group(1));
            return copy(attempt, new Owner(pid, scanner.command(pid), Integer.parseInt(named.group(2))));
        }
        if (!INODE.matcher(uri.address()).matches()) {
            throw new BackendException(Reason.USAGE, attempt, "'" + uri.address() + "' names no DMABUF",
                    "use its inode, or PROCESS/DESCRIPTOR: dmabuf:4711 or dmabuf:1234/5");
        }
        long inode = Long.parseLong(uri.address());
        DmabufListing all = scanner.scan(true);
        DmabufRecord record = all.dmabufs().stream().filter(d -> d.inode() == inode).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt, "no process "
                        + (all.problems().stream().anyMatch(p -> p.contains("could not be looked at"))
                                ? "that this user may look at " : "") + "holds a DMABUF with this inode",
                        "'barscope dmabufs' lists all"));
        return copyFromAny(attempt, record);
    }

    private Copy copyFromAny(String attempt, DmabufRecord record) throws BackendException {
        BackendException last = null;
        for (Owner owner : record.owners()) {
            if (owner.fd() < 0) {
                continue;
            }
            try {
                Copy copy = copy(attempt, owner);
                if (copy.record().inode() == record.inode()) {
                    return new Copy(copy.descriptor(), record, owner);
                }
                // The process has closed it and opened another under the same number meanwhile.
                copy.descriptor().close();
            } catch (BackendException refused) {
                last = refused;
            }
        }
        if (last != null) {
            throw last;
        }
        throw new BackendException(Reason.REFUSED, attempt, whyNobody(record.owners()), "");
    }

    private static String whyNobody(List<Owner> owners) {
        return owners.isEmpty() ? "only the kernel holds it, no process that could be looked at has a descriptor of it"
                : owners.getFirst() instanceof Owner(int pid, String command, int fd) && fd < 0
                        ? "process " + pid + named(command) + " only maps it and has no descriptor left to copy"
                        : "its owner has closed it meanwhile";
    }

    private static String named(String command) {
        return command.isEmpty() ? "" : " (" + command + ")";
    }

    private Copy copy(String attempt, Owner owner) throws BackendException {
        String words = "fd " + owner.fd() + " of process " + owner.pid() + named(owner.command());
        FileDescriptor descriptor;
        try (PidFd process = PidFd.open(owner.pid())) {
            descriptor = process.copyDescriptor(owner.fd(), "DMABUF copied from " + words);
        } catch (ErrnoException refused) {
            throw refusal(attempt, owner, refused);
        }
        try {
            Optional<DmabufRecord> record = KernelDmabuf.identify(descriptor);
            if (record.isPresent()) {
                return new Copy(descriptor, record.get(), owner);
            }
            descriptor.close();
            throw new BackendException(Reason.REFUSED, attempt, words + " is no DMABUF",
                    "'barscope dmabufs' lists all");
        } catch (IOException unreadable) {
            descriptor.close();
            throw new BackendException(Reason.FAILED, attempt, unreadable.getMessage(), "", unreadable);
        }
    }

    private BackendException refusal(String attempt, Owner owner, ErrnoException refused) {
        String process = "process " + owner.pid() + named(owner.command());
        return switch (refused.errno()) {
            case ESRCH, EINVAL -> new BackendException(Reason.NOT_FOUND, attempt, "there is no process " + owner.pid(),
                    "'barscope dmabufs' lists all DMABUFs and who holds them", refused);
            case EBADF -> new BackendException(Reason.NOT_FOUND, attempt, process + " has no descriptor " + owner.fd(),
                    "'barscope dmabufs' lists all", refused);
            case EPERM, EACCES -> new BackendException(Reason.REFUSED, attempt,
                    "this user may not copy descriptors of " + process, tracing(), refused);
            case ENOSYS -> new BackendException(Reason.REFUSED, attempt,
                    "this kernel or its sandbox has no pidfd_getfd", "", refused);
            default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        };
    }

    /** What it takes to trace a process, which copying descriptors needs. */
    private String tracing() {
        if (HostSystem.effectiveUserId() == 0) {
            return "a sandbox, or the lack of CAP_SYS_PTRACE, keeps even root from it";
        }
        Path scope = root.proc().resolve("sys/kernel/yama/ptrace_scope");
        String value;
        try {
            value = Files.readString(scope).strip();
        } catch (IOException noYama) {
            return "run as root, or as the user of that process";
        }
        return value.equals("0") ? "run as root, or as the user of that process"
                : "run as root (kernel.yama.ptrace_scope is " + value + " here, so being its user is not enough)";
    }
}
