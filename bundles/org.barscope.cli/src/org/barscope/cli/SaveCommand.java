// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.barscope.app.MachineFiles;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.MachineRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code barscope save FILE}: what is seen of a machine, to be opened on another computer. */
@Command(name = "save", mixinStandardHelpOptions = true,
        description = "Saves what is seen of a machine to a file that opens on another computer.")
final class SaveCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A new file, usually named *.barscope.")
    private Path file;

    @Option(names = "--machine", paramLabel = "ID", defaultValue = "linux",
            description = "Which machine: linux or sim (default: linux).")
    private String machine;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    SaveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        List<MachineRecord> machines = session.machines().discover();
        MachineRecord wanted = machines.stream().filter(m -> m.id().equals(machine)).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, "save " + machine, "there is no such machine",
                        "the machines here are " + machines.stream().map(MachineRecord::id)
                                .collect(Collectors.joining(", "))));
        new MachineFiles().save(wanted, file, force);
        return ExitCode.OK;
    }
}
