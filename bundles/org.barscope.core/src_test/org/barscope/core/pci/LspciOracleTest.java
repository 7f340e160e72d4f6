// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The decoder against the peer that every driver developer trusts: the same bytes through {@code lspci -vvv -F}, word
 * for word.
 */
class LspciOracleTest {

    private static final PciIds IDS = PciIds.ofSystem();

    @TempDir
    private Path directory;

    private Lspci lspci;

    static List<String> dumps() {
        return ConfigDump.RESOURCES;
    }

    @BeforeEach
    void findLspci() throws IOException, InterruptedException {
        Optional<Lspci> found = Lspci.find();
        assumeTrue(found.isPresent(), "lspci is not installed (package pciutils), nothing to compare with");
        lspci = found.get();
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void agreesOnSavedDump(String dump) throws IOException, InterruptedException {
        compare(ConfigDump.resource(dump));
    }

    @Test
    void agreesOnEveryDeviceOfThisMachine() throws IOException, InterruptedException {
        List<ConfigDump.Function> machine = lspci.machine();
        assumeTrue(!machine.isEmpty(), "this machine has no PCI devices");
        compare(machine);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesOnRandomContentOfEveryCapability(long seed) throws IOException, InterruptedException {
        compare(new RandomFunctions(seed).functions(220));
    }

    @Test
    void fieldsHoldTheNumbersThatLspciPrints() throws IOException, InterruptedException {
        List<ConfigDump.Function> functions = new ArrayList<>(new RandomFunctions(21).functions(400));
        LspciFields fields = new LspciFields();
        compareFields(fields, functions);
        for (String dump : ConfigDump.RESOURCES) {
            compareFields(fields, ConfigDump.resource(dump));
        }
        assertEquals(List.of(), fields.differences());
        if (lspci.version().startsWith("3.9.")) {
            assertEquals(List.of(), fields.unused(), "rules that nothing was compared with");
        }
    }

    private void compareFields(LspciFields fields, List<ConfigDump.Function> functions)
            throws IOException, InterruptedException {
        Map<PciAddress, Lspci.Function> theirs = lspci.describe(functions, directory);
        for (ConfigDump.Function function : functions) {
            fields.compare(function.address(), theirs.get(function.address()), ConfigSpace.decode(function.bytes()));
        }
    }

    private void compare(List<ConfigDump.Function> functions) throws IOException, InterruptedException {
        Map<PciAddress, Lspci.Function> theirs = lspci.describe(functions, directory);
        assertEquals(functions.size(), theirs.size(), "functions that lspci found in the dump");
        LspciComparison comparison = new LspciComparison(lspci.version());
        for (ConfigDump.Function function : functions) {
            comparison.compare(function.address(), theirs.get(function.address()),
                    ConfigSpace.decode(function.bytes()), IDS);
        }
        assertTrue(comparison.compared() > 20 * functions.size(),
                "only " + comparison.compared() + " words were compared");
        assertTrue(comparison.differences().isEmpty(), () -> comparison.differences().size()
                + " differences from lspci " + lspci.version() + ":\n"
                + String.join("\n", comparison.differences().stream().limit(40).toList()));
    }
}
