// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.diff.SnapshotFile;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Session;
import org.barscope.model.SnapshotRef;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.FrameworkUtil;

/** The snapshots of regions that the user has taken: files in the workspace, listed in the session. UI thread only. */
final class RegionSnapshots {

    /** As much as is read at once and kept whole. */
    static final long MOST = 64 << 20;

    private static final String PLUGIN = "org.barscope.ui";

    private final Session session;

    RegionSnapshots(Session session) {
        this.session = session;
    }

    /** Those of a region, the latest first. */
    List<SnapshotRef> of(RegionUri region) {
        return session.getSnapshots().stream().filter(ref -> ref.getRegionUri().equals(region.toString()))
                .toList().reversed();
    }

    /**
     * Reads a range once, by the rules of the region, and keeps it.
     *
     * @param taken told in the UI thread
     */
    void take(OpenRegion region, Span span, Consumer<RegionSnapshot> taken) {
        Display display = Display.getCurrent();
        AccessMap rules = region.access();
        Path file = Platform.getStateLocation(FrameworkUtil.getBundle(RegionSnapshots.class)).append("snapshots")
                .append(UUID.randomUUID() + ".snapshot").toFile().toPath();
        Job job = Job.create("Taking a snapshot of " + region.input().getName(), monitor -> {
            try {
                RegionSnapshot snapshot = region.session().snapshot(List.of(span), rules).get();
                Files.createDirectories(file.getParent());
                new SnapshotFile(file).write(snapshot);
                display.asyncExec(() -> {
                    remember(snapshot, span, file);
                    taken.accept(snapshot);
                });
                return Status.OK_STATUS;
            } catch (ExecutionException closed) {
                return failed("The region was closed before the snapshot was complete.");
            } catch (BackendException unwritable) {
                return failed(unwritable.getMessage());
            } catch (IOException unwritable) {
                return failed("Cannot make the folder for snapshots " + file.getParent() + ": "
                        + unwritable.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Status.CANCEL_STATUS;
            }
        });
        job.setUser(true);
        job.schedule();
    }

    private static IStatus failed(String message) {
        return new Status(IStatus.ERROR, PLUGIN, message);
    }

    private void remember(RegionSnapshot snapshot, Span span, Path file) {
        SnapshotRef ref = BarscopeFactory.eINSTANCE.createSnapshotRef();
        ref.setId(UUID.randomUUID().toString());
        ref.setCreatedAt(Instant.ofEpochMilli(snapshot.time().toEpochMilli()));
        ref.setRegionUri(snapshot.uri().toString());
        ref.setOffset(span.offset());
        ref.setLength(span.length());
        ref.setFile(file.toUri().toString());
        session.getSnapshots().add(ref);
    }

    /** Loads a snapshot in a job; told in the UI thread, with a message when it cannot be. */
    static void load(SnapshotRef ref, Consumer<RegionSnapshot> loaded) {
        Path file = Path.of(URI.create(ref.getFile()));
        read("Reading a snapshot", () -> new SnapshotFile(file).read(), loaded);
    }

    /** Loads any file as the bytes of a region from its start; one that Barscope has saved, as what it is. */
    static void loadFile(Path file, RegionUri region, Consumer<RegionSnapshot> loaded) {
        read("Reading " + file.getFileName(), () -> {
            SnapshotFile source = new SnapshotFile(file);
            try {
                return source.read();
            } catch (BackendException noSnapshot) {
                return source.readRaw(region);
            }
        }, loaded);
    }

    /** Something that reads a file. */
    private interface Reading {

        RegionSnapshot read() throws BackendException;
    }

    private static void read(String name, Reading reading, Consumer<RegionSnapshot> loaded) {
        Display display = Display.getCurrent();
        Job job = Job.create(name, monitor -> {
            try {
                RegionSnapshot snapshot = reading.read();
                display.asyncExec(() -> loaded.accept(snapshot));
                return Status.OK_STATUS;
            } catch (BackendException problem) {
                return failed(problem.getMessage());
            }
        });
        job.setUser(true);
        job.schedule();
    }
}
