// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/**
 * The line of text that accompanies a DMABUF over a Unix socket, because a descriptor alone does not say which part of
 * which BAR it is: {@code dmabuf size=0x2000 bar=0000:00:04.0/bar0 ranges=0x0+0x1000,0x3000+0x1000}. Other programs may
 * send whatever they like; what is not such a line is shown as it is.
 *
 * @param device the exporting device
 * @param bar    the index of its BAR
 * @param ranges the parts of the BAR in their order; empty for the whole
 */
public record DmabufMessage(Optional<PciAddress> device, OptionalInt bar, List<Span> ranges) {

    private static final Pattern BAR = Pattern.compile("\\bbar=([0-9a-f:.]+)/bar([0-5])\\b");
    private static final Pattern RANGES = Pattern.compile("\\branges=([0-9a-fx+,]+)");
    private static final Pattern RANGE = Pattern.compile("0x([0-9a-f]{1,15})\\+0x([0-9a-f]{1,15})");
    private static final int HEX = 16;

    public DmabufMessage {
        ranges = List.copyOf(ranges);
    }

    /** The line that goes with a DMABUF, ending in a line feed. */
    public static String of(DmabufRecord dmabuf) {
        StringBuilder line = new StringBuilder("dmabuf size=0x").append(Long.toHexString(dmabuf.size()));
        if (dmabuf.device().isPresent() && dmabuf.bar().isPresent()) {
            line.append(" bar=").append(dmabuf.device().get()).append("/bar").append(dmabuf.bar().getAsInt());
        }
        if (!dmabuf.ranges().isEmpty()) {
            line.append(" ranges=").append(dmabuf.ranges().stream().map(DmabufMessage::range)
                    .collect(Collectors.joining(",")));
        }
        return line.append('\n').toString();
    }

    private static String range(Span span) {
        return "0x" + Long.toHexString(span.offset()) + "+0x" + Long.toHexString(span.length());
    }

    /** What such a line says; nothing for any other text, which comes from a stranger. */
    public static DmabufMessage parse(String text) {
        Matcher bar = BAR.matcher(text);
        if (!text.startsWith("dmabuf ") || !bar.find()) {
            return new DmabufMessage(Optional.empty(), OptionalInt.empty(), List.of());
        }
        Optional<PciAddress> device = PciAddress.tryParse(bar.group(1));
        OptionalInt index = device.isPresent() ? OptionalInt.of(Integer.parseInt(bar.group(2)))
                : OptionalInt.empty();
        Matcher ranges = RANGES.matcher(text);
        return new DmabufMessage(device, index, ranges.find() && device.isPresent()
                ? RANGE.matcher(ranges.group(1)).results().map(r -> new Span(Long.parseLong(r.group(1), HEX),
                        Long.parseLong(r.group(2), HEX))).toList() : List.of());
    }
}
