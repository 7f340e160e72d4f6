// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.app.mail.Grouping;
import org.barscope.app.mail.SavedSearches.SavedSearch;
import org.barscope.app.mail.SearchMail;
import org.barscope.mail.index.SearchOrder;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.message.MessageEditor;
import org.barscope.ui.discussion.message.MessageInput;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;

/** Searches the user's mail: a query box, what was found in its threads or series, and what it can be narrowed by. */
public final class DiscussionView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.discussion.view";

    private static final String HELP = "org.barscope.ui.discussion.view";
    private static final int TYPING_MILLIS = 150;
    /** Groups shown at first: as many as are read, and few enough to come as fast as one types. */
    private static final int GROUPS = 60;
    private static final int MOST_GROUPS = 2_000;
    private static final int[] WEIGHTS = {74, 26};

    private final ViewState state = new ViewState();
    private MailDesk desk;
    private QueryBox box;
    private FilterLine line;
    private WorkLine work;
    private SashForm sash;
    private Composite stack;
    private ResultTree results;
    private FirstUsePage firstUse;
    private NothingPage nothing;
    private SidePane side;
    private SearchRunner runner;
    private SavedSearchKeeper keeper;
    private Following following;
    private Narrowing narrowing = Narrowing.NOTHING;
    private int groups = GROUPS;
    private boolean meant;
    private String shownQuery = "";

    private final MailDesk.Listener listener = new MailDesk.Listener() {
        @Override
        public void mailChanged() {
            later(() -> {
                ask(0);
                keeper.refresh();
            });
        }

        @Override
        public void workChanged() {
            later(work::update);
        }

        @Override
        public void searchesChanged() {
            later(keeper::refresh);
        }
    };

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        state.restore(memento);
    }

    private void later(Runnable action) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
            if (box != null && !box.isDisposed()) {
                action.run();
            }
        });
    }

    @Override
    public void createPartControl(Composite parent) {
        desk = PlatformUI.getWorkbench().getService(MailDesk.class);
        GridLayoutFactory.fillDefaults().margins(3, 3).spacing(0, 2).applyTo(parent);
        box = new QueryBox(parent, desk, new Typing());
        box.history().restore(state.history());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        line = new FilterLine(parent, this::toggle, this::showMore);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        work = new WorkLine(parent, desk, () -> command("org.barscope.ui.discussion.unreadable"));
        sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        stack = new Composite(sash, SWT.NONE);
        stack.setLayout(new StackLayout());
        results = new ResultTree(stack);
        firstUse = new FirstUsePage(stack, () -> command("org.barscope.ui.discussion.importMail"));
        nothing = new NothingPage(stack, this::search);
        side = new SidePane(sash, new Choosing());
        sash.setWeights(WEIGHTS);
        parent.addListener(SWT.Resize, event -> arrange(parent.getSize()));
        results.viewer().getTree().addListener(SWT.DefaultSelection, event -> open(true));
        results.viewer().addPostSelectionChangedListener(event -> preview());
        contextMenu();
        getSite().setSelectionProvider(results.viewer());
        getSite().getService(IContextService.class).activateContext(ID);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        keeper = new SavedSearchKeeper(desk, parent.getDisplay(), this::savedSearches);
        runner = new SearchRunner(desk, parent.getDisplay(), this::answered);
        following = new Following(getSite().getPage(), this, this::follow);
        following.enable(state.following());
        desk.listen(listener);
        show(results.viewer().getTree());
        keeper.refresh();
        work.update();
        ask(0);
    }

    private void contextMenu() {
        MenuManager manager = new MenuManager();
        manager.add(new GroupMarker("open"));
        manager.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        Control tree = results.viewer().getTree();
        tree.setMenu(manager.createContextMenu(tree));
        getSite().registerContextMenu(manager, results.viewer());
    }

    /** Below the editors there is room beside the results; beside them there is room below. */
    private void arrange(Point size) {
        int wanted = size.x > size.y * 3 / 2 ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (sash.getOrientation() != wanted) {
            sash.setOrientation(wanted);
        }
    }

    private void show(Control page) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != page) {
            boolean focus = layout.topControl != null && layout.topControl.isFocusControl();
            layout.topControl = page;
            stack.layout();
            if (focus) {
                page.setFocus();
            }
        }
    }

    /** What the query box tells. */
    private final class Typing implements QueryBox.Typist {
        @Override
        public void typing(String text) {
            meant = false;
            narrowing = narrowing.withText(text);
            ask(TYPING_MILLIS);
        }

        @Override
        public void meant(String text) {
            meant = true;
            narrowing = narrowing.withText(text);
            ask(0);
        }

        @Override
        public void leave() {
            results.focus();
        }
    }

    /** What the pane beside the results tells. */
    private final class Choosing implements SidePane.Chooser {
        @Override
        public void toggle(String clause) {
            DiscussionView.this.toggle(clause);
        }

        @Override
        public void run(SavedSearch search) {
            search(search.query());
            keeper.looked(search.name());
        }
    }

    private void toggle(String clause) {
        narrowing = narrowing.toggled(clause);
        ask(0);
    }

    private void showMore() {
        groups = Math.min(groups * 4, MOST_GROUPS);
        ask(0);
    }

    private void ask(int delay) {
        if (!narrowing.query().equals(shownQuery)) {
            groups = GROUPS;
        }
        line.show(narrowing.clauses());
        runner.ask(new SearchRunner.Question(narrowing.query(), state.order(), state.grouping(), groups), delay);
    }

    private void follow(String query, String what) {
        narrowing = new Narrowing(query, List.of());
        box.setQuery(query);
        state.followed(what);
        ask(0);
    }

    /** Searches for something, as if it had been typed. UI thread. */
    public void search(String query) {
        narrowing = new Narrowing(query, List.of());
        box.setQuery(query);
        box.history().add(query);
        meant = true;
        ask(0);
    }

    private void answered(List<SearchRunner.Answer> answers) {
        boolean labels = false;
        for (SearchRunner.Answer answer : answers) {
            switch (answer) {
                case SearchRunner.Answer.Found found -> found(found);
                case SearchRunner.Answer.Excerpt excerpt -> {
                    results.excerpt(excerpt.key(), excerpt.snippets());
                    labels = true;
                }
                case SearchRunner.Answer.Unclear unclear -> {
                    line.say("Not yet a query: " + unclear.message(), "");
                    if (meant && narrowing.clauses().isEmpty()) {
                        box.point(unclear.position());
                    }
                }
                case SearchRunner.Answer.NoMail none -> {
                    show(firstUse);
                    line.say("", "");
                }
                case SearchRunner.Answer.Failed failed -> line.say(failed.message(), failed.message());
            }
        }
        if (labels) {
            results.refreshLabels();
        }
    }

    private void found(SearchRunner.Answer.Found found) {
        SearchMail.Result result = found.result();
        boolean fresh = !shownQuery.equals(found.question().query());
        if (fresh) {
            results.forgetExcerpts();
            shownQuery = found.question().query();
        }
        results.excerpting(!found.question().query().isEmpty());
        results.show(result.groups(), fresh);
        long shown = result.groups().stream().mapToLong(group -> group.hits().size()).sum();
        line.offerMore(shown < result.total() && found.question().groups() < MOST_GROUPS);
        side.show(result.facets(), narrowing.clauses());
        if (result.nothing().isPresent() && !found.question().query().isEmpty()) {
            nothing.show(result.nothing().get());
            show(nothing.control());
        } else {
            show(results.viewer().getTree());
        }
        String notes = result.query().notes().isEmpty() ? "" : "  Note: " + String.join("; ", result.query().notes());
        line.say(ResultCount.said(result, found.question().grouping()) + notes
                + state.followed().map(what -> "  About " + what).orElse(""),
                found.question().query() + "\nMail with " + result.query().words());
    }

    private void savedSearches(List<SideNode.Saved> searches) {
        side.show(searches);
        long news = searches.stream().mapToLong(SideNode.Saved::news).sum();
        setPartName(news == 0 ? "Discussion" : "Discussion (" + news + " new)");
    }

    /** Opens what is selected in the results; the first in the editor that shows mail, the others in their own. */
    public void open(boolean activate) {
        boolean first = true;
        for (Object node : results.viewer().getStructuredSelection()) {
            MessageSummary message = ResultTree.message((ResultNode) node);
            MessageInput input = MessageInput.of(message).with(shownQuery, results.line(message));
            MessageEditor.open(getSite().getPage(), input, activate, !first);
            first = false;
        }
    }

    /** An editor that shows mail beside the list shows what is selected in it; nothing is opened for that. */
    private void preview() {
        IStructuredSelection selected = results.viewer().getStructuredSelection();
        if (!results.updating() && selected.size() == 1 && results.viewer().getTree().isFocusControl()) {
            MessageSummary message = ResultTree.message((ResultNode) selected.getFirstElement());
            MessageEditor.preview(getSite().getPage(),
                    MessageInput.of(message).with(shownQuery, results.line(message)));
        }
    }

    /** Puts the cursor into the query box. */
    public void focusQuery() {
        box.focusAll();
    }

    /** What is searched now, in full. */
    public String query() {
        return narrowing.query();
    }

    /** The saved search that is selected beside the results. */
    public Optional<SavedSearch> selectedSearch() {
        return side.selectedSearch();
    }

    /** The message that stands for the first selected row. */
    public Optional<MessageSummary> selectedMessage() {
        return Optional.ofNullable((ResultNode) results.viewer().getStructuredSelection().getFirstElement())
                .map(ResultTree::message);
    }

    /** Saves what is searched now. */
    public void saveSearch(String name) {
        keeper.save(name, query());
    }

    /** Gives a saved search another name. */
    public void renameSearch(String name, String other) {
        keeper.rename(name, other);
    }

    /** Forgets a saved search. */
    public void removeSearch(String name) {
        keeper.remove(name);
    }

    /** How the results are ordered. */
    public SearchOrder order() {
        return state.order();
    }

    /** Orders the results. */
    public void order(SearchOrder order) {
        state.order(order);
        refreshChecks("org.barscope.ui.discussion.sort");
        ask(0);
    }

    /** What the results are put together by. */
    public Grouping grouping() {
        return state.grouping();
    }

    /** Puts the results together. */
    public void grouping(Grouping grouping) {
        state.grouping(grouping);
        refreshChecks("org.barscope.ui.discussion.group");
        ask(0);
    }

    /** Whether the search follows what is selected elsewhere. */
    public boolean following() {
        return state.following();
    }

    /** Begins or ends to follow what is selected elsewhere. */
    public void following(boolean on) {
        state.following(on);
        following.enable(on);
        refreshChecks("org.barscope.ui.discussion.follow");
    }

    private void refreshChecks(String command) {
        getSite().getService(ICommandService.class).refreshElements(command, Map.of());
    }

    private void command(String id) {
        try {
            getSite().getService(IHandlerService.class).executeCommand(id, null);
        } catch (CommandException e) {
            throw new IllegalStateException("the command " + id + " is declared in plugin.xml", e);
        }
    }

    @Override
    public void setFocus() {
        if (firstUse.isVisible()) {
            firstUse.setFocus();
        } else if (Arrays.stream(new Control[] {results.viewer().getTree(), side.viewer().getTree()})
                .noneMatch(Control::isFocusControl)) {
            box.setFocus();
        }
    }

    @Override
    public void saveState(IMemento memento) {
        state.history(box.history().queries());
        state.save(memento);
    }

    @Override
    public void dispose() {
        if (runner != null) {
            desk.forget(listener);
            runner.stop();
            keeper.stop();
            following.enable(false);
        }
        super.dispose();
    }
}
