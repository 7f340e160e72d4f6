// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.address.Scope;
import org.barscope.model.Bookmark;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.region.OpenRegion;

/** The names that a region's offsets have: of its registers, and of the user's bookmarks. UI thread only. */
final class RegionScope implements Scope {

    private final OpenRegion region;
    private final List<Bookmark> bookmarks;

    /**
     * A name and what it names.
     *
     * @param name   as it can be typed
     * @param detail what else is to be said of it, one line
     */
    record Place(String name, Span span, String detail) {
    }

    /** @param bookmarks those of the region */
    RegionScope(OpenRegion region, List<Bookmark> bookmarks) {
        this.region = region;
        this.bookmarks = bookmarks;
    }

    @Override
    public long here() {
        return region.selection().span().map(Span::offset).orElse(0L);
    }

    @Override
    public long end() {
        return region.info().size();
    }

    @Override
    public OptionalLong bus() {
        return region.info().busAddress();
    }

    @Override
    public OptionalLong named(String name) {
        return places().filter(place -> place.name().equalsIgnoreCase(name)).findFirst()
                .or(() -> only(places().filter(place -> endsWith(place.name(), name)).limit(2).toList()))
                .map(place -> OptionalLong.of(place.span().offset())).orElse(OptionalLong.empty());
    }

    /** The last parts of a path will do when they mean one register only. */
    private static boolean endsWith(String path, String name) {
        return path.length() > name.length() && path.charAt(path.length() - name.length() - 1) == '.'
                && path.regionMatches(true, path.length() - name.length(), name, 0, name.length());
    }

    private static Optional<Place> only(List<Place> found) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** All names: bookmarks first, then registers by address. */
    Stream<Place> places() {
        Stream<Place> marks = bookmarks.stream().map(mark -> new Place(mark.getLabel(),
                new Span(mark.getOffset(), Math.max(1, mark.getLength())), "bookmark"));
        Stream<Place> registers = region.description().registers().stream().flatMap(known -> known.registers().stream())
                .map(register -> new Place(register.path(), span(register), described(register)));
        return Stream.concat(marks, registers);
    }

    private static Span span(RegisterInstance register) {
        return new Span(register.address(), register.register().bytes());
    }

    private static String described(RegisterInstance register) {
        return register.register().size() + "-bit register"
                + register.guard().map(guard -> ", guarded: " + guard.reason()).orElse("");
    }

    /** What lies at an offset, the most precise first. */
    List<Place> at(long offset) {
        List<Place> found = new ArrayList<>(places().filter(place -> place.span().offset() <= offset
                && offset < place.span().end()).toList());
        found.sort((a, b) -> Long.compare(a.span().length(), b.span().length()));
        return found;
    }
}
