// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.app.DescribeRegion.Wish;
import picocli.CommandLine.Option;

/** The options of every command that names registers: whose descriptions to use. */
final class DescriptionOptions {

    @Option(names = "--bindings", paramLabel = "FILE",
            description = "Your own file of bindings; may be given several times.")
    private List<Path> bindings = List.of();

    @Option(names = "--binding", paramLabel = "NAME", description = "Which binding to use where several fit.")
    private String binding;

    @Option(names = "--description", paramLabel = "FILE",
            description = "A description to use for this region, its blocks at their base addresses.")
    private Path description;

    Wish wish() {
        return new Wish(bindings, Optional.ofNullable(binding), Optional.ofNullable(description));
    }
}
