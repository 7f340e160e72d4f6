// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.formats.DescriptionLoader;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.overrides.Override;
import org.barscope.registers.overrides.Overrider;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;

/**
 * A description, read and corrected by the user's overrides.
 *
 * @param binding     what says that it fits
 * @param description the description with the overrides applied
 * @param problems    one line for each override that found nothing or could not be applied
 * @param warnings    rules of its format that the file breaks without becoming unclear
 */
public record LoadedDescription(Binding binding, DeviceDescription description, List<String> problems,
        List<Fault> warnings) {

    public LoadedDescription {
        Objects.requireNonNull(binding);
        Objects.requireNonNull(description);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the description of a binding. Blocks: for a file of 20 MB about a second.
     *
     * @param attempt what the user wants, for the message of a failure
     * @param files   whose overrides to apply
     * @throws BackendException {@code NOT_FOUND} when it cannot be read, {@code FAILED} when it has errors, its cause
     *         then being the {@link DescriptionException} that lists them
     * @throws java.util.concurrent.CancellationException when the monitor stopped the reading
     */
    public static LoadedDescription load(String attempt, Binding binding, RegisterFiles files, ReadMonitor monitor)
            throws BackendException {
        ReadResult read;
        try {
            read = DescriptionLoader.load(binding, monitor);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the description of '" + binding.name()
                    + "' cannot be read: " + unreadable.getMessage(), "", unreadable);
        } catch (DescriptionException faulty) {
            throw new BackendException(Reason.FAILED, attempt, "the description of '" + binding.name()
                    + "' has errors: " + faulty.getMessage(), "correct the file", faulty);
        }
        List<String> problems = new ArrayList<>();
        Overrider.Result corrected = Overrider.apply(read.description(), overrides(attempt, binding, files));
        corrected.problems().forEach(problem -> problems.add("override " + problem));
        return new LoadedDescription(binding, corrected.description(), problems, read.warnings());
    }

    private static List<Override> overrides(String attempt, Binding binding, RegisterFiles files)
            throws BackendException {
        try {
            return files.overrides(binding);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt, "the overrides in " + files.overridesFile(binding)
                    + " cannot be read: " + unreadable.getMessage(), "", unreadable);
        } catch (DescriptionException faulty) {
            throw new BackendException(Reason.FAILED, attempt, "the file of overrides has errors: "
                    + faulty.getMessage(), "correct the file", faulty);
        }
    }
}
