// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.query.QueryField;
import org.barscope.mail.query.QueryFlag;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Text;

/**
 * Proposals for the word at the cursor of the query box: prefixes, and values from the archive. They are looked up in a
 * job; the list opens or changes when they are there. The first proposal is always what is typed already, so that Enter
 * never replaces a word unasked.
 */
final class QueryProposals {

    private static final int MOST = 40;

    /** Looked up words, for what was typed up to the cursor. */
    private record Known(String typed, List<String> words) {
        static final Known NOTHING = new Known("", List.of());
    }

    private final MailDesk desk;
    private final Text box;
    private final ContentProposalAdapter adapter;
    private final Job job;
    private volatile String wanted = "";
    private Known known = Known.NOTHING;
    private boolean open;

    QueryProposals(MailDesk desk, Text box, Runnable accepted) {
        this.desk = desk;
        this.box = box;
        job = new Lookup();
        adapter = new ContentProposalAdapter(box, new TextContentAdapter(), this::proposals, null, null);
        adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_IGNORE);
        adapter.setFilterStyle(ContentProposalAdapter.FILTER_NONE);
        adapter.setAutoActivationCharacters(new char[0]);
        adapter.addContentProposalListener(proposal -> {
            accept(proposal.getContent());
            accepted.run();
        });
        box.addListener(SWT.Modify, event -> typed());
        box.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == ' ' && (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1) {
                event.doit = false;
                lookUp(true);
            }
        });
        box.addDisposeListener(event -> job.cancel());
    }

    /** Whether the list is shown, so that arrow keys belong to it. */
    boolean isOpen() {
        return adapter.isProposalPopupOpen();
    }

    private String upToCursor() {
        return box.getText().substring(0, Math.min(box.getCaretPosition(), box.getCharCount()));
    }

    private static String lastWord(String typed) {
        int start = Math.max(Math.max(typed.lastIndexOf(' '), typed.lastIndexOf('(')), typed.lastIndexOf('"')) + 1;
        return typed.substring(start);
    }

    /** By itself the list opens for values of a prefix only: proposals for every word would be in the way. */
    private void typed() {
        // The cursor moves after the text has changed.
        box.getDisplay().asyncExec(() -> {
            if (!box.isDisposed() && box.isFocusControl() && lastWord(upToCursor()).indexOf(':') > 0) {
                lookUp(false);
            }
        });
    }

    private void lookUp(boolean asked) {
        wanted = upToCursor();
        open = asked || wanted.indexOf(':') > 0;
        job.schedule();
    }

    private final class Lookup extends Job {

        Lookup() {
            super("Looking up proposals");
            setSystem(true);
            setPriority(SHORT);
        }

        @Override
        protected IStatus run(IProgressMonitor monitor) {
            String typed = wanted;
            List<String> words = words(typed);
            if (!box.isDisposed()) {
                box.getDisplay().asyncExec(() -> arrived(new Known(typed, words)));
            }
            return Status.OK_STATUS;
        }

        private List<String> words(String typed) {
            try {
                if (desk.library().isEmpty()) {
                    return List.of();
                }
                try (ArchiveView view = desk.library().view()) {
                    return view.complete(typed, MOST);
                }
            } catch (MailException e) {
                ILog.of(QueryProposals.class).info(e.getMessage());
                return List.of();
            }
        }
    }

    private void arrived(Known now) {
        if (box.isDisposed() || !box.isFocusControl() || !now.typed().equals(upToCursor())) {
            return;
        }
        known = now;
        if (adapter.isProposalPopupOpen()) {
            adapter.refresh();
        } else if (open && !now.words().isEmpty()) {
            adapter.openProposalPopup();
        }
    }

    private IContentProposal[] proposals(String contents, int position) {
        String typed = contents.substring(0, Math.min(position, contents.length()));
        String word = lastWord(typed);
        List<IContentProposal> found = new ArrayList<>();
        if (typed.startsWith(known.typed())) {
            for (String proposed : known.words()) {
                if (proposed.startsWith(word) && !proposed.equals(word)) {
                    found.add(new ContentProposal(proposed, label(proposed), null));
                }
            }
        }
        if (!found.isEmpty()) {
            found.addFirst(new ContentProposal(word, word.isEmpty() ? "(nothing more)" : word + "  — as typed", null));
        }
        return found.toArray(IContentProposal[]::new);
    }

    private static String label(String proposed) {
        String word = proposed.startsWith("-") ? proposed.substring(1) : proposed;
        int colon = word.indexOf(':');
        if (colon < 0) {
            return proposed;
        }
        Optional<QueryField> field = QueryField.ofPrefix(word.substring(0, colon));
        String value = word.substring(colon + 1);
        if (value.isEmpty()) {
            return proposed + field.map(f -> "  — in " + f.description()).orElse("");
        }
        return proposed + field.filter(f -> f.type() == QueryField.Type.FLAG).flatMap(f -> QueryFlag.of(value))
                .map(flag -> "  — " + flag.words()).orElse("");
    }

    /** Puts the word in the place of the one at the cursor. */
    private void accept(String word) {
        int cursor = Math.min(box.getCaretPosition(), box.getCharCount());
        String before = box.getText().substring(0, cursor);
        String after = box.getText().substring(cursor);
        String start = before.substring(0, before.length() - lastWord(before).length());
        if (!word.equals(lastWord(before))) {
            box.setText(start + word + after);
            box.setSelection(start.length() + word.length());
        }
    }
}
