// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.netlink;

/** What {@link KernelUevents} delivers: an event, or the news that events were lost. */
public sealed interface UeventNotice permits KernelUevent, UeventsLost {
}
