// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

/**
 * Why the application ended without doing what was asked.
 *
 * @param exitCode the code to end with, as on the command line
 * @param message  one line for the user: what was tried, why it failed, what to do
 */
record Failure(int exitCode, String message) {

    static final int USAGE = 2;
    static final int FAILED = 4;

    static Failure usage(String message) {
        return new Failure(USAGE, message);
    }

    static Failure failed(String message) {
        return new Failure(FAILED, message);
    }
}
