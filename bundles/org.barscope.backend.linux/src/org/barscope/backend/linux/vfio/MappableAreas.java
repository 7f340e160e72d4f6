// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.barscope.core.memory.Span;
import org.barscope.linux.uapi.vfio.RegionCapability.Area;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;

/** Which parts of a region may be mapped: what the kernel allows, without the pages of what must not be touched. */
final class MappableAreas {

    private MappableAreas() {
    }

    /**
     * @param forbidden what must not be mapped; whole pages around it are left out
     * @param page      the page size
     * @return the parts by offset, each beginning at a page
     */
    static List<Span> of(VfioRegionInfo region, List<Span> forbidden, long page) {
        List<Span> holes = forbidden.stream().map(span -> {
            long start = span.offset() & -page;
            return new Span(start, (span.end() + page - 1 & -page) - start);
        }).sorted(Comparator.comparingLong(Span::offset)).toList();
        List<Span> areas = new ArrayList<>();
        for (Area area : region.mappableAreas()) {
            long at = area.offset();
            long end = Math.min(area.offset() + area.size(), region.size());
            for (Span hole : holes) {
                add(areas, at, Math.min(hole.offset(), end));
                at = Math.max(at, hole.end());
            }
            add(areas, at, end);
        }
        areas.sort(Comparator.comparingLong(Span::offset));
        return List.copyOf(areas);
    }

    private static void add(List<Span> areas, long start, long end) {
        if (start < end) {
            areas.add(new Span(start, end - start));
        }
    }
}
