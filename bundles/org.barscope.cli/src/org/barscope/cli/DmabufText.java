// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.memory.Span;

/** DMABUFs as text. Names come from strangers and are made plain. */
final class DmabufText {

    private DmabufText() {
    }

    /** One line: {@code dmabuf:42 64K udmabuf "frame" 0000:00:04.0/bar0 0x0+0x1000 REVOKED: reason}. */
    static String headline(DmabufRecord dmabuf) {
        StringBuilder line = new StringBuilder(dmabuf.uri().toString()).append(' ')
                .append(DeviceText.size(dmabuf.size())).append(' ')
                .append(dmabuf.exporter().isEmpty() ? "unknown exporter" : Terminal.plain(dmabuf.exporter()));
        if (!dmabuf.name().isEmpty()) {
            line.append(" \"").append(oneLine(dmabuf.name())).append('"');
        }
        dmabuf.device().ifPresent(device -> line.append(' ').append(device).append(dmabuf.bar().isPresent()
                ? "/bar" + dmabuf.bar().getAsInt() : ""));
        if (!dmabuf.ranges().isEmpty()) {
            line.append(' ').append(dmabuf.ranges().stream().map(DmabufText::range).collect(Collectors.joining(",")));
        }
        if (!dmabuf.status().live()) {
            line.append(' ').append(dmabuf.status().state()).append(": ").append(dmabuf.status().reason());
        }
        return line.toString();
    }

    static String range(Span span) {
        return Json.hex(span.offset(), 1) + "+" + Json.hex(span.length(), 1);
    }

    private static String oneLine(String name) {
        return Terminal.plain(name).replace('\n', ' ').replace('\t', ' ');
    }

    /** The headline, then one indented line for each owner and attachment. */
    static void print(PrintWriter out, DmabufRecord dmabuf) {
        out.println(headline(dmabuf));
        for (Owner owner : dmabuf.owners()) {
            out.println("  pid " + owner.pid() + (owner.command().isEmpty() ? "" : " " + oneLine(owner.command()))
                    + (owner.fd() < 0 ? ", mapped" : ", fd " + owner.fd()));
        }
        if (dmabuf.owners().isEmpty()) {
            out.println("  no process that could be looked at");
        }
        dmabuf.attachments().forEach(device -> out.println("  attached: " + Terminal.plain(device)));
    }

    /** What only whoever holds it knows. */
    static void printHeld(PrintWriter out, HeldDmabuf held) {
        print(out, held.record());
        out.println("  held here: pid " + ProcessHandle.current().pid() + ", fd " + held.fd());
        out.println(held.unmappable().map(why -> "  cannot be mapped as a DMABUF: " + why
                + (held.origin() == HeldDmabuf.Origin.EXPORTED ? "; here it is read through its device" : ""))
                .orElse("  can be mapped as a DMABUF"));
    }
}
