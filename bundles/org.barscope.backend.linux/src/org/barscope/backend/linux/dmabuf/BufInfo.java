// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One DMABUF as debugfs shows it in {@code dma_buf/bufinfo} ({@code dma_buf_debug_show}, drivers/dma-buf/dma-buf.c).
 *
 * @param inode       its inode
 * @param size        in bytes
 * @param references  how many references to its file there are, of whatever kind
 * @param exporter    who made it
 * @param name        the name somebody gave it; empty for none
 * @param attachments the names of the devices that have attached to it
 */
record BufInfo(long inode, long size, long references, String exporter, String name, List<String> attachments) {

    /** size, flags, mode, count, exporter, inode, name; numbers are filled up with zeros to eight digits at least. */
    private static final Pattern HEAD = Pattern.compile(
            "(\\d{8,18})\\t[0-9a-f]{8}\\t[0-9a-f]{8}\\t(\\d{8,18})\\t([^\\t]*)\\t(\\d{8,18})\\t(.*)");
    private static final String DEVICES = "\tAttached Devices:";
    private static final String NO_NAME = "<none>";

    BufInfo {
        attachments = List.copyOf(attachments);
    }

    /** Reads the whole file. What does not look like an entry is passed over: fences, totals, later additions. */
    static List<BufInfo> parse(String text) {
        List<BufInfo> found = new ArrayList<>();
        Optional<Matcher> head = Optional.empty();
        List<String> devices = new ArrayList<>();
        boolean inDevices = false;
        for (String line : text.split("\n", -1)) {
            Matcher next = HEAD.matcher(line);
            if (next.matches()) {
                head.ifPresent(complete -> found.add(of(complete, devices)));
                head = Optional.of(next);
                devices.clear();
                inDevices = false;
            } else if (line.equals(DEVICES)) {
                inDevices = true;
            } else if (inDevices && line.startsWith("\t")) {
                devices.add(line.strip());
            } else {
                inDevices = false;
            }
        }
        head.ifPresent(complete -> found.add(of(complete, devices)));
        return List.copyOf(found);
    }

    private static BufInfo of(Matcher head, List<String> devices) {
        String name = head.group(5);
        return new BufInfo(Long.parseLong(head.group(4)), Long.parseLong(head.group(1)),
                Long.parseLong(head.group(2)), head.group(3), name.equals(NO_NAME) ? "" : name, devices);
    }
}
