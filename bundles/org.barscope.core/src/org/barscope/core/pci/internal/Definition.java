// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is known of a capability id.
 *
 * @param id capability id or extended capability id
 * @param shortName suffix of the kernel's macro
 * @param name full name
 * @param decoder decodes what follows the header; sets at least the headline
 */
record Definition(int id, String shortName, String name, Consumer<Decoding> decoder) {

    /** Makes a definition whose headline is the name and whose registers are always the same. */
    static Definition plain(int id, String shortName, String name, Layout layout) {
        return new Definition(id, shortName, name, decoding -> decoding.headline(name).apply(layout));
    }

    /** Makes a definition for an id that has a name only. */
    static Definition nameOnly(int id, String shortName, String name) {
        return new Definition(id, shortName, name, decoding -> decoding.headline(name));
    }

    /** Joins lists of definitions into a table by id. */
    @SafeVarargs
    static Map<Integer, Definition> table(List<Definition>... lists) {
        Map<Integer, Definition> table = new HashMap<>();
        for (List<Definition> list : lists) {
            for (Definition definition : list) {
                if (table.put(definition.id(), definition) != null) {
                    throw new IllegalStateException("two definitions of capability " + definition.id());
                }
            }
        }
        return Map.copyOf(table);
    }
}
