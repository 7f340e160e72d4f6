// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which entries of a journal to show. Immutable.
 *
 * @param text    words that must all be found, in any case: in the region, register, fields, values, origin, outcome,
 *                detail or comments; empty for no such condition
 * @param kinds   the kinds to show; empty for all
 * @param origins the origins to show; empty for all
 * @param subject what the region or device begins with; empty for all
 * @param from    the earliest time
 * @param to      the latest time
 */
public record JournalFilter(String text, Set<ChangeKind> kinds, Set<Origin.Kind> origins, String subject,
        Optional<Instant> from, Optional<Instant> to) implements Predicate<JournalEntry> {

    /** Everything. */
    public static final JournalFilter ALL =
            new JournalFilter("", Set.of(), Set.of(), "", Optional.empty(), Optional.empty());

    public JournalFilter {
        Objects.requireNonNull(text);
        kinds = Set.copyOf(kinds);
        origins = Set.copyOf(origins);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
    }

    /** The same with other words. */
    public JournalFilter withText(String words) {
        return new JournalFilter(words, kinds, origins, subject, from, to);
    }

    /** The same for a region, or for all regions of a device. */
    public JournalFilter of(String regionOrDevice) {
        return new JournalFilter(text, kinds, origins, regionOrDevice, from, to);
    }

    @Override
    public boolean test(JournalEntry entry) {
        Change change = entry.change();
        return (kinds.isEmpty() || kinds.contains(change.kind()))
                && (origins.isEmpty() || origins.contains(change.origin().kind()))
                && (subject.isEmpty() || change.subject().equals(subject)
                        || change.subject().startsWith(subject + "/"))
                && from.filter(time -> entry.time().isBefore(time)).isEmpty()
                && to.filter(time -> entry.time().isAfter(time)).isEmpty() && found(entry);
    }

    private boolean found(JournalEntry entry) {
        if (text.isBlank()) {
            return true;
        }
        String all = searched(entry).toLowerCase(Locale.ROOT);
        return Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
    }

    private static String searched(JournalEntry entry) {
        Change change = entry.change();
        StringBuilder all = new StringBuilder(change.subject()).append('\n').append(change.kind().label()).append('\n')
                .append(change.register().orElse("")).append("\n0x").append(Long.toHexString(change.offset()))
                .append('\n').append(change.meaningLabel()).append('\n').append(change.origin().label()).append('\n')
                .append(entry.outcome().label()).append('\n').append(entry.problem());
        for (OptionalLong value : List.of(change.value(), change.old(), entry.readBack())) {
            value.ifPresent(number -> all.append("\n0x").append(Long.toHexString(number)));
        }
        entry.comments().forEach(comment -> all.append('\n').append(comment.text()));
        return all.toString();
    }
}
