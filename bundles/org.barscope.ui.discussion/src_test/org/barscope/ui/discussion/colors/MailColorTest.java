// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.colors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MailColorTest {

    private static final Pattern DEFINITION = Pattern.compile(
            "<colorDefinition [^>]*id=\"([^\"]+)\"[^>]*value=\"(\\d+),(\\d+),(\\d+)\"", Pattern.DOTALL);

    /** A definition that said something else would count as the user's choice, in the dark scheme too. */
    @Test
    void everyColourHasADefinitionThatSaysTheLightOne() throws IOException {
        Map<String, String> defined = new TreeMap<>();
        Matcher matcher = DEFINITION.matcher(Files.readString(Path.of("plugin.xml")));
        while (matcher.find()) {
            defined.put(matcher.group(1), matcher.group(2) + "," + matcher.group(3) + "," + matcher.group(4));
        }
        Map<String, String> wanted = new TreeMap<>();
        for (MailColor color : MailColor.values()) {
            wanted.put(color.id(), color.light().red + "," + color.light().green + "," + color.light().blue);
        }
        assertEquals(wanted, defined);
    }
}
