// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.barscope.app.poke.Poking;
import org.barscope.app.poke.TakeState;
import org.barscope.app.poke.TakeState.Offer;
import org.barscope.app.poke.TakeState.Request;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.journal.Origin;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.StateFile;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** What the window does with snapshots of devices, other than showing them. */
public final class SnapshotWork {

    private static final Origin ORIGIN = Origin.ui("device snapshot");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneId.systemDefault());

    private SnapshotWork() {
    }

    private static TakeState takeState() throws BackendException {
        Poking poking = Poke.explorer().poking().orElseThrow(() -> new BackendException(Reason.FAILED,
                "take a snapshot", "the machines are still being looked at", "try again in a moment"));
        return new TakeState(poking.machines(), RegisterFiles.ofUser(), poking::journal, ORIGIN);
    }

    /** What can be read of a device. Called in the UI thread; what it returns is run in a job. */
    static Work.Task<List<Offer>> offers(String device, OpenOptions options) throws BackendException {
        TakeState taking = takeState();
        return () -> taking.offers(device, options);
    }

    /** Reads a device. Called in the UI thread; what it returns is run in a job. */
    public static Work.Task<DeviceState> take(Request request, BooleanSupplier cancelled) throws BackendException {
        TakeState taking = takeState();
        return () -> taking.run(request, cancelled);
    }

    /** Reads a device and keeps the result in a file. Called in the UI thread; what it returns is run in a job. */
    public static Work.Task<Path> keep(Request request, Path file) throws BackendException {
        Work.Task<DeviceState> taking = take(request, () -> false);
        return () -> {
            DeviceState state = taking.run();
            try {
                Files.createDirectories(file.getParent());
                StateFile.write(state, file, true);
                return file;
            } catch (IOException unwritable) {
                throw new BackendException(Reason.FAILED, "write " + file, String.valueOf(unwritable.getMessage()), "",
                        unwritable);
            }
        };
    }

    /** The name of a file for a snapshot taken now. */
    public static String fileName(String device) {
        return device.replaceAll("[^A-Za-z0-9._-]+", "-") + "-" + STAMP.format(Instant.now()) + "."
                + StateFile.EXTENSION;
    }

    /** Reads a file. Blocks. */
    static DeviceState read(Path file) throws BackendException {
        try {
            return StateFile.read(file);
        } catch (NoSuchFileException gone) {
            throw new BackendException(Reason.NOT_FOUND, "open " + file, "there is no such file", "", gone);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, "open " + file, "it is no snapshot of a device: "
                    + unreadable.getMessage(), "", unreadable);
        }
    }

    /**
     * Asks for what opening the regions needs. UI thread only.
     *
     * @return how to open them; empty when nothing has to be asked for, or the user does not want it
     */
    static Optional<OpenOptions> consent(Shell shell, List<Offer> offers) {
        List<BackendException> refused = offers.stream().flatMap(offer -> offer.refusal().stream())
                .filter(why -> why.reason() == Reason.DRIVER_OWNED || why.reason() == Reason.RESETS_DEVICE).toList();
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        String reasons = refused.stream().map(BackendException::why).distinct().map(Work::sentence)
                .collect(Collectors.joining("\n\n"));
        boolean driver = refused.stream().anyMatch(why -> why.reason() == Reason.DRIVER_OWNED);
        boolean resets = refused.stream().anyMatch(why -> why.reason() == Reason.RESETS_DEVICE);
        MessageDialog question = new MessageDialog(shell, "Read All the Same?", null, reasons
                + "\n\nWithout this, only what can be read otherwise is in the snapshot.", MessageDialog.WARNING, 1,
                resets ? "&Reset and Read" : "&Read Beside the Driver", "&Leave It Out");
        return question.open() == 0 ? Optional.of(new OpenOptions(false, driver, resets, Optional.empty()))
                : Optional.empty();
    }
}
