// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /**
     * A patch and the version it is in.
     *
     * @param version which version
     * @param patch   the patch in it
     */
    public record Placed(SeriesVersion version, SeriesPatch patch) {

        /** Such as "v2 1/3 bus: prepare". */
        public String name() {
            return version.label() + " " + patch.index() + "/" + version.total() + " " + patch.title();
        }
    }

    /** All patches of all versions, the oldest version first. */
    public Stream<Placed> patches() {
        return versions.stream().flatMap(version -> version.patches().stream()
                .map(patch -> new Placed(version, patch)));
    }

    /** The patch of the same title in the nearest earlier version that has one. */
    public Optional<Placed> before(Placed patch) {
        int at = versions.indexOf(patch.version());
        return versions.subList(0, Math.max(0, at)).reversed().stream()
                .flatMap(version -> in(version, patch).stream()).findFirst();
    }

    /** The patch of the same title in a version. */
    public Optional<Placed> in(SeriesVersion version, Placed patch) {
        return version.patches().stream().filter(other -> other.title().equalsIgnoreCase(patch.patch().title()))
                .findFirst().map(other -> new Placed(version, other));
    }

    /** The version that counts. */
    public SeriesVersion newest() {
        return versions.getLast();
    }
}
