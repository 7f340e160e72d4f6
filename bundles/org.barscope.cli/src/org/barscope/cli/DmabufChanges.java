// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;

/** What is different between one list of DMABUFs and the next, in lines. */
final class DmabufChanges {

    private Map<Long, DmabufRecord> known;

    DmabufChanges(List<DmabufRecord> first) {
        known = byInode(first);
    }

    private static Map<Long, DmabufRecord> byInode(List<DmabufRecord> all) {
        return all.stream().collect(Collectors.toMap(DmabufRecord::inode, Function.identity(), (a, b) -> a,
                TreeMap::new));
    }

    /** The lines from the list before to this one. */
    synchronized List<String> next(List<DmabufRecord> list) {
        String time = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<Long, DmabufRecord> now = byInode(list);
        List<String> lines = new ArrayList<>();
        now.forEach((inode, dmabuf) -> {
            DmabufRecord before = known.get(inode);
            if (before == null) {
                lines.add(time + " new: " + DmabufText.headline(dmabuf) + owners(dmabuf));
                return;
            }
            if (!DmabufText.headline(before).equals(DmabufText.headline(dmabuf))) {
                lines.add(time + " now: " + DmabufText.headline(dmabuf));
            }
            dmabuf.owners().stream().filter(o -> !before.owners().contains(o)).forEach(o -> lines.add(time + " "
                    + dmabuf.uri() + ": " + owner(o) + " holds it too"));
            before.owners().stream().filter(o -> !dmabuf.owners().contains(o)).forEach(o -> lines.add(time + " "
                    + dmabuf.uri() + ": " + owner(o) + " holds it no longer"));
            if (!before.attachments().equals(dmabuf.attachments())) {
                lines.add(time + " " + dmabuf.uri() + ": attached " + (dmabuf.attachments().isEmpty() ? "to nothing"
                        : "to " + Terminal.plain(String.join(", ", dmabuf.attachments()))));
            }
        });
        known.forEach((inode, dmabuf) -> {
            if (!now.containsKey(inode)) {
                lines.add(time + " gone: " + DmabufText.headline(dmabuf));
            }
        });
        known = now;
        return lines;
    }

    private static String owners(DmabufRecord dmabuf) {
        return dmabuf.owners().isEmpty() ? "" : ", " + dmabuf.owners().stream().map(DmabufChanges::owner)
                .collect(Collectors.joining("; "));
    }

    private static String owner(Owner owner) {
        return "pid " + owner.pid() + (owner.command().isEmpty() ? "" : " " + Terminal.plain(owner.command()))
                + (owner.fd() < 0 ? " (mapped)" : " (fd " + owner.fd() + ")");
    }
}
