// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.Sampler;
import org.barscope.ui.region.StatusText;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexRange;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;

/**
 * Below the hex canvas: where the cursor is and how that byte is read; the route to the region; its state, time and
 * rate of the refreshes.
 */
final class HexStatusLine extends Composite {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    /** Room for "revoked   12:34:56.789   20.0 Hz", so that a change moves nothing beside it. */
    private static final int REFRESHED_WIDTH = 220;

    /** Before it is laid out, a control has no width to speak of. */
    private static final int NARROWEST = 100;
    private static final int TICK_MILLIS = 1000;
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    private final RegionSession session;
    private final Sampler sampler;
    private final RegionHexModel model;
    private final Display display;
    private final Label position;
    private final Label refreshed;
    private final AtomicBoolean fresh = new AtomicBoolean();
    /** Whether it says now that something is typed over. */
    private boolean remindful;

    HexStatusLine(Composite parent, RegionSession session, Sampler sampler, RegionHexModel model) {
        super(parent, SWT.NONE);
        this.session = session;
        this.display = parent.getDisplay();
        this.sampler = sampler;
        this.model = model;
        GridLayoutFactory.fillDefaults().margins(8, 3).spacing(16, 0).numColumns(3).applyTo(this);
        position = new Label(this, SWT.WRAP);
        // As narrow as it must: what does not fit continues in another line.
        GridDataFactory.fillDefaults().grab(true, false).hint(1, position.computeSize(SWT.DEFAULT, SWT.DEFAULT).y)
                .applyTo(position);
        position.addListener(SWT.Resize, event -> fit());
        Label route = new Label(this, SWT.RIGHT);
        route.setText(session.info().route().id());
        route.setToolTipText(routeDetail(session.info().route()));
        refreshed = new Label(this, SWT.RIGHT);
        GridDataFactory.fillDefaults().hint(REFRESHED_WIDTH, SWT.DEFAULT).align(SWT.END, SWT.CENTER).applyTo(refreshed);
        tick();
    }

    private static String routeDetail(Route route) {
        if (route.refused().isEmpty()) {
            return route.label() + ": the best route to the region";
        }
        return route.refused().stream().map(refused -> refused.id() + ": " + refused.why())
                .collect(Collectors.joining("\n", route.label() + "; better routes were refused:\n", ""));
    }

    /** Says something until the cursor moves; any thread. */
    void say(String text) {
        try {
            display.asyncExec(() -> {
                if (!isDisposed()) {
                    show(text);
                }
            });
        } catch (SWTException gone) {
            if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw gone;
            }
        }
    }

    /** Shows what is selected, and first what is typed over and not written: it must not be forgotten. UI thread. */
    void selected(HexCanvas canvas) {
        int units = canvas.getPendingEdits();
        String place = canvas.getTarget().map(this::describe).orElse("");
        remindful = units > 0;
        put(units > 0 ? units + (units == 1 ? " unit" : " units") + " typed over: Enter writes, Esc takes back   "
                + place : place);
    }

    /** Shows that more or fewer units are typed over; what was said of a write stays. UI thread. */
    void pending(HexCanvas canvas) {
        if (canvas.getPendingEdits() > 0 || remindful) {
            selected(canvas);
        }
    }

    private void show(String text) {
        remindful = false;
        put(text);
    }

    private void put(String text) {
        if (!text.equals(position.getText())) {
            position.setText(text);
            position.setToolTipText(text);
            fit();
        }
    }

    /** Gives the text a second line when it needs one at the width that there is; not back again: nothing jumps. */
    private void fit() {
        GridData data = (GridData) position.getLayoutData();
        int width = position.getSize().x;
        if (width < NARROWEST) {
            return;
        }
        int line = position.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        int height = Math.min(2 * line, position.computeSize(width, SWT.DEFAULT).y);
        if (data.heightHint < height && height > line) {
            data.heightHint = height;
            getParent().layout(true, true);
        }
    }

    private String describe(HexRange range) {
        StringBuilder text = new StringBuilder("0x").append(Long.toHexString(range.first()));
        if (range.length() != 1) {
            text.append(" – 0x").append(Long.toHexString(range.last())).append("  (0x")
                    .append(Long.toHexString(range.length())).append(" bytes)");
        }
        session.info().busAddress().ifPresent(base -> text.append("   bus 0x")
                .append(Long.toHexString(base + range.first())));
        AccessRule rule = model.rule(range.first());
        text.append("   ").append(session.info().kind() == RegionKind.MEMORY ? "memory, copied"
                : rule.width().bits() + "-bit access");
        if (rule.policy() == ReadPolicy.GUARDED) {
            text.append(", guarded: ").append(rule.reason());
        }
        return text.toString();
    }

    /** Takes a refresh; any thread. At most one update of the label waits at any time. */
    void sampled() {
        if (!fresh.getAndSet(true)) {
            try {
                display.asyncExec(this::showRefresh);
            } catch (SWTException gone) {
                if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                    throw gone;
                }
            }
        }
    }

    /** Shows the latest refresh, or that one is overdue. UI thread. */
    void showRefresh() {
        fresh.set(false);
        if (isDisposed()) {
            return;
        }
        RegionSnapshot snapshot = sampler.latest();
        if (snapshot.generation() == 0 && session.status().live()) {
            refreshed.setText(sampler.paused() ? "paused" : "not read yet");
        } else {
            refreshed.setText(StatusText.word(session.status()) + "   " + TIME.format(snapshot.time()) + "   "
                    + rate(snapshot));
        }
    }

    private String rate(RegionSnapshot snapshot) {
        if (sampler.paused()) {
            return "paused";
        }
        Duration age = Duration.between(snapshot.time(), Instant.now());
        if (age.compareTo(OVERDUE) > 0 && age.compareTo(sampler.interval().multipliedBy(2)) > 0) {
            return "reading for " + age.toSeconds() + " s";
        }
        Duration achieved = sampler.achieved();
        return achieved.isZero() ? "" : String.format(Locale.ROOT, "%.1f Hz", 1e9 / achieved.toNanos());
    }

    /** A slow device delivers nothing for a while; the line must not look as if it had. */
    private void tick() {
        if (!isDisposed()) {
            showRefresh();
            display.timerExec(TICK_MILLIS, this::tick);
        }
    }
}
