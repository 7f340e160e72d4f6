// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the real mail some tests use when it is there: the directory named by the system property {@code barscope.mail}
 * or the environment variable BARSCOPE_MAIL, or {@code shared/mail} beside the checkout.
 */
final class RealMail {

    private RealMail() {
    }

    static Optional<Path> directory() {
        List<Path> places = new ArrayList<>();
        Optional.ofNullable(System.getProperty("barscope.mail")).map(Path::of).ifPresent(places::add);
        Optional.ofNullable(System.getenv("BARSCOPE_MAIL")).map(Path::of).ifPresent(places::add);
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            places.add(up.resolve("shared/mail"));
        }
        return places.stream().filter(p -> Files.isDirectory(p.resolve("linaro-mm-sig/git"))).findFirst();
    }
}
