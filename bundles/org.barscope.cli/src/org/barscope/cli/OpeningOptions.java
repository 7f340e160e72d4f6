// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import picocli.CommandLine.Option;

/** The options of every command that opens a region: what its user accepts, and by which route. */
final class OpeningOptions {

    private static final String VFIO = "vfio";

    @Option(names = "--beside-driver", description = "Accept to read a device that a kernel driver owns.")
    private boolean besideDriver;

    @Option(names = "--accept-reset",
            description = "Accept that opening through VFIO resets the device. A region named vfio: says so by itself.")
    private boolean acceptReset;

    @Option(names = "--route", paramLabel = "ID",
            description = "Use this route and no other: dmabuf, mmap or pread of a VFIO device, or sysfs.")
    private String route;

    /** What the user accepts for a region. Tells, once, that a device will be reset where that was not said aloud. */
    OpenOptions of(RegionUri region, boolean writable, PrintWriter err) {
        boolean named = region.scheme().equals(VFIO);
        if (named && !acceptReset) {
            err.println("barscope: note: " + region.device() + " is opened through VFIO, which resets the device and "
                    + "resets it again when it is closed");
        }
        return new OpenOptions(writable, besideDriver, acceptReset || named, Optional.ofNullable(route));
    }
}
