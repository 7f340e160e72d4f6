// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources that are checked in are those that the generator writes now. */
class StaleSourcesTest {

    @Test
    void checkedInSourcesAreUpToDate() throws Exception {
        SourceTree generated = new ModelGenerator(ModelFiles.genModel()).generate();
        assertFalse(generated.files().isEmpty());
        assertEquals(List.of(), generated.differencesFrom(SourceTree.read(ModelFiles.sources())),
                "run releng/generator/generate");
    }

    @Test
    void aChangeOfTheModelIsNoticed(@TempDir Path directory) throws Exception {
        String ecore = Files.readString(ModelFiles.ecore());
        String changed = ecore.replace("name=\"kernelRelease\"", "name=\"kernelVersion\"");
        assertFalse(ecore.equals(changed));
        Files.writeString(directory.resolve("barscope.ecore"), changed);
        Path genModel = Files.copy(ModelFiles.genModel(), directory.resolve("barscope.genmodel"));
        List<String> differences =
                new ModelGenerator(genModel).generate().differencesFrom(SourceTree.read(ModelFiles.sources()));
        assertEquals(List.of("different: org/barscope/model/BarscopePackage.java",
                "different: org/barscope/model/Machine.java",
                "different: org/barscope/model/impl/BarscopePackageImpl.java",
                "different: org/barscope/model/impl/MachineImpl.java"), differences);
    }

    @Test
    void aModelThatIsNotThereIsRefusedInOneLine(@TempDir Path directory) {
        Path missing = directory.resolve("none.genmodel");
        GenerationException e =
                assertThrows(GenerationException.class, () -> new ModelGenerator(missing).generate());
        assertEquals("cannot read " + missing, e.getMessage());
    }

    @Test
    void aModelThatDoesNotParseIsRefusedInOneLine(@TempDir Path directory) throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.genmodel"), "<genmodel:GenModel");
        GenerationException e =
                assertThrows(GenerationException.class, () -> new ModelGenerator(broken).generate());
        assertTrue(e.getMessage().startsWith("cannot load " + broken + ": "), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void aDefaultThatIsNoValueOfItsTypeIsRefused(@TempDir Path directory) throws Exception {
        String ecore = Files.readString(ModelFiles.ecore());
        String changed = ecore.replace("defaultValueLiteral=\"65535\"", "defaultValueLiteral=\"many\"");
        assertFalse(ecore.equals(changed));
        Files.writeString(directory.resolve("barscope.ecore"), changed);
        Path genModel = Files.copy(ModelFiles.genModel(), directory.resolve("barscope.genmodel"));
        GenerationException e =
                assertThrows(GenerationException.class, () -> new ModelGenerator(genModel).generate());
        assertTrue(e.getMessage().contains("\"many\" is not valid"), e.getMessage());
    }
}
