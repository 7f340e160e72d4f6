// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

/**
 * Something that a user can do in the window.
 *
 * @param kind   what it is done with: command, menu, tool, button, drop
 * @param name   its words, or the id and the parameters of a command
 * @param action does it, in the UI thread
 */
public record Deed(String kind, String name, Ui.Action action) {

    /** The id of the command; the name, where it is none. */
    public String id() {
        int parameters = name.indexOf('(');
        return kind.equals("command") && parameters > 0 ? name.substring(0, parameters) : name;
    }

    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
