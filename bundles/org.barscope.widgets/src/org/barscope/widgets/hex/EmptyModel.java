// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

/** No memory at all: what a canvas shows before it is given a model. */
enum EmptyModel implements HexModel {

    INSTANCE;

    @Override
    public Optional<HexRange> extent() {
        return Optional.empty();
    }

    @Override
    public HexSnapshot snapshot() {
        return HexSnapshot.EMPTY;
    }

    @Override
    public void addListener(HexModelListener listener) {
        // Nothing ever changes.
    }

    @Override
    public void removeListener(HexModelListener listener) {
        // Nothing was added.
    }
}
