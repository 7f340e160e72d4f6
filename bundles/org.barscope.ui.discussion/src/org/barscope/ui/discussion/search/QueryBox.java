// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.List;
import java.util.function.Consumer;

import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** The box a query is typed into, with proposals, and the queries asked before: Up and Down walk through them. */
final class QueryBox extends Composite {

    /** What is typed, at each change and when it is meant. */
    interface Typist {

        /** The text has changed. */
        void typing(String text);

        /** The text is to be searched now: Enter, a proposal taken, a query of the history chosen. */
        void meant(String text);

        /** The user goes on to the results. */
        void leave();
    }

    private final Text text;
    private final SearchHistory history = new SearchHistory();
    private final QueryProposals proposals;
    private final Typist typist;
    private boolean silent;

    QueryBox(Composite parent, MailDesk desk, Typist typist) {
        super(parent, SWT.NONE);
        this.typist = typist;
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(this);
        text = new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL | SWT.SINGLE);
        text.setMessage("Search mail: vfio_pci_core_mmap  f:williamson  dfn:vfio_pci_dmabuf.c  is:patch"
                + "  d:1.month.ago..");
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(120, SWT.DEFAULT)
                .applyTo(text);
        name(text, "Search mail");
        proposals = new QueryProposals(desk, text, () -> meant(text.getText()));
        text.addListener(SWT.Modify, event -> {
            if (!silent) {
                typist.typing(text.getText());
            }
        });
        text.addListener(SWT.DefaultSelection, event -> {
            if (event.detail != SWT.ICON_CANCEL) {
                meant(text.getText());
            }
        });
        text.addListener(SWT.KeyDown, this::key);
        ToolBar bar = new ToolBar(this, SWT.FLAT);
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setText("▾");
        item.setToolTipText("Queries asked before");
        item.addListener(SWT.Selection, event -> menu(bar));
        name(bar, "Queries asked before");
    }

    static void name(Control control, String name) {
        AccessibleName.set(control, name);
    }

    private void key(Event event) {
        // The Escape that closes the proposals is used up by that.
        if (!event.doit || proposals.isOpen() || (event.stateMask & SWT.MODIFIER_MASK) != 0) {
            return;
        }
        switch (event.keyCode) {
            case SWT.ARROW_UP -> walk(event, history.older(text.getText()));
            case SWT.ARROW_DOWN -> {
                String newer = history.newer(text.getText());
                if (newer.equals(text.getText())) {
                    event.doit = false;
                    typist.leave();
                } else {
                    walk(event, newer);
                }
            }
            case SWT.ESC -> text.setText("");
            default -> {
            }
        }
    }

    private void walk(Event event, String query) {
        event.doit = false;
        text.setText(query);
        text.setSelection(query.length());
    }

    private void meant(String query) {
        history.add(query);
        typist.meant(query);
    }

    private void menu(Control below) {
        Menu menu = new Menu(below);
        List<String> queries = history.queries();
        for (String query : queries.subList(0, Math.min(queries.size(), 25))) {
            item(menu, query, chosen -> {
                setQuery(chosen);
                meant(chosen);
            });
        }
        if (queries.isEmpty()) {
            MenuItem none = new MenuItem(menu, SWT.PUSH);
            none.setText("Nothing was searched yet");
            none.setEnabled(false);
        }
        Rectangle bounds = below.getBounds();
        menu.setLocation(below.getParent().toDisplay(bounds.x, bounds.y + bounds.height));
        menu.addListener(SWT.Hide, event -> getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    private static void item(Menu menu, String query, Consumer<String> chosen) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(query.replace("&", "&&"));
        item.addListener(SWT.Selection, event -> chosen.accept(query));
    }

    /** The history, to be kept from one session to the next. */
    SearchHistory history() {
        return history;
    }

    /** What is in the box. */
    String query() {
        return text.getText();
    }

    /** Puts a query into the box without telling the typist. */
    void setQuery(String query) {
        if (!query.equals(text.getText())) {
            silent = true;
            try {
                // Long ones show their beginning: that is where the words are that matter most.
                text.setText(query);
                text.setSelection(0);
            } finally {
                silent = false;
            }
        }
    }

    /** Says at which character the query makes no sense, by the cursor; only when somebody asked for the search. */
    void point(int position) {
        text.setSelection(Math.min(Math.max(position, 0), text.getCharCount()));
    }

    @Override
    public boolean setFocus() {
        return text.setFocus();
    }

    /** Selects all of the query, as a box that is come back to does. */
    void focusAll() {
        text.setFocus();
        text.selectAll();
    }
}
