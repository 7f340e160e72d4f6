// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

import org.barscope.linux.internal.ProcessCalls;

/** Facts about the running process and kernel that the Java library does not tell. All calls are immediate. */
public final class HostSystem {
    private static final int PAGE_SIZE = Math.toIntExact(ProcessCalls.pageSize());

    private HostSystem() {
    }

    /** {@return the size of a memory page in bytes, 4096 on x86_64, up to 65536 on aarch64} */
    public static int pageSize() {
        return PAGE_SIZE;
    }

    /** {@return the effective user id, 0 for root} */
    public static int effectiveUserId() {
        return ProcessCalls.effectiveUserId();
    }
}
