// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.compare.ComparisonEditor;
import org.barscope.ui.discussion.compare.ComparisonInput;
import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.message.MessageDocument.Deed;
import org.barscope.ui.discussion.message.MessageDocument.Fold;
import org.barscope.ui.discussion.message.MessageDocument.Hot;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IReusableEditor;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.EditorPart;

/** Shows a message, with the thread it stands in and the patch series it belongs to beside it. */
public final class MessageEditor extends EditorPart implements IReusableEditor {

    /** The editor's id. */
    public static final String ID = "org.barscope.ui.discussion.messageEditor";

    private static final String HELP = "org.barscope.ui.discussion.message_editor";
    private static final String CONTEXT = "org.barscope.ui.discussion.message";
    private static final int[] WEIGHTS = {68, 32};
    private static final int WIDE = 760;
    private static final int LONGEST_TITLE = 40;

    private final Deque<MessageInput> back = new ArrayDeque<>();
    private final Deque<MessageInput> forward = new ArrayDeque<>();
    private MailDesk desk;
    private MessageReader reader;
    private MessageText text;
    private Composite textPane;
    private Composite stack;
    private Label problem;
    private FindBar find;
    private SashForm sash;
    private CTabFolder tabs;
    private CTabItem seriesTab;
    private ThreadTree threadTree;
    private SeriesTree seriesTree;
    private IContextActivation letters;
    private Folding folding = Folding.INITIAL;
    private Optional<Reading> reading = Optional.empty();

    /**
     * Opens a message: in the editor that shows mail already, so that reading does not fill the window, or in its own.
     * UI thread.
     *
     * @param activate whether the editor gets the focus
     * @param another  whether to open an editor of its own even if one is there
     */
    public static void open(IWorkbenchPage page, MessageInput input, boolean activate, boolean another) {
        try {
            Optional<MessageEditor> shown = Arrays.stream(page.getEditorReferences())
                    .filter(reference -> ID.equals(reference.getId())).map(MessageEditor::editor)
                    .flatMap(Optional::stream).filter(editor -> !another || editor.getEditorInput().equals(input))
                    .reduce((a, b) -> page.getActiveEditor() == a || a.getEditorInput().equals(input) ? a : b);
            if (shown.isPresent()) {
                shown.get().show(input);
                if (activate) {
                    page.activate(shown.get());
                } else {
                    page.bringToTop(shown.get());
                }
            } else {
                page.openEditor(input, ID, activate);
            }
        } catch (PartInitException e) {
            ILog.of(MessageEditor.class).log(e.getStatus());
        }
    }

    /** Shows a message in the editor that shows mail, if one is in sight; opens none, takes no focus. UI thread. */
    public static void preview(IWorkbenchPage page, MessageInput input) {
        Arrays.stream(page.getEditorReferences()).filter(reference -> ID.equals(reference.getId()))
                .map(reference -> reference.getEditor(false)).filter(MessageEditor.class::isInstance)
                .map(MessageEditor.class::cast).filter(page::isPartVisible).findFirst()
                .ifPresent(editor -> editor.show(input));
    }

    private static Optional<MessageEditor> editor(IEditorReference reference) {
        IEditorPart part = reference.getEditor(true);
        return part instanceof MessageEditor editor ? Optional.of(editor) : Optional.empty();
    }

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        if (!(input instanceof MessageInput)) {
            throw new PartInitException("A message is shown by its Message-ID.");
        }
        setSite(site);
        super.setInput(input);
        title();
    }

    private void title() {
        String subject = Subjects.withoutList(input().subject());
        setPartName(subject.length() <= LONGEST_TITLE ? subject : subject.substring(0, LONGEST_TITLE - 1) + "…");
        setTitleToolTip(input().getToolTipText());
    }

    private MessageInput input() {
        return (MessageInput) getEditorInput();
    }

    @Override
    public void createPartControl(Composite parent) {
        desk = PlatformUI.getWorkbench().getService(MailDesk.class);
        sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        stack = new Composite(sash, SWT.NONE);
        stack.setLayout(new StackLayout());
        problem = new Label(stack, SWT.WRAP);
        textPane = new Composite(stack, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(textPane);
        text = new MessageText(textPane, this::activated, this::fold);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(text.control());
        find = new FindBar(textPane, new FindBar.Finder() {
            @Override
            public boolean find(String wanted, boolean onward) {
                return text.find(wanted, onward);
            }

            @Override
            public void leave() {
                text.control().setFocus();
            }

            @Override
            public void typing(boolean on) {
                letters(!on);
            }
        });
        tabs = new CTabFolder(sash, SWT.BORDER | SWT.FLAT);
        threadTree = new ThreadTree(tabs, message -> show(MessageInput.of(message).with(input().query(),
                Optional.empty())));
        tab("Thread").setControl(threadTree.control());
        seriesTree = new SeriesTree(tabs, message -> show(MessageInput.of(message)));
        tabs.setSelection(0);
        sash.setWeights(WEIGHTS);
        parent.addListener(SWT.Resize, event -> arrange(parent.getSize()));
        showPage(textPane);
        contextMenus();
        getSite().setSelectionProvider(seriesTree.viewer());
        letters(true);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        reader = new MessageReader(desk, parent.getDisplay(), new Arrived());
        reader.read(input(), folding);
    }

    /** Single letters are commands while a message is read. */
    private void letters(boolean on) {
        IContextService contexts = getSite().getService(IContextService.class);
        if (on && letters == null) {
            letters = contexts.activateContext(CONTEXT);
        } else if (!on && letters != null) {
            contexts.deactivateContext(letters);
            letters = null;
        }
    }

    private CTabItem tab(String name) {
        CTabItem item = new CTabItem(tabs, SWT.NONE);
        item.setText(name);
        return item;
    }

    private void arrange(Point size) {
        int wanted = size.x >= WIDE ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (sash.getOrientation() != wanted) {
            sash.setOrientation(wanted);
        }
    }

    private void contextMenus() {
        for (Control control : List.of(text.control(), threadTree.control(), seriesTree.viewer().getTree())) {
            MenuManager manager = new MenuManager();
            manager.add(new GroupMarker("open"));
            manager.add(new Separator("copy"));
            manager.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
            control.setMenu(manager.createContextMenu(control));
            getSite().registerContextMenu(ID, manager, getSite().getSelectionProvider());
        }
    }

    private void showPage(Control page) {
        ((StackLayout) stack.getLayout()).topControl = page;
        stack.layout();
    }

    /** Shows another message here. UI thread. */
    public void show(MessageInput input) {
        if (input.equals(input()) && reading.isPresent()) {
            input.line().ifPresent(text::reveal);
            return;
        }
        back.push(input());
        forward.clear();
        setInput(input);
    }

    @Override
    public void setInput(IEditorInput input) {
        setInputWithNotify(input);
        title();
        if (reader != null) {
            folding = Folding.INITIAL.withDepth(folding.depth());
            reader.read(input(), folding);
        }
    }

    /** What the reader tells. */
    private final class Arrived implements MessageReader.Receiver {
        @Override
        public void read(Reading now, MessageDocument document) {
            reading = Optional.of(now);
            if (!now.message().subject().equals(input().subject())) {
                MessageInput named = new MessageInput(input().messageId(), now.message().subject(), input().query(),
                        input().line());
                MessageEditor.super.setInput(named);
                title();
            }
            showPage(textPane);
            text.show(document, false);
            now.input().line().ifPresent(text::reveal);
            threadTree.show(now.thread(), now.summary());
            series(now);
        }

        @Override
        public void laidOut(MessageDocument document) {
            text.show(document, true);
        }

        @Override
        public void failed(MessageInput input, String why) {
            reading = Optional.empty();
            problem.setText(why.replace("&", "&&"));
            showPage(problem);
        }
    }

    private void series(Reading now) {
        seriesTree.show(now.series(), now.summary());
        if (now.series().isPresent() && seriesTab == null) {
            seriesTab = tab("Series");
            seriesTab.setControl(seriesTree.viewer().getTree());
        } else if (now.series().isEmpty() && seriesTab != null) {
            seriesTab.dispose();
            seriesTab = null;
            tabs.setSelection(0);
        }
        now.series().ifPresent(series -> seriesTab.setText("Series (" + series.versions().size()
                + (series.versions().size() == 1 ? " version)" : " versions)")));
    }

    private void refold(Folding other) {
        folding = other;
        reader.layOut(other);
    }

    private void fold(Fold fold) {
        refold(folding.withQuotes(List.of(fold.quote()), false));
    }

    private void activated(Hot hot) {
        switch (hot.deed()) {
            case Deed.Headers headers -> refold(folding.withHeaders(headers.show()));
            case Deed.Unfold quotes -> refold(folding.withQuotes(quotes.quotes(), true));
            case Deed.ShowAll all -> refold(folding.withAll());
            case Deed.Save save -> reading.ifPresent(now -> new AttachmentSaver(desk, getSite().getShell())
                    .save(now, save.attachment()));
            case Deed.Follow follow -> LinkFollower.follow(this, follow);
        }
    }

    /** Shows all header fields, or only those that matter. */
    public void toggleHeaders() {
        refold(folding.withHeaders(!folding.headers()));
    }

    /** Goes on to: all quotes, those of the nearest message only, none. */
    public void cycleQuotes() {
        refold(folding.nextDepth());
    }

    /** Folds the quote at the cursor. */
    public void foldQuote() {
        text.foldAtCursor().ifPresent(this::fold);
    }

    /** Opens the bar that finds words in the message. */
    public void find() {
        find.open();
    }

    /** Goes so many messages on in the thread; false at its end. */
    public boolean step(int steps) {
        Optional<MessageSummary> next = reading.flatMap(now -> now.neighbour(steps));
        next.ifPresent(message -> show(MessageInput.of(message).with(input().query(), Optional.empty())));
        return next.isPresent();
    }

    /** Goes back to the message shown before, or forward again. */
    public void travel(boolean backward) {
        Deque<MessageInput> from = backward ? back : forward;
        Deque<MessageInput> to = backward ? forward : back;
        if (!from.isEmpty()) {
            to.push(input());
            setInput(from.pop());
        }
    }

    /** The message shown. */
    public Optional<MessageSummary> message() {
        return reading.map(Reading::summary);
    }

    /** Opens the message as it is in its source. */
    public void openRaw() {
        message().filter(message -> !message.locations().isEmpty()).ifPresent(message -> RawEditor.open(
                getSite().getPage(),
                new RawInput(message.locations().getFirst(), message.subject(), Optional.empty())));
    }

    /** Copies the selected text, or all of it, as an answer quotes it. */
    public void copyAsQuote() {
        message().ifPresent(message -> LinkFollower.copy(getSite().getShell(),
                MessageCopies.quote(message, text.selectedOrBody())));
    }

    /** Copies the permanent address of a message. */
    public static void copyLink(Shell shell, MessageSummary message) {
        LinkFollower.copy(shell, MessageCopies.link(message));
    }

    /** Opens the comparison of the selected patch with the version before it; false when there is none. */
    public boolean compare() {
        Optional<ComparisonInput> comparison = seriesTree.comparison();
        comparison.ifPresent(input -> ComparisonEditor.open(getSite().getPage(), input));
        return comparison.isPresent();
    }

    @Override
    public void setFocus() {
        if (!threadTree.control().isFocusControl() && !seriesTree.viewer().getTree().isFocusControl()) {
            text.control().setFocus();
        }
    }

    @Override
    public void dispose() {
        if (reader != null) {
            reader.stop();
        }
        super.dispose();
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        throw new UnsupportedOperationException("mail is not changed");
    }

    @Override
    public void doSaveAs() {
        throw new UnsupportedOperationException("mail is not changed");
    }
}
