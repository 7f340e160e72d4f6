// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

import org.eclipse.swt.SWT;

/** Which key means what. Keys that are not listed here are left to the workbench. */
final class HexKeys {

    private HexKeys() {
    }

    /**
     * Translates a key press.
     *
     * @param keyCode   as in an SWT key event
     * @param stateMask modifiers, as in an SWT key event
     * @param character as in an SWT key event
     * @return the action, or nothing if the key is not ours
     */
    static Optional<HexAction> action(int keyCode, int stateMask, char character) {
        int modifiers = stateMask & SWT.MODIFIER_MASK;
        boolean shift = (modifiers & SWT.SHIFT) != 0;
        boolean control = (modifiers & SWT.CTRL) != 0;
        if (modifiers == SWT.ALT_GR) {
            return Optional.ofNullable(typed(false, character));
        }
        if ((modifiers & ~(SWT.SHIFT | SWT.CTRL)) != 0) {
            return Optional.empty();
        }
        HexAction action = switch (keyCode) {
            case SWT.ARROW_LEFT -> plain(CaretMove.LEFT, shift, control);
            case SWT.ARROW_RIGHT -> plain(CaretMove.RIGHT, shift, control);
            case SWT.ARROW_UP -> control ? new HexAction.Scroll(-1) : new HexAction.Move(CaretMove.UP, shift);
            case SWT.ARROW_DOWN -> control ? new HexAction.Scroll(1) : new HexAction.Move(CaretMove.DOWN, shift);
            case SWT.HOME -> new HexAction.Move(control ? CaretMove.FIRST : CaretMove.ROW_START, shift);
            case SWT.END -> new HexAction.Move(control ? CaretMove.LAST : CaretMove.ROW_END, shift);
            case SWT.PAGE_UP -> plain(CaretMove.PAGE_UP, shift, control);
            case SWT.PAGE_DOWN -> plain(CaretMove.PAGE_DOWN, shift, control);
            case SWT.TAB -> control ? null : HexAction.Simple.SWITCH_PANE;
            case SWT.ESC -> control || shift ? null : HexAction.Simple.CANCEL;
            case SWT.CR, SWT.KEYPAD_CR -> control || shift ? null : HexAction.Simple.COMMIT;
            case SWT.BS -> control || shift ? null : HexAction.Simple.ERASE;
            case 'a', 'A' -> control && !shift ? HexAction.Simple.SELECT_ALL : typed(control, character);
            default -> typed(control, character);
        };
        return Optional.ofNullable(action);
    }

    private static HexAction plain(CaretMove move, boolean shift, boolean control) {
        return control ? null : new HexAction.Move(move, shift);
    }

    private static HexAction typed(boolean control, char character) {
        return control || character < ' ' || character == SWT.DEL ? null : new HexAction.Type(character);
    }
}
