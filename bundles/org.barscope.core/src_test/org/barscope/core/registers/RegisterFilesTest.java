// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.registers.RegisterFiles.Kept;
import org.barscope.core.registers.RegisterFiles.Reason;
import org.barscope.registers.binding.Binding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user keeps of registers: where it is looked for, and that everything can be taken back. */
class RegisterFilesTest {

    private static final DeviceIds EDU = new DeviceIds(0x1234, 0x11e8, 0x1af4, 0x1100, 0xff0000, 0x10);

    @TempDir
    private Path home;
    @TempDir
    private Path elsewhere;
    private RegisterFiles files;

    @BeforeEach
    void open() {
        files = new RegisterFiles(home);
    }

    private static void bind(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".xml"), "<bindings><binding name='" + name + "' description='" + name
                + ".svd' region='bar0'><match vendor='1234' device='11e8'/></binding></bindings>");
    }

    private List<String> names() throws IOException {
        return files.bindings().bindings().stream().map(Binding::name).toList();
    }

    @Test
    void furtherFoldersAreLookedIntoAfterTheFirst() throws IOException {
        bind(files.descriptions(), "mine");
        bind(elsewhere.resolve("team"), "theirs");
        assertEquals(List.of(), files.folders());
        assertEquals(List.of("mine"), names());
        files.lookIn(List.of(elsewhere.resolve("team"), elsewhere.resolve("not there")));
        assertEquals(List.of(elsewhere.resolve("team"), elsewhere.resolve("not there")), files.folders());
        assertEquals(List.of("mine", "theirs"), names());
        assertEquals(elsewhere.resolve("team"), files.bindings().bindings().getLast().folder().orElseThrow());
        files.lookIn(List.of());
        assertEquals(List.of("mine"), names());
    }

    @Test
    void whatIsKeptIsListedAndTakenBack() throws IOException {
        assertEquals(List.of(), files.kept());
        Path svd = elsewhere.resolve("edu.svd");
        files.attach(EDU, "bar0", Optional.of(svd));
        files.choose(EDU, "bar0", Optional.of("Second"));
        Binding binding = RegisterFiles.bindingOf(svd, "bar0");
        files.writeOverrides(binding, List.of());
        List<Kept> kept = files.kept();
        assertEquals(List.of(new Kept(Reason.ATTACHED, "1234:11e8/bar0", svd.toString()),
                new Kept(Reason.CHOSEN, "1234:11e8:1af4:1100/bar0", "Second"),
                new Kept(Reason.CORRECTED, "edu.svd", files.overridesFile(binding).toString())), kept);
        files.forget(kept.get(0));
        assertEquals(Optional.empty(), files.attached(EDU, "bar0"));
        assertEquals(2, files.kept().size());
        files.forget(kept.get(1));
        assertEquals(Optional.empty(), files.choice(EDU, "bar0"));
        files.forget(kept.get(2));
        assertEquals(List.of(), files.kept());
    }
}
