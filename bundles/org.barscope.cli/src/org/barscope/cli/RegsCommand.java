// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.ExportDescription;
import org.barscope.app.ReadRegisters;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.registers.LoadedDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope regs REGION [PATTERN]}: reads registers by name and prints them decoded. */
@Command(name = "regs", mixinStandardHelpOptions = true,
        description = "Reads registers by name, each once with its declared width, and decodes them. Registers whose "
                + "reading has a side effect or that are write-only are shown without a value and never read, nor is "
                + "what no description mentions.",
        footerHeading = "%nPatterns:%n",
        footer = {"  BLOCK.REGISTER.FIELD, matched at its end: CTRL* finds registers by their own",
            "  name, CTRL.FD a field, GEN.* a block. * and ? stay within a part, ** does not;",
            "  REGISTER:FIELD names a field only. Case does not matter.", "",
            "Your own descriptions:",
            "  A file of bindings says which description (CMSIS-SVD, SystemRDL, IP-XACT, rwmem",
            "  or JSON, in the same folder) fits which device, and comes before those built in:",
            "    <bindings>",
            "      <binding name=\"My device\" description=\"my.svd\" region=\"bar0\">",
            "        <match vendor=\"1234\" device=\"11e8\"/>",
            "      </binding>",
            "    </bindings>",
            "  Such files, with their descriptions, are looked for in barscope/descriptions of",
            "  $XDG_CONFIG_HOME (~/.config); corrections made in the register page, in",
            "  barscope/overrides there, hold here too.", "",
            "JSON:",
            "  region, descriptions, problems,",
            "  registers: [{path, name, description, address, bits, accessBits, access,",
            "    state, value, reason, reset: {value, mask}, differsFromReset,",
            "    fields: [{name, msb, lsb, access, value, meaning, meaningText, description}]}]",
            "  States: VALUE, GUARDED (not read, by intent), FAILED (could not be read). Only",
            "  the first has values; reason says why the others have none. What a register",
            "  has not is null. A snapshot also has: snapshot (the file), time; what is not",
            "  kept in it is null."})
final class RegsCommand implements Callable<Integer> {

    private static final String FILE = "file:";

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REGION",
            description = "For example sim:0000:02:00.0/bar0 or pci:0000:00:04.0/config; or a snapshot of a device, "
                    + "a file whose name ends in .barscope-state, of which nothing is read but the file.")
    private String place;

    @Parameters(index = "1", paramLabel = "PATTERN", arity = "0..1",
            description = "Which registers or fields, for example 'CTRL*' (default: all registers).")
    private String pattern;

    @Option(names = "--region", paramLabel = "NAME",
            description = "Which region of a snapshot, for example bar0, where it has several.")
    private String kept;

    @Option(names = "--bindings", paramLabel = "FILE",
            description = "Your own file of bindings; may be given several times.")
    private List<Path> bindings = List.of();

    @Option(names = "--binding", paramLabel = "NAME", description = "Which binding to use where several fit.")
    private String binding;

    @Option(names = "--description", paramLabel = "FILE",
            description = "A description to use for this region, its blocks at their base addresses, whatever else "
                    + "fits; also for files and DMABUFs.")
    private Path description;

    @Option(names = "--export", paramLabel = "FILE",
            description = "Write the description in use to a file instead of reading anything: CMSIS-SVD when its name "
                    + "ends in .svd, JSON when it ends in .json.")
    private Path export;

    @Option(names = "--agree", description = "Also read registers where the region itself asks before reading.")
    private boolean agree;

    @Mixin
    private OpeningOptions opening;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RegsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        return KeptRegisters.isFile(place) ? kept() : read(region());
    }

    private RegionUri region() {
        if (kept != null) {
            throw new ParameterException(spec.commandLine(), "--region belongs to a snapshot; '" + place
                    + "' names its region itself");
        }
        try {
            return RegionUri.parse(place);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), malformed.getMessage(), malformed);
        }
    }

    private int kept() throws BackendException {
        if (export != null || description != null || binding != null || !bindings.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a snapshot has the names and meanings of its registers "
                    + "with it: it cannot be described in another way, nor its description exported");
        }
        Path file = Path.of(place.startsWith(FILE) ? place.substring(FILE.length()) : place);
        KeptRegisters registers = new KeptRegisters(file, CompareCommand.read(file), Optional.ofNullable(kept),
                Optional.ofNullable(pattern));
        if (json) {
            Json.print(spec.commandLine().getOut(), registers::write);
        } else {
            registers.lines().forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.OK;
    }

    private int read(RegionUri region) throws BackendException {
        ReadRegisters registers = new ReadRegisters(session.machines(), session.registerFiles());
        Wish wish = new Wish(bindings, Optional.ofNullable(binding), Optional.ofNullable(description));
        if (export != null) {
            return export(registers.descriptions(region, wish).getFirst());
        }
        ReadRegisters.Result result = registers.run(new ReadRegisters.Request(region, Optional.ofNullable(pattern),
                wish, agree, opening.of(region, false, spec.commandLine().getErr())));
        if (json) {
            Json.print(spec.commandLine().getOut(), generator -> RegisterJson.write(generator, result));
        } else {
            new RegisterTree(result).lines().forEach(spec.commandLine().getOut()::println);
        }
        result.problems().forEach(problem -> spec.commandLine().getErr().println("barscope: not shown: " + problem));
        return ExitCode.OK;
    }

    private int export(LoadedDescription loaded) throws BackendException {
        ExportDescription.run(loaded.description(), export).forEach(loss -> spec.commandLine().getErr()
                .println("barscope: not said in the file: " + loss));
        spec.commandLine().getOut().println("'" + loaded.binding().name() + "' written to " + export);
        return ExitCode.OK;
    }
}
