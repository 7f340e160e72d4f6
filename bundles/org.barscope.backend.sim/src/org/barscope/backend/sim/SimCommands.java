// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.pci.PciAddress;

/**
 * The commands that break and mend a machine, as text. Words are separated by blanks; addresses are PCI addresses,
 * offsets decimal or with 0x.
 *
 * <pre>
 * revoke ADDRESS REGION [REASON …]       restore ADDRESS REGION
 * truncate ADDRESS REGION OFFSET         slow ADDRESS MILLISECONDS
 * remove ADDRESS                         replug ADDRESS
 * counts ADDRESS REGION                  help
 * </pre>
 */
final class SimCommands {

    private static final String HELP = "commands: revoke ADDRESS REGION [REASON]; truncate ADDRESS REGION OFFSET; "
            + "restore ADDRESS REGION; remove ADDRESS; replug ADDRESS; slow ADDRESS MILLISECONDS; "
            + "counts ADDRESS REGION; help";

    private final SimMachine machine;

    SimCommands(SimMachine machine) {
        this.machine = machine;
    }

    /** Does what a line says. Answers with one line that starts with {@code ok} or {@code error: }. */
    String run(String line) {
        List<String> words = Arrays.stream(line.strip().split("\\s+")).toList();
        try {
            return run(words.getFirst(), words.subList(1, words.size()));
        } catch (BackendException | IllegalArgumentException refused) {
            return "error: " + refused.getMessage();
        }
    }

    private String run(String verb, List<String> words) throws BackendException {
        SimFaults faults = machine.faults();
        switch (verb) {
            case "revoke" -> {
                expect(words, 2, Integer.MAX_VALUE);
                String reason = String.join(" ", words.subList(2, words.size()));
                faults.revoke(device(words), words.get(1), reason.isEmpty() ? "revoked on demand" : reason);
            }
            case "truncate" -> {
                expect(words, 3, 3);
                faults.truncate(device(words), words.get(1), number(words.get(2)), "truncated on demand");
            }
            case "restore" -> {
                expect(words, 2, 2);
                faults.restore(device(words), words.get(1));
            }
            case "remove" -> {
                expect(words, 1, 1);
                faults.remove(device(words));
            }
            case "replug" -> {
                expect(words, 1, 1);
                faults.replug(device(words));
            }
            case "slow" -> {
                expect(words, 2, 2);
                faults.slow(device(words), Duration.ofMillis(number(words.get(1))));
            }
            case "counts" -> {
                expect(words, 2, 2);
                return counts(device(words), words.get(1));
            }
            case "help" -> {
                return "ok " + HELP;
            }
            default -> throw new IllegalArgumentException("unknown command '" + verb + "'; " + HELP);
        }
        return "ok";
    }

    private String counts(PciAddress device, String region) throws BackendException {
        machine.function(device, "count accesses to sim:" + device);
        AccessCounts.Totals totals = machine.accessCounts().totals(new RegionUri(SimBackend.ID, device.toString(),
                region));
        return "ok reads " + totals.reads() + " writes " + totals.writes() + " blocks " + totals.blocks();
    }

    private static void expect(List<String> words, int least, int most) {
        if (words.size() < least || words.size() > most) {
            throw new IllegalArgumentException("wrong number of words; " + HELP);
        }
    }

    private static PciAddress device(List<String> words) {
        return PciAddress.parse(words.getFirst());
    }

    private static long number(String text) {
        try {
            boolean hex = text.startsWith("0x") || text.startsWith("0X");
            return hex ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("'" + text + "' is not a number", wrong);
        }
    }
}
