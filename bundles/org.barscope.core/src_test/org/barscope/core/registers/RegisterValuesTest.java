// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.file.FileRegions;
import org.barscope.core.registers.RegisterValues.Change;
import org.barscope.core.registers.RegisterValues.State;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registers over a file, whose bytes the test changes. */
class RegisterValuesTest {

    private static final RegionStatus REVOKED = new RegionStatus(RegionState.REVOKED, "asleep");

    @TempDir
    private Path folder;
    private Path file;
    private final OpenRegions open = new OpenRegions();
    private RegionSession session;
    private RegionRegisters registers;
    private RegisterValues values;

    @BeforeEach
    void open() throws Exception {
        file = Files.write(folder.resolve("memory"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        session = open.open(new FileRegions(), RegionUri.parse("file:" + file), OpenOptions.readOnly());
        registers = place(Register.builder("PLAIN", 0, 32).build(),
                Register.builder("CLEARS", 4, 32).readAction(ReadAction.CLEAR).build(),
                Register.builder("NARROW", 8, 12).build(),
                Register.builder("COMMAND", 10, 8).access(Access.WRITE_ONLY).build(),
                Register.builder("BEYOND", 0x20, 32).build());
        values = new RegisterValues(registers, ByteOrder.LITTLE_ENDIAN);
    }

    private RegionRegisters place(Register... all) {
        DeviceDescription description = DeviceDescription.of("D", "1", "", List.of(Block.of("B", 0, List.of(all))));
        LoadedDescription loaded = new LoadedDescription(RegisterFiles.bindingOf(Path.of("d.svd"),
                RegionRegisters.MEMORY), description, List.of(), List.of());
        return RegionRegisters.place(List.of(loaded), new ConfigSpace(new byte[0]), session.info(),
                session.info().access(), (region, register) -> {
                    throw new AssertionError("no place depends on a register");
                });
    }

    @AfterEach
    void close() {
        session.close();
        open.close();
    }

    private RegisterInstance register(String name) {
        return registers.registers().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private RegisterValues.Entry entry(String name) {
        return values.of(register(name));
    }

    private void look() throws Exception {
        RegionSnapshot snapshot = session.snapshot(registers.spans(registers.registers()), registers.access()).get();
        values.take(snapshot, registers.registers());
    }

    @Test
    void eachHasAValueOrTheReasonWhyNot() throws Exception {
        assertEquals(State.NOT_READ, entry("PLAIN").state());
        look();
        assertEquals(0x04030201L, entry("PLAIN").word());
        assertEquals(0xa09L, entry("NARROW").word(), "bits above its size are 0");
        assertEquals(State.GUARDED, entry("CLEARS").state());
        assertEquals(State.WRITE_ONLY, entry("COMMAND").state());
        assertEquals(State.UNREACHABLE, entry("BEYOND").state());
        assertEquals(List.of(0L, 8L), registers.spans(registers.registers()).stream().map(span -> span.offset())
                .toList(), "what is guarded or out of reach is not read");
    }

    @Test
    void aChangeIsNewOnceAndThenOldUntilForgotten() throws Exception {
        look();
        assertEquals(Change.NONE, entry("PLAIN").change());
        Files.write(file, new byte[] {9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        look();
        assertEquals(Change.NOW, entry("PLAIN").change());
        assertEquals(OptionalLong.of(0x04030201L), entry("PLAIN").previous());
        assertEquals(Change.NONE, entry("NARROW").change());
        look();
        assertEquals(Change.BEFORE, entry("PLAIN").change());
        assertTrue(values.anyChange());
        values.forgetChanges();
        assertEquals(Change.NONE, entry("PLAIN").change());
        assertFalse(values.anyChange());
    }

    @Test
    void nothingIsShownAsItWasBeforeARevocation() throws Exception {
        look();
        values.once(register("CLEARS"), 7, Instant.now());
        assertTrue(entry("CLEARS").once());
        values.status(REVOKED);
        assertEquals(State.REVOKED, entry("PLAIN").state());
        assertEquals(State.GUARDED, entry("CLEARS").state());
        values.status(RegionStatus.LIVE);
        assertEquals(State.NOT_READ, entry("PLAIN").state());
        assertEquals(State.GUARDED, entry("CLEARS").state(), "what was read once is not known any more");
        Files.write(file, new byte[] {9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        look();
        assertEquals(Change.NOW, entry("PLAIN").change(), "it came back different");
    }

    @Test
    void anotherVersionOfTheDescriptionKeepsWhatItStillDescribesAndMayRead() throws Exception {
        look();
        registers = place(Register.builder("PLAIN", 0, 32).build(), Register.builder("NARROW", 8, 12)
                .guardNote("it bites").build(), Register.builder("FRESH", 4, 32).build());
        values = values.carriedTo(registers);
        assertEquals(0x04030201L, entry("PLAIN").word());
        assertEquals(State.VALUE, entry("PLAIN").state());
        assertEquals(State.GUARDED, entry("NARROW").state());
        assertEquals(State.NOT_READ, entry("FRESH").state());
    }

    @Test
    void theFileOfOverridesNamesAnArrayAsOneThing() {
        Register array = Register.builder("R%s", 0, 8)
                .dimension(Dimension.of(3, 1)).build();
        DeviceDescription description = DeviceDescription.of("D", "1", "",
                List.of(Block.of("B", 0, List.of(array, Register.builder("PLAIN", 8, 8).build()))));
        registers = place(array, Register.builder("PLAIN", 8, 8).build());
        assertEquals(Optional.of("B.R*"), OverridePaths.of(description, register("R2")));
        assertEquals(Optional.of("B.PLAIN"), OverridePaths.of(description, register("PLAIN")));
        assertEquals(Optional.empty(), OverridePaths.of(DeviceDescription.of("D", "1", "", List.of()),
                register("PLAIN")));
    }

    @Test
    void theUnreadAreCounted() throws Exception {
        assertEquals(2, values.unread(), "PLAIN and NARROW; the others are never read by themselves");
        values.take(session.snapshot(registers.spans(List.of(register("PLAIN"))), registers.access()).get(),
                List.of(register("PLAIN")));
        assertEquals(1, values.unread());
        values.once(register("CLEARS"), 1, Instant.EPOCH.plusSeconds(1));
        assertEquals(1, values.unread(), "what is guarded was not to be read");
        look();
        assertEquals(0, values.unread());
        assertEquals(0, values.carriedTo(registers).unread());
        values.status(REVOKED);
        assertEquals(0, values.unread(), "nothing can be read");
        values.status(RegionStatus.LIVE);
        assertEquals(2, values.unread(), "what was known before is not shown as if it were so still");
    }

    @Test
    void aCopyStaysAsItIs() throws Exception {
        RegisterValues before = values.copy();
        look();
        assertEquals(State.NOT_READ, before.of(register("PLAIN")).state());
        assertEquals(2, before.unread());
        assertEquals(values.of(register("PLAIN")), values.copy().of(register("PLAIN")));
    }
}
