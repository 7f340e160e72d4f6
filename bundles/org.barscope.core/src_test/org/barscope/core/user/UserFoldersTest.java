// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

class UserFoldersTest {

    private static final Path HOME = Path.of("/home/hedy");

    @Test
    void areBelowTheHomeUnlessNamed() {
        assertEquals(new UserFolders(HOME.resolve(".config/barscope"), HOME.resolve(".local/share/barscope"),
                HOME.resolve(".local/state/barscope")), UserFolders.of(Map.of(), HOME));
    }

    @Test
    void areWhereTheVariablesSay() {
        assertEquals(new UserFolders(Path.of("/c/barscope"), Path.of("/d/barscope"), Path.of("/s/barscope")),
                UserFolders.of(Map.of("XDG_CONFIG_HOME", "/c", "XDG_DATA_HOME", "/d", "XDG_STATE_HOME", "/s"), HOME));
    }

    @Test
    void ignoreAnEmptyOrRelativePath() {
        assertEquals(UserFolders.of(Map.of(), HOME),
                UserFolders.of(Map.of("XDG_CONFIG_HOME", "", "XDG_DATA_HOME", "data", "XDG_STATE_HOME", "."), HOME));
    }
}
