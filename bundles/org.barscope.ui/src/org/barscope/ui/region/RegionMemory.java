// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.backend.RegionUri;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.XMLMemento;
import org.osgi.framework.FrameworkUtil;

/**
 * How the user looked at each region: kept when its editor closes, found again when it opens, also after a restart. The
 * regions looked at latest are kept. UI thread only.
 */
final class RegionMemory {

    private static final String ROOT = "regions";
    private static final String REGION = "region";
    private static final int KEPT = 200;

    private final Path file;

    RegionMemory() {
        this(Platform.getStateLocation(FrameworkUtil.getBundle(RegionMemory.class)).append("regions.xml").toFile()
                .toPath());
    }

    RegionMemory(Path file) {
        this.file = file;
    }

    /** What was kept of a region; an empty memento when nothing was. */
    IMemento of(RegionUri uri) {
        return load().stream().filter(kept -> uri.toString().equals(kept.getID())).findFirst()
                .orElseGet(() -> XMLMemento.createWriteRoot(ROOT).createChild(REGION, uri.toString()));
    }

    /** Keeps a memento in place of the one that was kept before. */
    void keep(RegionUri uri, IMemento memory) {
        List<IMemento> rest = new ArrayList<>(load());
        rest.removeIf(kept -> uri.toString().equals(kept.getID()));
        XMLMemento root = XMLMemento.createWriteRoot(ROOT);
        root.createChild(REGION, uri.toString()).putMemento(memory);
        rest.stream().limit(KEPT - 1L).forEach(kept -> root.createChild(REGION, kept.getID()).putMemento(kept));
        try {
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            try (Writer writer = Files.newBufferedWriter(whole, StandardCharsets.UTF_8)) {
                root.save(writer);
            }
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            ILog.of(RegionMemory.class).warn("how " + uri + " was shown cannot be kept in " + file, unwritable);
        }
    }

    private List<IMemento> load() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return List.of(XMLMemento.createReadRoot(reader).getChildren(REGION));
        } catch (IOException | WorkbenchException unreadable) {
            ILog.of(RegionMemory.class).warn("how regions were shown cannot be read from " + file, unreadable);
            return List.of();
        }
    }
}
