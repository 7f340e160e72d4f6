// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barscope.core.backend.RegionUri;

/** A C function that does what some entries did, with the accessors of the Linux kernel ({@code linux/io.h}). */
final class ReplayInC {

    private final StringBuilder arrays = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> devices = new LinkedHashMap<>();

    ReplayInC(List<JournalEntry> entries) {
        entries.stream().filter(entry -> JournalExport.unreplayable(entry).isEmpty())
                .map(entry -> RegionUri.parse(entry.change().subject()).device()).distinct()
                .forEach(device -> devices.put(device, devices.size()));
        for (JournalEntry entry : entries) {
            String why = JournalExport.unreplayable(entry);
            if (why.isEmpty()) {
                line(entry);
            } else {
                body.append("\t/* ").append(why).append(" */\n");
            }
        }
    }

    String text() {
        StringBuilder text = new StringBuilder("/* Recorded by Barscope:\n");
        parameters.forEach((region, name) -> text.append(" *   ").append(name.substring(name.lastIndexOf('*') + 1)
                .replaceFirst(".* ", "")).append(": ").append(region).append('\n'));
        text.append(" */\n").append(arrays).append("static void replay(").append(parameters.isEmpty() ? "void"
                : String.join(", ", parameters.values())).append(")\n{\n").append(body).append("}\n");
        return text.toString();
    }

    private String parameter(RegionUri uri) {
        String name = (uri.region().isEmpty() ? "base" : uri.region().equals("config") ? "pdev" : uri.region())
                .replaceAll("[^a-z0-9]", "_") + (devices.size() > 1 ? "_" + devices.get(uri.device()) : "");
        parameters.put(uri.toString(), (config(uri) ? "struct pci_dev *" : "void __iomem *") + name);
        return name;
    }

    private static boolean config(RegionUri uri) {
        return uri.region().equals("config");
    }

    private void line(JournalEntry entry) {
        Change change = entry.change();
        RegionUri uri = RegionUri.parse(change.subject());
        String base = parameter(uri);
        String remark = JournalExport.remark(entry);
        String end = remark.isEmpty() ? "\n" : "\t/* " + remark + " */\n";
        if (change.kind() == ChangeKind.BLOCK) {
            String array = "block_" + arrays.chars().filter(c -> c == '{').count();
            arrays.append("static const u8 ").append(array).append("[] = {\n");
            for (int i = 0; i < change.data().length(); i += 2) {
                arrays.append(i % 32 == 0 ? "\t" : " ").append("0x").append(change.data(), i, i + 2)
                        .append(i % 32 == 30 ? ",\n" : ",");
            }
            arrays.append(arrays.charAt(arrays.length() - 1) == '\n' ? "};\n" : "\n};\n");
            body.append("\tmemcpy_toio(").append(base).append(" + 0x").append(Long.toHexString(change.offset()))
                    .append(", ").append(array).append(", sizeof(").append(array).append("));").append(end);
            return;
        }
        int bytes = change.accessBits() / 8;
        for (int at = 0; at < change.length(); at += bytes) {
            String where = "0x" + Long.toHexString(change.offset() + at);
            String value = JournalExport.padded(change.value().orElse(0) >>> 8 * at, change.accessBits());
            body.append('\t').append(config(uri) ? configAccess(change, base, where, value)
                    : access(change, base, where, value)).append(end);
        }
    }

    private static String access(Change change, String base, String where, String value) {
        String letter = switch (change.accessBits()) {
            case 8 -> "b";
            case 16 -> "w";
            case 32 -> "l";
            default -> "q";
        };
        return change.kind() == ChangeKind.READ ? "(void)read" + letter + "(" + base + " + " + where + ");"
                : "write" + letter + "(" + value + (letter.equals("q") ? "ULL" : "") + ", " + base + " + " + where
                        + ");";
    }

    private static String configAccess(Change change, String base, String where, String value) {
        String size = switch (change.accessBits()) {
            case 8 -> "byte";
            case 16 -> "word";
            default -> "dword";
        };
        String type = "u" + change.accessBits();
        return change.kind() == ChangeKind.READ
                ? "{ " + type + " ignored; pci_read_config_" + size + "(" + base + ", " + where + ", &ignored); }"
                : "pci_write_config_" + size + "(" + base + ", " + where + ", " + value + ");";
    }
}
