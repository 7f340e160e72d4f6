// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the start script asked of the application, from the arguments the framework left over.
 *
 * @param perspective the perspective to open with instead of the usual one
 * @param theme       the colours of the window, from now on
 * @param screenshot  where to write a picture of the window before ending, if that is all that is wanted
 * @param announce    whether to say on standard output when the window can be worked with, for whoever measures that
 * @param deadline    how long the window may take to be worth a picture
 */
record StartArguments(Optional<String> perspective, Optional<Theme> theme, Optional<Path> screenshot,
        boolean announce, Duration deadline) {

    static final String PERSPECTIVE = "-perspective";
    static final String THEME = "-barscope.theme";
    static final String SCREENSHOT = "-barscope.screenshot";
    static final String ANNOUNCE = "-barscope.announce";
    static final String DEADLINE_SECONDS = "-barscope.deadline";

    private static final Duration USUAL_DEADLINE = Duration.ofSeconds(120);

    /**
     * Reads the options of this class and leaves all others alone: the workbench and its plug-ins have their own.
     *
     * @throws IllegalArgumentException if one of the options has no value or one that cannot be used; the message says
     *                                  which and is meant for the user
     */
    static StartArguments parse(List<String> arguments) {
        Optional<Path> screenshot = valueOf(SCREENSHOT, arguments).map(Path::of);
        Duration deadline = valueOf(DEADLINE_SECONDS, arguments).map(StartArguments::seconds).orElse(USUAL_DEADLINE);
        return new StartArguments(valueOf(PERSPECTIVE, arguments), valueOf(THEME, arguments).map(Theme::named),
                screenshot, arguments.contains(ANNOUNCE), deadline);
    }

    private static Optional<String> valueOf(String option, List<String> arguments) {
        int at = arguments.lastIndexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == arguments.size()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return Optional.of(arguments.get(at + 1));
    }

    private static Duration seconds(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds > 0 && seconds <= Integer.MAX_VALUE / 1000) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw unusable(text, e);
        }
        throw unusable(text, null);
    }

    private static IllegalArgumentException unusable(String text, Throwable cause) {
        return new IllegalArgumentException(
                DEADLINE_SECONDS + " needs a whole number of seconds above 0, not '" + text + "'", cause);
    }
}
