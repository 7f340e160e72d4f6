// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.barscope.app.mail.Grouping;
import org.barscope.mail.index.SearchOrder;
import org.eclipse.ui.IMemento;

/** What the view keeps from one session to the next. UI thread only. */
final class ViewState {

    private static final String ORDER = "order";
    private static final String GROUPING = "grouping";
    private static final String FOLLOW = "follow";
    private static final String HISTORY = "history";

    private SearchOrder order = SearchOrder.RELEVANCE;
    private Grouping grouping = Grouping.SERIES;
    private boolean following;
    private Optional<String> followed = Optional.empty();
    private List<String> history = List.of();

    void restore(IMemento memento) {
        if (memento == null) {
            return;
        }
        order = choice(SearchOrder.values(), memento.getString(ORDER), order);
        grouping = choice(Grouping.values(), memento.getString(GROUPING), grouping);
        following = Boolean.TRUE.equals(memento.getBoolean(FOLLOW));
        String lines = memento.getString(HISTORY);
        history = lines == null ? List.of() : lines.lines().toList();
    }

    private static <E extends Enum<E>> E choice(E[] all, String name, E otherwise) {
        return Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst().orElse(otherwise);
    }

    void save(IMemento memento) {
        memento.putString(ORDER, order.name());
        memento.putString(GROUPING, grouping.name());
        memento.putBoolean(FOLLOW, following);
        memento.putString(HISTORY, String.join("\n", history));
    }

    SearchOrder order() {
        return order;
    }

    void order(SearchOrder other) {
        order = other;
    }

    Grouping grouping() {
        return grouping;
    }

    void grouping(Grouping other) {
        grouping = other;
    }

    boolean following() {
        return following;
    }

    void following(boolean on) {
        following = on;
        followed = Optional.empty();
    }

    /** What the search is about while it follows the selection. */
    Optional<String> followed() {
        return followed;
    }

    void followed(String what) {
        followed = Optional.of(what);
    }

    List<String> history() {
        return history;
    }

    void history(List<String> queries) {
        history = List.copyOf(queries);
    }
}
