// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Samples of watches as comma-separated values: {@code time,region,name,value,marked}, by time. A value that could not
 * be read is empty.
 */
public final class WatchCsv {

    /** The first line. */
    public static final String HEADER = "time,region,name,value,marked";

    private WatchCsv() {
    }

    private record Line(Sample sample, Watch watch) {
    }

    /** Writes all that the watches still have. */
    public static void write(List<Watch> watches, Appendable out) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Watch watch : watches) {
            watch.samples(0).forEach(sample -> lines.add(new Line(sample, watch)));
        }
        lines.sort(Comparator.comparing(line -> line.sample().time()));
        out.append(HEADER).append("\r\n");
        for (Line line : lines) {
            out.append(row(line.watch(), line.sample())).append("\r\n");
        }
    }

    /** One sample, without a line end. */
    public static String row(Watch watch, Sample sample) {
        String value = sample.value().isPresent() ? "0x" + Long.toHexString(sample.value().getAsLong()) : "";
        return sample.time() + "," + watch.uri() + "," + watch.what().name() + "," + value + ","
                + (sample.marked() ? "marked" : "");
    }
}
