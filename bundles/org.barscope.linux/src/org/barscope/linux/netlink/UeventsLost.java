// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.netlink;

/**
 * More events came than the socket could hold, and some are lost: whoever follows the devices must look at all again.
 */
public record UeventsLost() implements UeventNotice {
}
