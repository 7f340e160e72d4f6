// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

/** The processor architectures whose kernel interface this bundle knows. Both are 64-bit and little endian. */
public enum Architecture {
    /** AMD64. */
    X86_64,
    /** 64-bit Arm. */
    AARCH64;

    private static final Architecture CURRENT = detect();

    private static Architecture detect() {
        String os = System.getProperty("os.name");
        String arch = System.getProperty("os.arch");
        if (!"Linux".equals(os)) {
            return null;
        }
        return switch (arch) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default -> null;
        };
    }

    /** {@return whether this bundle can work on the running system at all} */
    public static boolean isSupported() {
        return CURRENT != null;
    }

    /**
     * Tells what the virtual machine runs on.
     *
     * @return the architecture
     * @throws UnsupportedOperationException when it is not Linux on x86_64 or aarch64
     */
    public static Architecture current() {
        if (CURRENT == null) {
            throw new UnsupportedOperationException("native access needs Linux on x86_64 or aarch64, this is "
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
        }
        return CURRENT;
    }
}
