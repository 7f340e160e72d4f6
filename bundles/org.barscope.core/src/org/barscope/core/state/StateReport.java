// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.state.DeviceState.FieldValue;
import org.barscope.core.state.DeviceState.Value;
import org.barscope.core.state.StateComparison.FieldDifference;
import org.barscope.core.state.StateComparison.RangeDifference;
import org.barscope.core.state.StateComparison.RegisterDifference;
import org.barscope.registers.naming.ValueText;

/** Reports of states and comparisons: Markdown, or one HTML page without anything around it. */
public final class StateReport {

    private final String title;
    private final List<String> facts = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    private record Table(String title, List<String> head, List<List<String>> rows) {
    }

    private StateReport(String title) {
        this.title = title;
    }

    /** A report of one state. */
    public static StateReport of(DeviceState state) {
        StateReport report = new StateReport(state.device() + ": " + state.name());
        report.facts.add("Device " + state.ids() + ", read at " + state.time());
        if (!state.comment().isEmpty()) {
            report.facts.add(state.comment());
        }
        report.facts.addAll(state.problems());
        for (DeviceState.Region region : state.regions()) {
            List<List<String>> rows = new ArrayList<>();
            for (Value value : region.registers()) {
                rows.add(List.of(value.path(), "0x" + Long.toHexString(value.address()), shown(Optional.of(value)),
                        ""));
                value.word().ifPresent(word -> value.fields().stream().filter(FieldValue::readable)
                        .forEach(field -> rows.add(List.of("· " + field.name(), bits(field.msb(), field.lsb()),
                                number(field.of(word), field.msb(), field.lsb()), field.meaning()))));
            }
            report.tables.add(new Table(region.name() + (region.descriptions().isEmpty() ? "" : ", described by "
                    + String.join(", ", region.descriptions())), List.of("Register", "Where", "Value", "Meaning"),
                    rows));
            if (!region.ranges().isEmpty()) {
                report.tables.add(new Table(region.name() + ", bytes", List.of("Offset", "Bytes"), region.ranges()
                        .stream().map(range -> List.of("0x" + Long.toHexString(range.offset()), range.hex()))
                        .toList()));
            }
        }
        return report;
    }

    /** A report of a comparison. */
    public static StateReport of(StateComparison comparison) {
        StateReport report = new StateReport("Changes of " + comparison.left().device());
        report.facts.add("From " + comparison.left().time() + " to " + comparison.right().time() + ": "
                + comparison.registers().size() + " registers differ, " + comparison.same() + " are the same");
        report.facts.addAll(comparison.notes());
        List<List<String>> rows = new ArrayList<>();
        for (RegisterDifference register : comparison.registers()) {
            rows.add(List.of(register.region(), register.path(), shown(register.left()), shown(register.right()), ""));
            for (FieldDifference field : register.fields()) {
                String meaning = field.leftMeaning().equals(field.rightMeaning()) ? field.leftMeaning()
                        : field.leftMeaning() + " → " + field.rightMeaning();
                rows.add(List.of("", "· " + field.name() + " " + bits(field.msb(), field.lsb()),
                        number(field.left(), field.msb(), field.lsb()),
                        number(field.right(), field.msb(), field.lsb()), meaning));
            }
        }
        if (!rows.isEmpty()) {
            report.tables.add(new Table("Registers", List.of("Region", "Register", "Before", "After", "Meaning"),
                    rows));
        }
        List<List<String>> bytes = new ArrayList<>();
        for (RangeDifference range : comparison.ranges()) {
            bytes.add(List.of(range.region(), "0x" + Long.toHexString(range.offset()), range.left(), range.right()));
        }
        if (!bytes.isEmpty()) {
            report.tables.add(new Table("Bytes", List.of("Region", "Offset", "Before", "After"), bytes));
        }
        return report;
    }

    private static String shown(Optional<Value> value) {
        if (value.isEmpty()) {
            return "not there";
        }
        OptionalLong word = value.get().word();
        return word.isPresent() ? ValueText.hex(word.getAsLong(), value.get().bits())
                : "not read: " + value.get().reason();
    }

    private static String bits(int msb, int lsb) {
        return msb == lsb ? "[" + lsb + "]" : "[" + msb + ":" + lsb + "]";
    }

    private static String number(long value, int msb, int lsb) {
        return ValueText.hex(value, msb - lsb + 1);
    }

    /** The report in Markdown (CommonMark with the tables of GitHub). */
    public String markdown() {
        StringBuilder text = new StringBuilder("# ").append(escaped(title)).append("\n\n");
        facts.forEach(fact -> text.append("- ").append(escaped(fact)).append('\n'));
        for (Table table : tables) {
            text.append("\n## ").append(escaped(table.title())).append("\n\n");
            row(text, table.head());
            row(text, table.head().stream().map(head -> "---").toList());
            table.rows().forEach(row -> row(text, row.stream().map(StateReport::escaped).toList()));
        }
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1").replaceAll("\\s+", " ");
    }

    /** The report as an HTML page. */
    public String html() {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="color-scheme" content="light dark">
                """).append("<title>").append(entities(title)).append("</title>\n").append("""
                <style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}
                th,td{border:1px solid #8888;padding:.2em .6em;text-align:left;vertical-align:top}
                td{font-family:monospace;overflow-wrap:anywhere}</style></head><body>
                """).append("<h1>").append(entities(title)).append("</h1>\n<ul>\n");
        facts.forEach(fact -> page.append("<li>").append(entities(fact)).append("</li>\n"));
        page.append("</ul>\n");
        for (Table table : tables) {
            page.append("<h2>").append(entities(table.title())).append("</h2>\n<table>\n<tr>");
            table.head().forEach(head -> page.append("<th>").append(entities(head)).append("</th>"));
            page.append("</tr>\n");
            for (List<String> row : table.rows()) {
                page.append("<tr>");
                row.forEach(cell -> page.append("<td>").append(entities(cell)).append("</td>"));
                page.append("</tr>\n");
            }
            page.append("</table>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private static String entities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
