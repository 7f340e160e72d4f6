// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.util.List;
import org.barscope.mail.parse.Address;

/**
 * A series through all its versions.
 *
 * @param title    of the newest version: the subject of the cover letter, or of the only patch
 * @param author   who posted the newest version
 * @param versions oldest first, at least one
 */
public record PatchSeries(String title, Address author, List<SeriesVersion> versions) {

    /** Copies the versions. */
    public PatchSeries {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a series has at least one version");
        }
    }

    /** The version that counts. */
    public SeriesVersion newest() {
        return versions.getLast();
    }
}
