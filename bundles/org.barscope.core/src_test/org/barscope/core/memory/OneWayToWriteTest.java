// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In the whole core only the access of a permit writes to regions, and permits are made by arming alone. */
class OneWayToWriteTest {

    private static final String MEMORY = "org/barscope/core/memory/";

    @Test
    void onlyAPermitsAccessWritesToRegions() throws Exception {
        assertEquals(Set.of(MEMORY + "ArmedAccess", MEMORY + "MemoryRegion"),
                callers("MemoryRegion", Set.of("write", "writeBlock")),
                "the default of writeBlock writes piece by piece, the access of a permit calls both, and nobody else");
        assertEquals(Set.of(MEMORY + "ArmedAccess"), callers("MemoryRegion", Set.of("writeBlock")));
    }

    @Test
    void permitsAreMadeByArmingAndUsedBySessionsAlone() throws Exception {
        assertEquals(Set.of(MEMORY + "Arming"), callers("Armed", Set.of("<init>")));
        assertEquals(Set.of(MEMORY + "RegionSession"), callers("ArmedAccess", Set.of("<init>")));
        assertEquals(Set.of(MEMORY + "ArmedAccess"), callers("Armed", Set.of("log", "require")));
        for (Class<?> type : new Class<?>[] {Armed.class, ArmedAccess.class}) {
            assertTrue(Modifier.isFinal(type.getModifiers()));
            assertTrue(Arrays.stream(type.getDeclaredConstructors()).noneMatch(c -> Modifier.isPublic(c.getModifiers())
                    || Modifier.isProtected(c.getModifiers())), type + " can be made elsewhere");
        }
    }

    @Test
    void everySessionNeedsAPermitToWrite() {
        assertTrue(Arrays.stream(RegionSession.class.getMethods()).filter(method -> method.getName().contains("rite"))
                .allMatch(method -> method.getParameterTypes()[0] == Armed.class));
    }

    /** Which classes of the core call a method of a type of this package. */
    private static Set<String> callers(String type, Set<String> methods) throws IOException, URISyntaxException {
        URI place = MemoryRegion.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path classes = Path.of(place);
        Set<String> callers = new TreeSet<>();
        if (Files.isDirectory(classes)) {
            collect(classes, type, methods, callers);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                collect(jar.getPath("/"), type, methods, callers);
            }
        }
        return callers;
    }

    private static void collect(Path root, String type, Set<String> methods, Set<String> callers) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
                boolean calls = model.methods().stream().flatMap(method -> method.code().stream())
                        .flatMap(code -> code.elementStream()).anyMatch(element ->
                                element instanceof InvokeInstruction invoke
                                        && invoke.owner().asInternalName().equals(MEMORY + type)
                                        && methods.contains(invoke.name().stringValue()));
                if (calls) {
                    callers.add(model.thisClass().asInternalName());
                }
            }
        }
    }
}
