// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Optional;
import org.barscope.core.memory.Span;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.INavigationLocation;
import org.eclipse.ui.NavigationLocation;

/** A place in the history of Back and Forward: bytes of a region. */
final class RegionLocation extends NavigationLocation {

    private static final String OFFSET = "offset";
    private static final String LENGTH = "length";

    private Optional<Span> span;

    RegionLocation(RegionEditor editor, Optional<Span> span) {
        super(editor);
        this.span = span;
    }

    @Override
    public String getText() {
        return super.getText() + span.map(at -> " at 0x" + Long.toHexString(at.offset())).orElse("");
    }

    @Override
    public void saveState(IMemento memento) {
        span.ifPresent(at -> {
            memento.putString(OFFSET, Long.toHexString(at.offset()));
            memento.putString(LENGTH, Long.toHexString(at.length()));
        });
    }

    @Override
    public void restoreState(IMemento memento) {
        String offset = memento.getString(OFFSET);
        String length = memento.getString(LENGTH);
        span = offset == null || length == null ? Optional.empty()
                : Optional.of(new Span(Long.parseLong(offset, 16), Long.parseLong(length, 16)));
    }

    @Override
    public void restoreLocation() {
        if (getEditorPart() instanceof RegionEditor editor) {
            span.ifPresent(at -> editor.show(Optional.empty(), Optional.of(at)));
        }
    }

    @Override
    public boolean mergeInto(INavigationLocation other) {
        // Before the region is open there is no place in it yet, which is no other place either.
        return other instanceof RegionLocation location && getEditorPart() == location.getEditorPart()
                && (span.isEmpty() || span.equals(location.span));
    }

    @Override
    public void update() {
        if (getEditorPart() instanceof RegionEditor editor) {
            span = editor.region().flatMap(region -> region.selection().span()).or(() -> span);
        }
    }
}
