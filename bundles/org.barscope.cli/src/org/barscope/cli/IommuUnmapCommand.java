// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.dmabuf.DmabufService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope iommu unmap PID IOVA LENGTH}: ends a mapping that another process has. */
@Command(name = "unmap", mixinStandardHelpOptions = true,
        description = "Ends a mapping of another process: 'iommu map' that still runs, or any program with an iommufd. "
            + "Takes the right to trace that process.")
final class IommuUnmapCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PID", description = "The process.")
    private int pid;

    @Parameters(index = "1", paramLabel = "IOVA", converter = Converters.Number.class,
            description = "Where the mapping begins.")
    private Long iova;

    @Parameters(index = "2", paramLabel = "LENGTH", converter = Converters.Number.class,
            description = "Its length in bytes.")
    private Long length;

    @Option(names = "--address-space", paramLabel = "N", required = true,
            description = "The number of the address space (IOAS) in that process.")
    private int addressSpace;

    IommuUnmapCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        session.machines().backends().stream().map(Backend::dmabufs).flatMap(Optional::stream)
                .map(DmabufService::addressSpaces).flatMap(Optional::stream).findFirst()
                .orElseThrow(() -> new BackendException(Reason.REFUSED, "unmap " + Json.hex(iova, 1),
                        "no machine here has address spaces of devices", "it takes Linux with iommufd"))
                .unmapElsewhere(pid, addressSpace, iova, length);
        spec.commandLine().getOut().println("unmapped " + Json.hex(length, 1) + " bytes at " + Json.hex(iova, 1));
        return ExitCode.OK;
    }
}
