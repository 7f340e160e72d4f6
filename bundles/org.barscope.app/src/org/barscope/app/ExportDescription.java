// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.registers.json.JsonDescriptionWriter;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.svd.SvdWriter;

/** Writes a description to a file, as CMSIS-SVD or as JSON. */
public final class ExportDescription {

    private ExportDescription() {
    }

    /**
     * Writes. Blocks.
     *
     * @param file its name ends in {@code .svd} or {@code .json} and says the format; an existing file is replaced
     * @return what the format cannot say, a line each; JSON says all
     * @throws BackendException {@code USAGE} for another ending, {@code FAILED} when the file cannot be written
     */
    public static List<String> run(DeviceDescription description, Path file) throws BackendException {
        String attempt = "export the description to " + file;
        String name = file.toString().toLowerCase(Locale.ROOT);
        String text;
        List<String> losses = List.of();
        if (name.endsWith(".svd")) {
            SvdWriter.Result written = SvdWriter.write(description);
            text = written.xml();
            losses = written.losses();
        } else if (name.endsWith(".json")) {
            text = JsonDescriptionWriter.write(description);
        } else {
            throw new BackendException(Reason.USAGE, attempt, "its name says no format",
                    "let it end in .svd or .json");
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new BackendException(Reason.FAILED, attempt, "the file cannot be written: "
                    + unwritable.getMessage(), "", unwritable);
        }
        return losses;
    }
}
