// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.OptionalInt;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleControlListener;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/** The strip for screen readers: a group of check boxes, the most significant bit first. */
final class BitStripAccessibility {

    private final BitFieldStrip strip;
    private final Accessible accessible;
    private final Names names = new Names();
    private final Structure structure = new Structure();
    private String name = "Bits";

    BitStripAccessibility(BitFieldStrip strip) {
        this.strip = strip;
        this.accessible = strip.getAccessible();
        accessible.addAccessibleListener(names);
        accessible.addAccessibleControlListener(structure);
    }

    void name(String newName) {
        name = newName;
        accessible.sendEvent(ACC.EVENT_NAME_CHANGED, null);
    }

    void caretMoved() {
        if (strip.isFocusControl()) {
            accessible.setFocus(strip.getCurrentBit());
        }
    }

    void valuesChanged() {
        accessible.sendEvent(ACC.EVENT_VALUE_CHANGED, null);
    }

    AccessibleListener names() {
        return names;
    }

    AccessibleControlListener structure() {
        return structure;
    }

    private boolean isBit(int child) {
        return child >= 0 && child < strip.getWord().width();
    }

    /** Names. */
    private final class Names extends AccessibleAdapter {

        @Override
        public void getName(AccessibleEvent event) {
            event.result = isBit(event.childID) ? strip.describe(event.childID) : name;
        }
    }

    /** Children, places, states. */
    private final class Structure extends AccessibleControlAdapter {

        @Override
        public void getRole(AccessibleControlEvent event) {
            event.detail = isBit(event.childID) ? ACC.ROLE_CHECKBUTTON : ACC.ROLE_GROUP;
        }

        @Override
        public void getChildCount(AccessibleControlEvent event) {
            event.detail = strip.getWord().width();
        }

        @Override
        public void getChildren(AccessibleControlEvent event) {
            if (event.childID != ACC.CHILDID_SELF) {
                return;
            }
            int width = strip.getWord().width();
            Object[] children = new Object[width];
            for (int i = 0; i < width; i++) {
                children[i] = width - 1 - i;
            }
            event.children = children;
        }

        @Override
        public void getFocus(AccessibleControlEvent event) {
            event.childID = strip.isFocusControl() ? strip.getCurrentBit() : ACC.CHILDID_NONE;
        }

        @Override
        public void getState(AccessibleControlEvent event) {
            BitWord word = strip.getWord();
            event.detail = ACC.STATE_FOCUSABLE;
            if (isBit(event.childID)) {
                boolean focused = strip.isFocusControl() && strip.getCurrentBit() == event.childID;
                event.detail |= (word.isSet(event.childID) ? ACC.STATE_CHECKED : 0)
                        | (focused ? ACC.STATE_FOCUSED : 0)
                        | (word.isWritable(event.childID) ? 0 : ACC.STATE_READONLY);
            }
        }

        @Override
        public void getValue(AccessibleControlEvent event) {
            BitWord word = strip.getWord();
            long mask = -1L >>> 64 - word.width();
            if (event.childID == ACC.CHILDID_SELF && (word.known() & mask) == mask) {
                event.result = "0x" + Long.toHexString(word.value() & mask);
            }
        }

        @Override
        public void getLocation(AccessibleControlEvent event) {
            Rectangle place = isBit(event.childID) ? strip.geometry().box(event.childID) : strip.getClientArea();
            Point origin = strip.toDisplay(place.x, place.y);
            event.x = origin.x;
            event.y = origin.y;
            event.width = place.width;
            event.height = place.height;
        }

        @Override
        public void getChildAtPoint(AccessibleControlEvent event) {
            Point point = strip.toControl(event.x, event.y);
            OptionalInt bit = strip.geometry().bitAt(point.x, point.y);
            event.childID = bit.orElse(ACC.CHILDID_SELF);
        }
    }
}
