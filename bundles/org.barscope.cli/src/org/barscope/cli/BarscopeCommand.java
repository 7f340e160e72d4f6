// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line's root: prints its help. */
@Command(name = "barscope", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Explores PCI devices, their BARs and DMABUFs, and what mailing lists say of them. Without a "
                + "command it opens the workbench.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, ShowCommand.class, DumpCommand.class, RegsCommand.class,
            PokeCommand.class, RunCommand.class, ConsoleCommand.class, JournalCommand.class, UndoCommand.class,
            WatchCommand.class, SnapshotCommand.class, CompareCommand.class, SaveCommand.class, DoctorCommand.class,
            BindCommand.class, UnbindCommand.class,
            ResetCommand.class, RegionsCommand.class, IrqsCommand.class, DmabufsCommand.class, ExportCommand.class,
            ReceiveCommand.class, IommuCommand.class, MailCommand.class, GenerateCompletion.class, HelpCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done", " 1:a defect of Barscope itself", " 2:the command's words make no sense",
            " 3:the device, region, file or message is not there", " 4:it was refused, or it failed"},
        footer = {"", "Regions are named BACKEND:ADDRESS/REGION, for example",
            "  sim:0000:01:00.0/bar0", "  pci:0000:00:04.0/config", "  vfio:0000:00:04.0/bar0",
            "  dmabuf:INODE", "  file:PATH", "",
            "For completion in bash and zsh:", "  source <(barscope generate-completion)"})
final class BarscopeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
