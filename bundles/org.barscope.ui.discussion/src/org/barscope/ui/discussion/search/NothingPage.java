// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.Locale;
import java.util.function.Consumer;

import org.barscope.mail.index.QueryExplanation;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** Why a query finds nothing, and what would find something. */
final class NothingPage {

    private final ScrolledComposite scrolled;
    private final Consumer<String> tryInstead;

    NothingPage(Composite parent, Consumer<String> tryInstead) {
        this.tryInstead = tryInstead;
        scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        scrolled.addListener(SWT.Resize, event -> size());
    }

    /** The control. */
    Composite control() {
        return scrolled;
    }

    /** Shows an explanation. */
    void show(QueryExplanation explanation) {
        if (scrolled.getContent() != null) {
            scrolled.getContent().dispose();
        }
        Composite page = new Composite(scrolled, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(12, 8).spacing(0, 6).applyTo(page);
        line(page, "No mail with " + explanation.words() + ".");
        explanation.advice().ifPresent(advice -> line(page, advice));
        if (explanation.clauses().size() > 1) {
            for (QueryExplanation.Clause clause : explanation.clauses()) {
                line(page, String.format(Locale.ROOT, "•  %s: %,d by itself; without it %,d are found.",
                        clause.words(), clause.alone(), clause.without()));
            }
        }
        explanation.notes().forEach(note -> line(page, "Note: " + note + "."));
        for (QueryExplanation.Suggestion suggestion : explanation.suggestions()) {
            Link link = new Link(page, SWT.WRAP);
            // In the text of a link only what is between its tags may be activated, so none may come from the query.
            link.setText("Try <a>" + suggestion.query().replaceAll("[<>]", "").replace("&", "&&") + "</a>: "
                    + suggestion.why().replaceAll("[<>]", "").replace("&", "&&") + ".");
            link.addListener(SWT.Selection, event -> tryInstead.accept(suggestion.query()));
            GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(link);
        }
        scrolled.setContent(page);
        size();
    }

    private void size() {
        if (scrolled.getContent() != null) {
            int width = Math.max(100, scrolled.getClientArea().width);
            scrolled.setMinSize(scrolled.getContent().computeSize(width, SWT.DEFAULT));
        }
    }

    private static void line(Composite page, String text) {
        Label label = new Label(page, SWT.WRAP);
        label.setText(text.replace("&", "&&"));
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(label);
    }
}
