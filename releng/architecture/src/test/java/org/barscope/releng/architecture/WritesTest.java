// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/**
 * Nobody can write to a device but through a permit. A test of the core shows that in the core only a permit's access
 * calls {@code MemoryRegion.write}; here, that nobody above gets hold of a {@code MemoryRegion}, so that a session,
 * which has no other way to write, is all they have.
 */
class WritesTest {

    private static final Checkout CHECKOUT = Checkout.containingCurrentDirectory();
    private static final Pattern REGION = Pattern.compile("\\bMemoryRegion\\b");
    /** A region that is never named but used where it is opened. */
    private static final Pattern UNNAMED = Pattern.compile("\\.open\\([^;{}]*\\)\\s*\\.write(Block)?\\(|\\bvar\\b[^;]*"
            + "\\bbackend\\w*(\\(\\))?\\.open\\(");
    /** Where regions are made, and what they are. */
    private static final List<String> BELOW = List.of("bundles/org.barscope.backend.",
            "bundles/org.barscope.core/src/org/barscope/core/memory/",
            "bundles/org.barscope.core/src/org/barscope/core/backend/");

    private static List<Path> products() {
        return CHECKOUT.bundles().stream().flatMap(bundle -> CHECKOUT.javaFiles(bundle.directory()).stream())
                .filter(file -> !CHECKOUT.name(file).contains("/src_test/"))
                .filter(file -> BELOW.stream().noneMatch(CHECKOUT.name(file)::startsWith)).toList();
    }

    /** The text without comments: Javadoc may speak of what the code must not touch. */
    private static String code(Path file) {
        return Checkout.text(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\\n]*", "");
    }

    @Test
    void onlyBackendsAndTheCoresMemoryKnowRegionsThatCanBeWritten() {
        assertEquals(List.of(), products().stream().filter(file -> REGION.matcher(code(file)).find())
                .map(CHECKOUT::name).toList());
    }

    @Test
    void nobodyWritesToARegionWithoutNamingIt() {
        assertEquals(List.of(), products().stream().filter(file -> UNNAMED.matcher(code(file)).find())
                .map(CHECKOUT::name).toList());
    }
}
