// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.user;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where files of the user are kept, after the XDG Base Directory Specification 0.8. Nothing is created by asking.
 *
 * @param config what the user wrote or chose: {@code $XDG_CONFIG_HOME/barscope}, by default {@code ~/.config/barscope}
 * @param data   what took work to collect: {@code $XDG_DATA_HOME/barscope}, by default
 *               {@code ~/.local/share/barscope}
 * @param state  what is remembered from one start to the next: {@code $XDG_STATE_HOME/barscope}, by default
 *               {@code ~/.local/state/barscope}
 */
public record UserFolders(Path config, Path data, Path state) {

    private static final String OURS = "barscope";

    /** Those of the user who runs this process. */
    public static UserFolders ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Those that the variables name.
     *
     * @param environment the variables of a process; a relative path in one is ignored, as the specification says
     * @param home        the user's home
     */
    public static UserFolders of(Map<String, String> environment, Path home) {
        return new UserFolders(ours(environment, "XDG_CONFIG_HOME", home.resolve(".config")),
                ours(environment, "XDG_DATA_HOME", home.resolve(".local/share")),
                ours(environment, "XDG_STATE_HOME", home.resolve(".local/state")));
    }

    private static Path ours(Map<String, String> environment, String variable, Path usual) {
        String named = environment.getOrDefault(variable, "");
        return (named.startsWith("/") ? Path.of(named) : usual).resolve(OURS);
    }
}
