// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.socket;

/**
 * Who is at the other end of a Unix socket, as the kernel noted it when it connected ({@code SO_PEERCRED}).
 *
 * @param pid its process
 * @param uid its effective user
 * @param gid its effective group
 */
public record PeerCredentials(int pid, int uid, int gid) {
}
