// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.RegionStatus;
import org.barscope.ui.work.Work;

/** What is said of a held DMABUF. */
final class HeldText {

    /** The columns of the list. */
    enum Column {
        NAME("Name", 3, h -> h.record().name().isEmpty() ? "(no name)" : h.record().name()),
        SIZE("Size", 2, h -> Quantity.words(h.record().size())),
        FROM("From", 7, HeldText::from),
        STATE("State", 4, h -> state(h.record().status())),
        INODE("Inode", 2, h -> Long.toUnsignedString(h.record().inode()));

        private final String title;
        private final int weight;
        private final Function<HeldDmabuf, String> text;

        Column(String title, int weight, Function<HeldDmabuf, String> text) {
            this.title = title;
            this.weight = weight;
            this.text = text;
        }

        String title() {
            return title;
        }

        int weight() {
            return weight;
        }

        String of(HeldDmabuf held) {
            return text.apply(held);
        }
    }

    private HeldText() {
    }

    private static String from(HeldDmabuf held) {
        DmabufRecord record = held.record();
        String source = record.device().map(d -> d + (record.bar().isPresent() ? "/bar" + record.bar().getAsInt() : ""))
                .orElse(record.exporter());
        return switch (held.origin()) {
            case CREATED -> "made from " + source;
            case EXPORTED -> "exported from " + source;
            case RECEIVED -> "received (" + source + ")";
            case COPIED -> "copy of another process's (" + source + ")";
        };
    }

    private static String state(RegionStatus status) {
        return status.live() ? "live" : status.state().name().toLowerCase(Locale.ROOT) + ": "
                + status.reason();
    }

    /** Everything there is to say. */
    static String details(HeldDmabuf held, List<IommuMapping> mappings) {
        DmabufRecord record = held.record();
        StringBuilder text = new StringBuilder();
        line(text, "Opens as", held.uri().toString());
        line(text, "Our descriptor", Integer.toString(held.fd()));
        line(text, "Exporter", record.exporter());
        line(text, "State", state(record.status()));
        line(text, "View", held.unmappable().map(why -> "not by mmap: " + why).orElse("by mmap of the DMABUF"));
        for (int i = 0; i < record.ranges().size(); i++) {
            line(text, i == 0 ? "Ranges" : "", "0x" + Long.toHexString(record.ranges().get(i).offset()) + " + "
                    + Quantity.words(record.ranges().get(i).length()));
        }
        line(text, "Attached", record.attachments().isEmpty() ? "no device, or nobody may look"
                : String.join(", ", record.attachments()));
        line(text, "Owners", record.owners().stream().map(o -> o.command() + " (" + o.pid() + (o.fd() < 0
                ? ", mapping only" : ", fd " + o.fd()) + ")").collect(Collectors.joining(", ")));
        for (IommuMapping mapping : mappings) {
            line(text, "Mapped", "for " + mapping.wish().target() + " at 0x" + Long.toHexString(mapping.iova()) + ", "
                    + Quantity.words(mapping.length()) + (mapping.valid() ? "" : ": "
                            + Work.sentence(mapping.reason())));
        }
        for (int i = 0; i < held.history().size(); i++) {
            line(text, i == 0 ? "History" : "", held.history().get(i));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name.isEmpty() ? "" : name + ": ").append(value).append('\n');
    }
}
