// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.formats;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.barscope.registers.ipxact.IpXactReader;
import org.barscope.registers.json.JsonDescriptionReader;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.rwmem.RwmemReader;
import org.barscope.registers.svd.SvdReader;
import org.barscope.registers.systemrdl.RdlReader;

/** The file formats that descriptions are read from. */
public enum DescriptionFormat {
    /** CMSIS-SVD. */
    SVD("CMSIS-SVD", SvdReader::new),
    /** SystemRDL. */
    SYSTEM_RDL("SystemRDL", RdlReader::new),
    /** IP-XACT component. */
    IP_XACT("IP-XACT", IpXactReader::new),
    /** Register database of rwmem. */
    RWMEM("rwmem register database", RwmemReader::new),
    /** JSON that Barscope writes. */
    JSON("Barscope JSON", JsonDescriptionReader::new);

    private static final int LOOK = 64 << 10;
    // The first tag of an XML file, behind its declaration, comments and processing instructions.
    private static final Pattern ROOT = Pattern.compile("<([A-Za-z_][\\w.-]*:)?([A-Za-z_][\\w.-]*)[\\s/>]");

    private final String label;
    private final Supplier<DescriptionReader> reader;

    DescriptionFormat(String label, Supplier<DescriptionReader> reader) {
        this.label = label;
        this.reader = reader;
    }

    /** Name to show. */
    public String label() {
        return label;
    }

    /** A reader for this format. */
    public DescriptionReader reader() {
        return reader.get();
    }

    /**
     * Tells the format of a file from its content, and for SystemRDL, which has no marks, from its name.
     *
     * @param name name of the file
     * @param content its bytes
     * @return empty when it is none of the known ones
     */
    public static Optional<DescriptionFormat> of(String name, byte[] content) {
        if (RwmemReader.recognises(content)) {
            return Optional.of(RWMEM);
        }
        String start = new String(content, 0, Math.min(content.length, LOOK), StandardCharsets.UTF_8).strip();
        if (name.toLowerCase(Locale.ROOT).endsWith(".rdl")) {
            return Optional.of(SYSTEM_RDL);
        }
        if (start.startsWith("{")) {
            return Optional.of(JSON);
        }
        Matcher root = ROOT.matcher(start);
        if (root.find()) {
            switch (root.group(2)) {
                case "device" -> {
                    return Optional.of(SVD);
                }
                case "component" -> {
                    return Optional.of(IP_XACT);
                }
                default -> {
                    // Some other XML; its name may still say what it was meant to be.
                }
            }
        }
        return name.toLowerCase(Locale.ROOT).endsWith(".svd") ? Optional.of(SVD) : Optional.empty();
    }
}
