// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionStatus;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.XMLMemento;

/** The pages of an open region: tabs below, and above them what the user must know or decide for all of them. */
final class PageFolder extends Composite {

    private static final String PAGE = "page";
    private static final String ACTIVE = "active";

    private final OpenRegion region;
    private final IEditorSite site;
    private final IMemento memory;
    private final Consumer<Optional<RegionPage>> activated;
    private final Banner banner;
    private final CTabFolder tabs;
    private final List<Tab> all = new ArrayList<>();
    private final Registration following;
    private boolean visible;

    /** A tab and its page, once that was looked at. */
    private static final class Tab {
        private final PageRegistry.Kind kind;
        private final CTabItem item;
        private RegionPage page;

        Tab(PageRegistry.Kind kind, CTabItem item) {
            this.kind = kind;
            this.item = item;
        }
    }

    /**
     * @param memory    how the region was shown before
     * @param keep      told at the end how it is to be shown the next time
     * @param activated told which page is in front from now on
     */
    PageFolder(Composite parent, OpenRegion region, IEditorSite site, IMemento memory, Consumer<IMemento> keep,
            Consumer<Optional<RegionPage>> activated) {
        super(parent, SWT.NONE);
        this.region = region;
        this.site = site;
        this.memory = memory;
        this.activated = activated;
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(this);
        ArmedStrip armed = new ArmedStrip(this, region.info().uri());
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(armed);
        armed.look();
        banner = new Banner(this);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(banner);
        tabs = new CTabFolder(this, SWT.BOTTOM | SWT.FLAT);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tabs);
        for (PageRegistry.Kind kind : PageRegistry.kinds()) {
            CTabItem item = new CTabItem(tabs, SWT.NONE);
            item.setText(kind.label());
            all.add(new Tab(kind, item));
        }
        RouteLabel route = new RouteLabel(tabs);
        route.show(region.info().route(), forced());
        tabs.setTopRight(route.control(), SWT.RIGHT);
        tabs.addListener(SWT.Selection, event -> switched());
        following = region.selection().listen(this::selected);
        // Told before what is in it is disposed of, and whoever it is that disposes of the editor's controls.
        addDisposeListener(event -> keep.accept(save()));
        region.listen(new RegionListener() {
            @Override
            public void accessChanged() {
                showBanner(region.session().status());
            }
        });
    }

    /**
     * Shows a first page.
     *
     * @param seen   whether anybody can see the editor
     * @param wanted the page; empty for that which was in front when the region was last shown
     */
    void start(boolean seen, Optional<String> wanted) {
        visible = seen;
        String last = wanted.orElseGet(() -> memory.getString(ACTIVE));
        boolean described = region.description().registers().isPresent();
        Tab first = all.stream().filter(tab -> tab.kind.id().equals(last)).findFirst()
                .or(() -> all.stream().filter(tab -> described || !tab.kind.described()).findFirst())
                .orElse(all.getFirst());
        tabs.setSelection(first.item);
        switched();
        showBanner(region.session().status());
    }

    private boolean forced() {
        return PlatformUI.getWorkbench().getService(Explorer.class).forcedRoute(region.input().uri())
                .filter(region.info().route().id()::equals).isPresent();
    }

    private Optional<Tab> active() {
        return all.stream().filter(tab -> tab.item == tabs.getSelection()).findFirst();
    }

    /** The page in front. */
    Optional<RegionPage> activePage() {
        return active().flatMap(tab -> Optional.ofNullable(tab.page));
    }

    /**
     * Brings a page to the front; an unknown one is ignored. Keys that went to the page before go to this one then, not
     * to its tab.
     */
    void activate(String id) {
        all.stream().filter(tab -> tab.kind.id().equals(id)).findFirst().ifPresent(tab -> {
            if (tabs.getSelection() != tab.item) {
                boolean focused = hasFocus();
                tabs.setSelection(tab.item);
                switched();
                if (focused) {
                    setFocus();
                }
            }
        });
    }

    private boolean hasFocus() {
        Control at = getDisplay().getFocusControl();
        while (at != null && at != this) {
            at = at.getParent();
        }
        return at == this;
    }

    /** Brings the page to the front that is so many tabs further, around the ends. */
    void step(int by) {
        tabs.setSelection(Math.floorMod(tabs.getSelectionIndex() + by, tabs.getItemCount()));
        switched();
        setFocus();
    }

    private void switched() {
        active().filter(tab -> tab.page == null).ifPresent(this::make);
        showPages();
        activated.accept(activePage());
    }

    private void make(Tab tab) {
        tab.kind.make().ifPresent(page -> {
            tab.item.setControl(page.create(tabs, region, site));
            tab.page = page;
            for (IMemento kept : memory.getChildren(PAGE)) {
                if (tab.kind.id().equals(kept.getID())) {
                    page.restore(kept);
                }
            }
            // What the page selected itself, when it was restored, is not shown to it again: it would scroll there.
            region.selection().latest().filter(change -> change.origin() != page)
                    .ifPresent(change -> page.select(change.span()));
            page.statusChanged(region.session().status());
        });
    }

    private void showPages() {
        Optional<RegionPage> front = activePage();
        // First those that go: the keys of two pages at once would be in conflict.
        all.stream().map(tab -> tab.page).filter(page -> page != null && page != front.orElse(null))
                .forEach(page -> page.shown(false));
        front.ifPresent(page -> page.shown(visible));
    }

    private Stream<RegionPage> made() {
        return all.stream().filter(tab -> tab.page != null).map(tab -> tab.page);
    }

    private void selected(RegionSelection.Change change) {
        made().filter(page -> page != change.origin()).forEach(page -> page.select(change.span()));
    }

    /** Whether anybody can see the editor. */
    void shown(boolean seen) {
        visible = seen;
        showPages();
    }

    void statusChanged(RegionStatus status) {
        made().forEach(page -> page.statusChanged(status));
        showBanner(status);
    }

    private void showBanner(RegionStatus status) {
        if (isDisposed()) {
            return;
        }
        if (!status.live()) {
            banner.warn(StatusText.of(status));
        } else if (region.asks()) {
            banner.ask("Nothing is read yet" + exceptDescribed() + ": " + reason() + ".", "&Start Reading", () -> {
                region.agree();
                setFocus();
            });
        } else {
            banner.clear();
        }
    }

    private String exceptDescribed() {
        return region.description().registers().isPresent() ? " but what the description says to be harmless" : "";
    }

    private String reason() {
        String reason = region.access().defaultReason();
        return reason.isEmpty() ? "reading some parts may change the device" : reason;
    }

    private IMemento save() {
        XMLMemento kept = XMLMemento.createWriteRoot("region");
        active().ifPresent(tab -> kept.putString(ACTIVE, tab.kind.id()));
        for (Tab tab : all) {
            if (tab.page != null) {
                tab.page.save(kept.createChild(PAGE, tab.kind.id()));
            } else {
                // Not looked at this time: what was kept the last time stays.
                for (IMemento before : memory.getChildren(PAGE)) {
                    if (tab.kind.id().equals(before.getID())) {
                        kept.createChild(PAGE, tab.kind.id()).putMemento(before);
                    }
                }
            }
        }
        return kept;
    }

    /** Ends reading. */
    void stop() {
        following.close();
        made().forEach(RegionPage::stop);
    }

    @Override
    public boolean setFocus() {
        if (banner.isDisposed()) {
            // What had the focus is disposed of after it, with all of this.
            return false;
        }
        if (banner.asking() && region.description().registers().isEmpty()) {
            return banner.setFocus();
        }
        Optional<RegionPage> page = activePage();
        page.ifPresent(RegionPage::setFocus);
        return page.isPresent();
    }
}
