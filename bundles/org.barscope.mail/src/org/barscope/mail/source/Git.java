// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs git on one bare repository. */
final class Git {

    private final Path repository;

    Git(Path repository) {
        this.repository = repository;
    }

    /** Starts git with its standard error discarded; the caller ends the process. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*", "--git-dir=" + repository));
        Collections.addAll(command, arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("reading " + repository + " needs the program git, which could not be started; "
                    + "install git", e);
        }
    }

    /** The first line git prints, or null when it fails or prints nothing. */
    String line(String... arguments) throws IOException {
        Process process = start(arguments);
        try (BufferedReader out = reader(process)) {
            process.getOutputStream().close();
            String line = out.readLine();
            return process.waitFor() == 0 ? line : null;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            process.destroy();
        }
    }

    /** Whether git ends with exit code 0. */
    boolean succeeds(String... arguments) throws IOException {
        Process process = start(arguments);
        try {
            process.getOutputStream().close();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            process.destroy();
        }
    }

    static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1 << 16);
    }

    static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for git: " + e.getMessage());
    }
}
