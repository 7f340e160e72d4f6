// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.barscope.core.journal.FieldChange;
import org.barscope.registers.decode.Objection;

/**
 * What a write would send, before it is sent. Immutable.
 *
 * @param word       the word that would be sent; empty when the write is refused, or the present value is needed and
 *                   was not given
 * @param readsFirst whether the register will be read just before, so that the word may still differ in bits of other
 *                   fields
 * @param fields     what it means
 * @param objections why it would be refused, not those accepted; empty when it would not
 * @param accepted   objections that were accepted and come true
 */
public record WritePreview(OptionalLong word, boolean readsFirst, List<FieldChange> fields, List<Objection> objections,
        List<Objection> accepted) {

    public WritePreview {
        Objects.requireNonNull(word);
        fields = List.copyOf(fields);
        objections = List.copyOf(objections);
        accepted = List.copyOf(accepted);
    }
}
