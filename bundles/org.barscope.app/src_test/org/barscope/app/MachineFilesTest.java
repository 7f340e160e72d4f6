// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.MachineRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFilesTest {

    @TempDir
    private Path folder;

    private final MachineRecord machine = new FakeBackend("linux", "pci", "0000:00:01.0", "10000:e1:00.0").discover();

    @Test
    void whatWasSavedIsLoaded() throws Exception {
        Path file = folder.resolve("m.barscope");
        new MachineFiles().save(machine, file, false);
        assertEquals(machine, new MachineFiles().load(file));
    }

    @Test
    void aFileIsReplacedOnlyOnRequest() throws Exception {
        Path file = Files.writeString(folder.resolve("m.barscope"), "mine");
        BackendException problem = assertThrows(BackendException.class,
                () -> new MachineFiles().save(machine, file, false));
        assertEquals(Reason.REFUSED, problem.reason());
        assertEquals("mine", Files.readString(file));
        new MachineFiles().save(machine, file, true);
        assertEquals(machine, new MachineFiles().load(file));
    }

    @Test
    void anImpossibleDeviceIsDamage() throws Exception {
        Path file = folder.resolve("m.barscope");
        new MachineFiles().save(machine, file, false);
        Files.writeString(file, Files.readString(file).replace("address=\"0000:00:01.0\"", "address=\"hello\""));
        BackendException problem = assertThrows(BackendException.class, () -> new MachineFiles().load(file));
        assertEquals(Reason.FAILED, problem.reason());
        assertEquals("it is damaged (device 'hello': 'hello' is not a PCI address; write it as 0000:01:00.0 or "
                + "01:00.0)",
                problem.why());
    }
}
