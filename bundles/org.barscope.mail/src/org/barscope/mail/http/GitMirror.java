// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A local copy of a public-inbox version 2 archive, an epoch a repository, as {@code public-inbox-clone(1)} lays it
 * out: {@code DIRECTORY/git/0.git} and so on. Blocks for as long as git takes; interrupting the thread ends git.
 */
public final class GitMirror {

    private final URI inbox;
    private final Path directory;

    /**
     * Names the archive and the copy; nothing is read yet.
     *
     * @param inbox     address of the archive, of which {@code /0}, {@code /1} are the epochs; also {@code file:}
     * @param directory where the copy is or shall be
     */
    public GitMirror(URI inbox, Path directory) {
        this.inbox = inbox;
        this.directory = directory;
    }

    /**
     * Fetches what is new: in the epochs there are, and in epochs that began since.
     *
     * @return how many epochs there are now
     * @throws LoreException when git fails; the copy is as usable as before
     */
    public int update() throws LoreException {
        int epoch = 0;
        while (Files.isDirectory(epoch(epoch))) {
            run(List.of("git", "--git-dir=" + epoch(epoch), "fetch", "-q", "--prune", "origin"), "update "
                    + epoch(epoch), true);
            epoch++;
        }
        while (run(List.of("git", "clone", "-q", "--mirror", address(epoch), epoch(epoch).toString()), "copy "
                + address(epoch),
                epoch == 0)) {
            epoch++;
        }
        return epoch;
    }

    private Path epoch(int number) {
        return directory.resolve("git").resolve(number + ".git");
    }

    private String address(int number) {
        String base = inbox.toString().replaceFirst("/+$", "");
        return inbox.getScheme() != null && inbox.getScheme().equals("file") ? base + "/git/" + number + ".git"
                : base + "/" + number;
    }

    private static String lastLine(String said) {
        return said.strip().lines().reduce((before, line) -> line).orElse("nothing");
    }

    /** Runs git; answers whether it succeeded when that is not required. */
    private boolean run(List<String> command, String what, boolean required) throws LoreException {
        Process process = null;
        try {
            Files.createDirectories(directory.resolve("git"));
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return true;
            }
            if (required) {
                throw new LoreException("Cannot " + what + ": git says \"" + lastLine(said)
                        + "\". Check the address and the network.");
            }
            return false;
        } catch (IOException e) {
            throw new LoreException("Cannot " + what + ": git could not be run (" + e.getMessage()
                    + "). Install git.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoreException("The attempt to " + what + " was stopped.", e);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
