// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Sampler;
import org.barscope.core.memory.Span;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexOptions;
import org.barscope.widgets.hex.HexOverview;
import org.barscope.widgets.hex.HexRange;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.jface.util.PropertyChangeEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.contexts.IContextService;

/**
 * The hex page of a region: reads what is visible, at an interval, and shows it. Nothing is read of a region whose
 * registers nobody knows until the user says so.
 */
public final class HexPage extends Composite {

    /** Commands of the hex page are bound to their keys in this context. */
    private static final String CONTEXT = "org.barscope.ui.hexPage";

    /** The font of the hex page, which the user sets among the colours and fonts. */
    private static final String FONT = "org.barscope.ui.hexFont";

    private final RegionSession session;
    private final Sampler sampler;
    private final Registration samples;
    private final RegionHexModel model;
    private final HexCanvas canvas;
    private final Banner banner;
    private final HexToolBar tools;
    private final HexStatusLine statusLine;
    private final RegionSelection selection;
    private final IPropertyChangeListener fontChanged = this::fontChanged;
    private Optional<HexRange> onScreen = Optional.empty();
    private boolean shown;
    private AccessMap access;

    /** @param name what the region is called, for screen readers */
    HexPage(Composite parent, IEditorSite site, RegionSession session, String name) {
        super(parent, SWT.NONE);
        this.session = session;
        RegionInfo info = session.info();
        access = info.access();
        sampler = session.sampler(initialInterval(info.kind()));
        model = new RegionHexModel(info.size(), access);
        GridLayoutFactory.fillDefaults().spacing(0, 0).numColumns(2).applyTo(this);
        tools = new HexToolBar(this, this);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(tools);
        banner = new Banner(this);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).exclude(true).applyTo(banner);
        canvas = new HexCanvas(this, SWT.NONE);
        canvas.setAccessibleName(name);
        canvas.setFont(JFaceResources.getFont(FONT));
        JFaceResources.getFontRegistry().addListener(fontChanged);
        addDisposeListener(event -> JFaceResources.getFontRegistry().removeListener(fontChanged));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(canvas);
        HexOverview overview = new HexOverview(this, SWT.NONE, canvas);
        GridDataFactory.fillDefaults().grab(false, true).applyTo(overview);
        statusLine = new HexStatusLine(this, session, sampler, model);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(statusLine);
        selection = new RegionSelection(info.uri(), canvas);
        canvas.setOptions(HexOptions.DEFAULT);
        canvas.addVisibleRangeListener(this::visible);
        canvas.addHexSelectionListener(selected -> statusLine.selected(canvas));
        canvas.setModel(model);
        samples = sampler.listen(this::sampled);
        tools.fill();
        contextMenu(site);
        site.getService(IContextService.class).activateContext(CONTEXT);
        if (access.asks()) {
            askToRead();
        } else {
            sampler.resume();
        }
        statusLine.selected(canvas);
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

    private void contextMenu(IEditorSite site) {
        MenuManager menu = new MenuManager();
        canvas.setMenu(menu.createContextMenu(canvas));
        site.registerContextMenu(menu, selection);
    }

    private void askToRead() {
        String reason = access.defaultReason().isEmpty() ? "reading some parts may change the device"
                : access.defaultReason();
        banner.ask("Nothing is read yet: " + reason + ".", "&Start Reading", () -> {
            access = access.agreed();
            rulesChanged();
            banner.clear();
            sampler.resume();
            tools.showSettings();
            canvas.setFocus();
        });
    }

    private void rulesChanged() {
        sampler.access(access);
        model.accessChanged(access);
        statusLine.selected(canvas);
    }

    private void visible(Optional<HexRange> range) {
        onScreen = range;
        sampler.show(shown ? range.map(r -> List.of(new Span(r.first(), r.length()).within(session.info().size())))
                .orElse(List.of()) : List.of());
    }

    /** Whether anybody can see the page; what nobody sees is not read. */
    void shown(boolean seen) {
        shown = seen;
        visible(onScreen);
    }

    /** On the device's thread. */
    private void sampled(RegionSnapshot snapshot) {
        model.delivered(snapshot);
        statusLine.sampled();
    }

    /** Called in the UI thread when the region's status has changed. */
    void statusChanged(RegionStatus status) {
        if (status.live()) {
            if (access.asks()) {
                askToRead();
            } else {
                banner.clear();
            }
        } else {
            banner.warn(StatusText.of(status));
        }
        if (status.state() == RegionState.LOST) {
            sampler.pause();
        }
        tools.showSettings();
        layout();
    }

    /** The region that is shown. */
    public RegionSession session() {
        return session;
    }

    /** The canvas. UI thread only. */
    public HexCanvas canvas() {
        return canvas;
    }

    /** What is selected, for the workbench. */
    RegionSelection selection() {
        return selection;
    }

    /** The rules by which the page reads. */
    public AccessMap access() {
        return access;
    }

    /** True when something is read, now or when not paused. */
    public boolean mayRead() {
        return !access.asks();
    }

    /** Sets the width of the accesses that no rule decides. */
    public void accessWidth(AccessWidth width) {
        access = access.withDefaultWidth(width);
        rulesChanged();
        tools.showSettings();
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

    public boolean paused() {
        return sampler.paused();
    }

    /** Stops or starts the refreshes; does not start them before the user has agreed to read. */
    public void pause(boolean stop) {
        if (stop) {
            sampler.pause();
        } else if (mayRead()) {
            sampler.resume();
        }
        tools.showSettings();
        statusLine.showRefresh();
    }

    /** Reads what is visible once, also while paused. */
    public void refreshNow() {
        if (mayRead()) {
            sampler.refresh();
        }
    }

    /** Sets how bytes are shown; never how they are read. */
    public void options(HexOptions options) {
        canvas.setOptions(options);
        tools.showSettings();
    }

    /** Ends reading. */
    void stop() {
        samples.close();
        sampler.close();
    }

    @Override
    public boolean setFocus() {
        return banner.asking() ? banner.setFocus() : canvas.setFocus();
    }
}
