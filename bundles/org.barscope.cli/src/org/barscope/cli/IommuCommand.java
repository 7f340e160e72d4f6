// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code barscope iommu}: DMABUFs in the address spaces of devices. */
@Command(name = "iommu", mixinStandardHelpOptions = true,
        subcommands = {IommuMapCommand.class, IommuUnmapCommand.class},
        description = "Maps DMABUFs of one device into the address space of another (iommufd), so that it reaches "
            + "them.",
        synopsisSubcommandLabel = "COMMAND")
final class IommuCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
