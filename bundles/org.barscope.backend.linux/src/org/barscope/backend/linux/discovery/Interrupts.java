// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.barscope.core.inventory.IrqRecord;

/**
 * Which interrupts a device has, from its {@code irq} and {@code msi_irqs}, and how often each has fired, from
 * {@code /proc/interrupts} (proc(5)).
 */
final class Interrupts {

    /** The kernel counts in 32 bits for each processor (include/linux/irqdesc.h). */
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,10}");

    private final Map<Integer, Long> counts;

    private Interrupts(Map<Integer, Long> counts) {
        this.counts = counts;
    }

    /** Reads the counts; without them, every count is unknown. */
    static Interrupts read(Path proc, List<String> problems) {
        try {
            return parse(Files.readAllLines(proc.resolve("interrupts")));
        } catch (IOException problem) {
            problems.add("interrupt counts are unknown: '" + proc.resolve("interrupts") + "' cannot be read: "
                    + Attributes.reason(problem));
            return new Interrupts(Map.of());
        }
    }

    /** One line an interrupt: number, a count for each processor, then words about it. */
    static Interrupts parse(List<String> lines) {
        Map<Integer, Long> counts = new HashMap<>();
        int processors = lines.isEmpty() ? 0 : lines.getFirst().strip().split("\\s+").length;
        for (String line : lines) {
            int colon = line.indexOf(':');
            OptionalInt number = Attributes.digits(colon < 0 ? "" : line.substring(0, colon).strip());
            if (number.isEmpty()) {
                continue;
            }
            String[] words = line.substring(colon + 1).strip().split("\\s+");
            long sum = 0;
            for (int i = 0; i < Math.min(processors, words.length); i++) {
                if (!COUNT.matcher(words[i]).matches()) {
                    break;
                }
                sum += Long.parseLong(words[i]);
            }
            counts.put(number.getAsInt(), sum);
        }
        return new Interrupts(counts);
    }

    List<IrqRecord> of(Attributes device) {
        List<Integer> numbers = new ArrayList<>();
        for (String name : device.names("msi_irqs")) {
            Attributes.digits(name).ifPresent(numbers::add);
        }
        numbers.sort(null);
        List<IrqRecord> irqs = new ArrayList<>();
        for (int number : numbers) {
            boolean msix = device.text("msi_irqs/" + number).filter("msix"::equals).isPresent();
            // The kernel numbers the vectors of a device in order when it sets them up.
            irqs.add(new IrqRecord(msix ? IrqRecord.Kind.MSIX : IrqRecord.Kind.MSI, irqs.size(), number,
                    count(number)));
        }
        int pin = device.number("irq", Integer.MAX_VALUE).orElse(0);
        if (irqs.isEmpty() && pin > 0) {
            irqs.add(new IrqRecord(IrqRecord.Kind.INTX, 0, pin, count(pin)));
        }
        return irqs;
    }

    private long count(int number) {
        return counts.getOrDefault(number, counts.isEmpty() ? -1L : 0L);
    }
}
