// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;

/** Setting features of model objects without telling anybody when nothing has changed. */
final class Features {

    private Features() {
    }

    /** Sets a single-valued feature if the value differs. */
    static void set(EObject object, EStructuralFeature feature, Object value) {
        Object old = object.eGet(feature);
        boolean same = old instanceof byte[] before && value instanceof byte[] after ? Arrays.equals(before, after)
                : Objects.equals(old, value);
        if (!same) {
            object.eSet(feature, value);
        }
    }

    /** Makes a list equal to another if it is not. */
    static <T> void setAll(EList<T> list, List<T> wanted) {
        if (!list.equals(wanted)) {
            list.clear();
            list.addAll(wanted);
        }
    }

    /** Orders a list by a key, moving only what is out of place. */
    static <T, K extends Comparable<K>> void sort(EList<T> list, Function<T, K> key) {
        List<T> wanted = new ArrayList<>(list);
        wanted.sort(Comparator.comparing(key));
        for (int i = 0; i < wanted.size(); i++) {
            if (list.get(i) != wanted.get(i)) {
                list.move(i, wanted.get(i));
            }
        }
    }

    /**
     * Makes a list of model objects hold one for each record, in the records' order; objects whose key stays are kept.
     *
     * @param apply brings an object, new or kept, up to date with its record
     */
    static <T extends EObject, R, K> void merge(EList<T> list, List<R> records, Function<T, K> keyOf,
            Function<R, K> keyOfRecord, Supplier<T> create, BiConsumer<T, R> apply) {
        Map<K, T> old = new HashMap<>();
        list.forEach(object -> old.put(keyOf.apply(object), object));
        Set<K> present = new HashSet<>();
        int at = 0;
        for (R record : records) {
            K key = keyOfRecord.apply(record);
            if (!present.add(key)) {
                continue;
            }
            T object = old.get(key);
            if (object == null) {
                object = create.get();
                apply.accept(object, record);
                list.add(at, object);
            } else {
                apply.accept(object, record);
                if (list.get(at) != object) {
                    list.move(at, object);
                }
            }
            at++;
        }
        while (list.size() > at) {
            list.remove(list.size() - 1);
        }
    }
}
