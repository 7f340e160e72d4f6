// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRegionsTest {

    @TempDir
    private Path folder;

    private final FileRegions files = new FileRegions();

    private Path file(int... bytes) throws Exception {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return Files.write(folder.resolve("a dump.bin"), content);
    }

    private static RegionUri uri(Path path) {
        return RegionUri.parse("file:" + path);
    }

    private MemoryRegion open(Path path) throws BackendException {
        return files.open(uri(path), OpenOptions.readOnly());
    }

    private BackendException refused(Path path) {
        return assertThrows(BackendException.class, () -> open(path));
    }

    private static AccessException fails(Kind kind, org.junit.jupiter.api.function.Executable access) {
        AccessException problem = assertThrows(AccessException.class, access);
        assertEquals(kind, problem.kind(), problem::getMessage);
        return problem;
    }

    @Test
    void aFileIsReadOnlyLittleEndianMemory() throws Exception {
        Path path = file(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0xff);
        try (MemoryRegion region = open(path)) {
            assertEquals(RegionKind.MEMORY, region.info().kind());
            assertEquals(9, region.info().size());
            assertFalse(region.info().writable());
            assertEquals("file", region.info().route().id());
            assertEquals("file:" + path, region.info().uri().toString());
            assertEquals(RegionStatus.LIVE, region.status());
            assertEquals(RegionStatus.LIVE, region.checkPresence());
            assertEquals(0x11, region.read(0, AccessWidth.W8));
            assertEquals(0x3322, region.read(1, AccessWidth.W16));
            assertEquals(0x44332211L, region.read(0, AccessWidth.W32));
            assertEquals(0x8877665544332211L, region.read(0, AccessWidth.W64));
            assertEquals(0xff88776655443322L, region.read(1, AccessWidth.W64));
            byte[] block = new byte[4];
            assertEquals(2, region.readBlock(7, block, 1, 2));
            assertArrayEquals(new byte[] {0, (byte) 0x88, (byte) 0xff, 0}, block);
            fails(Kind.NOT_WRITABLE, () -> region.write(0, AccessWidth.W8, 1));
        }
        assertEquals(9, Files.size(path));
    }

    @Test
    void whatIsOutsideIsNotRead() throws Exception {
        try (MemoryRegion region = open(file(1, 2, 3, 4))) {
            for (long offset : new long[] {-1, 1, 4, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertEquals(offset, fails(Kind.OUT_OF_RANGE, () -> region.read(offset, AccessWidth.W32)).offset());
                fails(Kind.OUT_OF_RANGE, () -> region.readBlock(offset, new byte[4], 0, 4));
            }
            assertEquals(0, region.readBlock(4, new byte[0], 0, 0));
        }
    }

    @Test
    void aFileThatShrinksIsAnErrorAndComesBack() throws Exception {
        Path path = file(1, 2, 3, 4, 5, 6, 7, 8);
        try (MemoryRegion region = open(path)) {
            Files.write(path, new byte[] {9, 8, 7}, StandardOpenOption.TRUNCATE_EXISTING);
            assertEquals(9, region.read(0, AccessWidth.W8));
            assertTrue(fails(Kind.FAULTED, () -> region.read(0, AccessWidth.W32)).getMessage()
                    .contains("the file has become shorter"));
            byte[] block = new byte[8];
            assertEquals(3, region.readBlock(0, block, 0, 8));
            fails(Kind.FAULTED, () -> region.readBlock(4, block, 0, 4));
            assertEquals(RegionStatus.LIVE, region.status(), "a part of it can still be read");
            Files.write(path, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            assertEquals(0x04030201L, region.read(0, AccessWidth.W32));
        }
    }

    @Test
    void aClosedRegionSaysSo() throws Exception {
        MemoryRegion region = open(file(1, 2, 3, 4));
        List<RegionState> heard = new ArrayList<>();
        region.listen(status -> heard.add(status.state()));
        region.close();
        region.close();
        assertEquals(List.of(RegionState.CLOSED), heard);
        assertEquals(RegionState.CLOSED, region.status().state());
        fails(Kind.CLOSED, () -> region.read(0, AccessWidth.W8));
        fails(Kind.CLOSED, () -> region.readBlock(0, new byte[1], 0, 1));
    }

    @Test
    void whatIsNoDumpIsRefused() throws Exception {
        BackendException missing = refused(folder.resolve("nothing"));
        assertEquals(Reason.NOT_FOUND, missing.reason());
        assertEquals("cannot open file:" + folder.resolve("nothing") + ": there is no such file", missing.getMessage());
        assertEquals(Reason.REFUSED, refused(folder).reason());
        assertEquals(Reason.REFUSED, refused(Path.of("/dev/null")).reason());
        Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals("the file is empty", refused(empty).why());
        BackendException malformed = assertThrows(BackendException.class,
                () -> files.open(new RegionUri("file", "a\0b", ""), OpenOptions.readOnly()));
        assertEquals(Reason.USAGE, malformed.reason());
    }

    @Test
    void anUnreadableFileIsRefused() throws Exception {
        Path path = file(1);
        Files.setPosixFilePermissions(path, Set.of());
        assumeFalse(Files.isReadable(path), "this user may read everything");
        assertEquals(Reason.REFUSED, refused(path).reason());
    }

    @Test
    void largeFilesAreReadByPosition() throws Exception {
        Path path = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(5L << 30);
            sparse.seek((5L << 30) - 1);
            sparse.write(0x5a);
        }
        try (MemoryRegion region = open(path)) {
            assertEquals(0x5a00_0000L, region.read((5L << 30) - 4, AccessWidth.W32));
        }
    }

    @Test
    void nothingStaysOpen() throws Exception {
        Path path = file(1);
        Path empty = Files.createFile(folder.resolve("empty"));
        for (int i = 0; i < 50; i++) {
            open(path).close();
            refused(empty);
        }
        assertEquals(0, OpenDescriptors.below(folder));
    }
}
