// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.table;

import org.eclipse.swt.widgets.Table;

/**
 * Sets how many rows a virtual table has.
 *
 * <p>On GTK, {@code Table.setItemCount(0)} forgets its items before it clears its model; a cell that is asked for in
 * between gets an item that nobody disposes of and whose memory is gone, and the next change of the theme, which
 * restyles every item there is, ends the process. Rows that are removed one by one have their items until the end.
 */
public final class VirtualRows {

    private VirtualRows() {
    }

    /** Sets the number of rows. Cost: linear in the rows that go. UI thread only. */
    public static void count(Table table, int count) {
        for (int last = table.getItemCount() - 1; last >= count; last--) {
            // The item has to be there while its row goes.
            table.getItem(last);
            table.remove(last);
        }
        table.setItemCount(count);
    }
}
