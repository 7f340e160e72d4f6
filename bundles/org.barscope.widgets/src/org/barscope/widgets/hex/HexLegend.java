// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Arrays;
import java.util.List;

/**
 * One line of a legend of the unit states.
 *
 * @param state       the state
 * @param sample      what a byte in that state can look like
 * @param color       colour of the sample's text
 * @param description one sentence
 */
public record HexLegend(UnitState state, String sample, HexColor color, String description) {

    /**
     * A line for every state there is.
     *
     * @return the lines, in the order of the states
     */
    public static List<HexLegend> entries() {
        return Arrays.stream(UnitState.values()).map(HexLegend::of).toList();
    }

    private static HexLegend of(UnitState state) {
        String sample = switch (state) {
            case VALUE -> "5a";
            case CHANGED -> "5b";
            case ALL_ONES -> "ff";
            case PENDING_EDIT -> "a5";
            default -> String.valueOf(state.glyph()).repeat(2);
        };
        HexColor color = switch (state) {
            case VALUE -> HexColor.TEXT;
            case CHANGED -> HexColor.CHANGED;
            case GUARDED -> HexColor.GUARDED;
            case ALL_ONES -> HexColor.ALL_ONES;
            case FAULTED -> HexColor.FAULTED;
            case REVOKED -> HexColor.REVOKED;
            case OUT_OF_RANGE -> HexColor.OUT_OF_RANGE;
            case NOT_YET_READ -> HexColor.NOT_YET_READ;
            case PENDING_EDIT -> HexColor.PENDING;
        };
        return new HexLegend(state, sample, color, state.description());
    }
}
