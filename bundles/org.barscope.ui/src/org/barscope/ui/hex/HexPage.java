// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Sampler;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.address.Scope;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionListener;
import org.barscope.ui.region.RegionPage;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexOptions;
import org.barscope.widgets.hex.HexOverview;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSelection;
import org.barscope.widgets.hex.HexSnapshot;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.jface.util.PropertyChangeEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;

/** The hex page of a region: reads what is visible, at an interval, and shows it. */
public final class HexPage implements RegionPage {

    /** The page's id among those of the region editor. */
    public static final String ID = "org.barscope.ui.hexPage";

    /** Commands of the hex page are bound to their keys in this context. */
    private static final String CONTEXT = "org.barscope.ui.hexPage";

    /** The font of the hex page, which the user sets among the colours and fonts. */
    private static final String FONT = "org.barscope.ui.hexFont";

    private OpenRegion region;
    private IEditorSite site;
    private Composite control;
    private Sampler sampler;
    private Registration samples;
    private Registration changes;
    private Registration notes;
    private RegionHexModel model;
    private HexMarks marks;
    private Comparison comparison;
    private Coalesced compare;
    private Optional<RegionSnapshot> taken = Optional.empty();
    private HexCanvas canvas;
    private HexToolBar tools;
    private HexStatusLine statusLine;
    private IContextActivation context;
    private final IPropertyChangeListener fontChanged = this::fontChanged;
    private Optional<HexRange> onScreen = Optional.empty();
    private boolean shown;
    private boolean wantsPause;
    /** A snapshot is shown, which refreshes must not replace. */
    private volatile boolean frozen;
    private RegionSnapshot window;
    /** What is selected here is not told: it comes from elsewhere, or nobody has chosen it. */
    private boolean following = true;

    @Override
    public Control create(Composite parent, OpenRegion open, IEditorSite editorSite) {
        region = open;
        site = editorSite;
        control = new Composite(parent, SWT.NONE);
        sampler = region.session().sampler(initialInterval(region.info().kind()));
        sampler.access(region.access());
        model = new RegionHexModel(region.info().size(), region.access());
        marks = new HexMarks(region, this::marksChanged);
        model.marks(marks);
        GridLayoutFactory.fillDefaults().spacing(0, 0).numColumns(2).applyTo(control);
        tools = new HexToolBar(control, this);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(tools);
        Composite above = new Composite(control, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(above);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(above);
        SashForm sides = new SashForm(control, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sides);
        canvas = new HexCanvas(sides, SWT.NONE);
        canvas.setAccessibleName(region.input().getToolTipText());
        HexColors.apply(canvas);
        canvas.setFont(JFaceResources.getFont(FONT));
        JFaceResources.getFontRegistry().addListener(fontChanged);
        control.addDisposeListener(event -> JFaceResources.getFontRegistry().removeListener(fontChanged));
        HexOverview overview = new HexOverview(control, SWT.NONE, canvas);
        GridDataFactory.fillDefaults().grab(false, true).applyTo(overview);
        statusLine = new HexStatusLine(control, region.session(), sampler, model);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(statusLine);
        comparison = new Comparison(above, this, sides);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(comparison);
        compare = new Coalesced(canvas, () -> comparison.update(shown()));
        UnitEdits edits = new UnitEdits(PlatformUI.getWorkbench().getService(Explorer.class), region,
                statusLine::say, () -> statusLine.pending(canvas), sampler::refresh);
        model.refusal(offset -> comparison.instead().isPresent() ? Optional.of("A snapshot does not change")
                : edits.refusal(offset));
        canvas.setEditHandler(Optional.of(edits));
        canvas.setOptions(HexOptions.DEFAULT);
        canvas.addVisibleRangeListener(this::visible);
        canvas.addHexSelectionListener(this::selected);
        canvas.setModel(model);
        samples = sampler.listen(this::sampled);
        changes = region.listen(new RegionListener() {
            @Override
            public void descriptionChanged() {
                marks.describe();
            }

            @Override
            public void accessChanged() {
                rulesChanged();
            }
        });
        Bookmarks bookmarks = new Bookmarks(PlatformUI.getWorkbench().getService(Explorer.class).session());
        notes = bookmarks.listen(() -> marks.bookmarks(bookmarks.of(region.info().uri())));
        marks.bookmarks(bookmarks.of(region.info().uri()));
        tools.fill();
        contextMenu();
        startOrStop();
        statusLine.selected(canvas);
        following = false;
        return control;
    }

    /** Configuration space changes seldom, and reading it keeps a sleeping device awake. */
    private static Duration initialInterval(RegionKind kind) {
        return kind == RegionKind.CONFIG ? Duration.ofSeconds(1) : Duration.ofMillis(250);
    }

    private void fontChanged(PropertyChangeEvent event) {
        if (event.getProperty().equals(FONT)) {
            canvas.setFont(JFaceResources.getFont(FONT));
        }
    }

    private void contextMenu() {
        MenuManager menu = new MenuManager();
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        canvas.setMenu(menu.createContextMenu(canvas));
        site.registerContextMenu("org.barscope.ui.hexPage", menu, site.getSelectionProvider());
    }

    private void marksChanged() {
        model.marksChanged();
        if (comparison != null) {
            comparison.marksChanged();
        }
    }

    private void rulesChanged() {
        sampler.access(region.access());
        model.accessChanged(region.access());
        statusLine.selected(canvas);
        startOrStop();
    }

    /** What the rules leave unread is not read, so reading may begin as soon as anything may be read. */
    private void startOrStop() {
        boolean dead = region.session().status().state() == RegionState.LOST;
        if (wantsPause || dead || !mayRead() || comparison.instead().isPresent()) {
            sampler.pause();
        } else if (sampler.paused()) {
            sampler.resume();
        }
        tools.showSettings();
        statusLine.showRefresh();
    }

    private void visible(Optional<HexRange> range) {
        onScreen = range;
        sampler.show(shown ? range.map(r -> List.of(new Span(r.first(), r.length()).within(region.info().size())))
                .orElse(List.of()) : List.of());
        showInstead();
        comparison.pageScrolled();
    }

    private void selected(Optional<HexSelection> selected) {
        statusLine.selected(canvas);
        if (!following) {
            canvas.getTarget().ifPresent(range -> region.selection().set(new Span(range.first(), range.length()),
                    this));
        }
    }

    @Override
    public void select(Span span) {
        following = true;
        try {
            HexRange range = HexRange.of(span.offset(), span.length());
            if (span.length() <= canvas.getOptions().cellSize()) {
                canvas.setCaret(range.first());
            } else {
                canvas.setSelection(range);
            }
            canvas.reveal(range.first());
        } finally {
            following = false;
        }
    }

    @Override
    public void shown(boolean seen) {
        shown = seen;
        if (seen && region.selection().span().isEmpty()) {
            selected(canvas.getSelection());
        }
        IContextService contexts = site.getService(IContextService.class);
        if (seen && context == null) {
            context = contexts.activateContext(CONTEXT);
        } else if (!seen && context != null) {
            contexts.deactivateContext(context);
            context = null;
        }
        visible(onScreen);
    }

    /** On the device's thread. */
    private void sampled(RegionSnapshot snapshot) {
        if (frozen) {
            return;
        }
        model.delivered(snapshot);
        region.publish(snapshot);
        compare.request();
        statusLine.sampled();
    }

    @Override
    public void statusChanged(RegionStatus status) {
        startOrStop();
    }

    /** The region that is shown. */
    public OpenRegion region() {
        return region;
    }

    /** What the bytes were, to find those that have changed since: what is compared with, or was taken last. */
    RegionSnapshot before() {
        return comparison.other().or(() -> taken).orElseGet(region::latest);
    }

    /** The other side. */
    Comparison comparison() {
        return comparison;
    }

    /** Compares with a snapshot, or with nothing. */
    void compareWith(Optional<RegionSnapshot> snapshot) {
        if (!canvas.isDisposed()) {
            comparison.with(snapshot);
            control.layout(true, true);
        }
    }

    /** Shows a snapshot instead of what is read, which is not read meanwhile; or what is read again. */
    void showInstead(Optional<RegionSnapshot> snapshot) {
        if (!canvas.isDisposed()) {
            canvas.revertEdits();
            window = snapshot.map(whole -> onScreen.map(range -> Comparison.window(whole, range, region.info().size()))
                    .orElse(whole)).orElse(null);
            frozen = snapshot.isPresent();
            comparison.instead(snapshot);
            showInstead();
            startOrStop();
            control.layout(true, true);
            if (!frozen) {
                refresh();
            }
        }
    }

    /** Of a large snapshot only what is seen is handed to the canvas. */
    private void showInstead() {
        if (frozen && onScreen.isPresent()) {
            window = Comparison.window(comparison.instead().orElseThrow(), onScreen.get(), region.info().size());
            model.delivered(window);
            compare.request();
        }
    }

    /** What is shown: what was read last, or the part of a snapshot that stands instead. */
    RegionSnapshot shown() {
        return frozen ? window : region.latest();
    }

    /** Shows the region as it is now, compared with nothing. */
    void stopComparing() {
        compareWith(Optional.empty());
        showInstead(Optional.empty());
    }

    /** A snapshot was taken: it is what comes next that is of interest, so it is compared with at once. */
    void snapshotTaken(RegionSnapshot snapshot) {
        taken = Optional.of(snapshot);
        compareWith(taken);
    }

    /** In which order numbers are shown. */
    public ByteOrder order() {
        return canvas.getOptions().order();
    }

    /** The names that an offset can be given by. */
    public Scope scope() {
        return new RegionScope(region, new Bookmarks(PlatformUI.getWorkbench().getService(Explorer.class).session())
                .of(region.info().uri()));
    }

    /** Says something in the status line until the cursor moves; any thread. */
    public void say(String text) {
        statusLine.say(text);
    }

    /** What lies on top of the bytes. */
    HexMarks marks() {
        return marks;
    }

    /** The canvas. UI thread only. */
    public HexCanvas canvas() {
        return canvas;
    }

    /** What was last read of a unit, one line; reads nothing. */
    String lastRead(long offset, int bytes) {
        HexSnapshot snapshot = model.snapshot();
        HexRange unit = HexRange.of(offset, bytes);
        if (!snapshot.covers(offset)) {
            return "Not read yet: it was not visible";
        }
        return snapshot.hasValues(unit)
                ? "0x" + HexFormat.of().toHexDigits(snapshot.value(offset, bytes, ByteOrder.LITTLE_ENDIAN), 2 * bytes)
                        + " as last read (" + 8 * bytes + "-bit)"
                : "No value: " + snapshot.state(offset).label();
    }

    /** True when something is read, now or when not paused. */
    public boolean mayRead() {
        return !region.asks() || region.description().registers().isPresent();
    }

    /** Sets the width of the accesses that no rule decides. */
    public void accessWidth(AccessWidth width) {
        region.accessWidth(width);
    }

    /** The time from one refresh to the next. */
    public Duration interval() {
        return sampler.interval();
    }

    /** Sets the time from one refresh to the next. */
    public void interval(Duration period) {
        sampler.interval(period);
        tools.showSettings();
    }

    @Override
    public Optional<Boolean> paused() {
        return Optional.of(wantsPause);
    }

    @Override
    public void pause(boolean stop) {
        wantsPause = stop;
        startOrStop();
    }

    @Override
    public void refresh() {
        if (mayRead() && !frozen) {
            sampler.refresh();
        }
    }

    /** Sets how bytes are shown; never how they are read. */
    public void options(HexOptions options) {
        canvas.setOptions(options);
        comparison.optionsChanged();
        tools.showSettings();
        statusLine.selected(canvas);
    }

    @Override
    public void save(IMemento memory) {
        HexMemory.save(memory, this);
    }

    @Override
    public void restore(IMemento memory) {
        // What was selected here the last time gives way to what is selected now.
        following = region.selection().span().isPresent();
        try {
            HexMemory.restore(memory, this);
        } finally {
            following = false;
        }
    }

    @Override
    public void stop() {
        samples.close();
        changes.close();
        notes.close();
        sampler.close();
    }

    @Override
    public void setFocus() {
        canvas.setFocus();
    }
}
