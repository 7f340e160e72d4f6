// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.List;
import java.util.Optional;

import org.barscope.app.mail.MailGroup;
import org.barscope.mail.index.SearchHit;

/** A row of the results. Equal when it stands for the same mail, so that it is found again in other results. */
sealed interface ResultNode {

    /** The row of a group: the group itself, or its only message. */
    static ResultNode of(MailGroup group) {
        return group.kind() == MailGroup.Kind.MESSAGE ? new Hit(Optional.empty(), group.hits().getFirst())
                : new Group(group);
    }

    /** The rows below. */
    List<ResultNode> children();

    /** A thread or series. */
    record Group(MailGroup group) implements ResultNode {

        @Override
        public List<ResultNode> children() {
            return group.hits().stream().<ResultNode>map(hit -> new Hit(Optional.of(this), hit)).toList();
        }

        private String identity() {
            return group.kind() + group.head().key();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Group that && identity().equals(that.identity());
        }

        @Override
        public int hashCode() {
            return identity().hashCode();
        }
    }

    /** A message, in a group or by itself. */
    record Hit(Optional<Group> group, SearchHit hit) implements ResultNode {

        @Override
        public List<ResultNode> children() {
            return List.of();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Hit that && hit.message().key().equals(that.hit.message().key());
        }

        @Override
        public int hashCode() {
            return hit.message().key().hashCode();
        }
    }
}
