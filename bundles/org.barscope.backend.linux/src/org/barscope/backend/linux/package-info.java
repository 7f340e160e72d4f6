// SPDX-License-Identifier: EPL-2.0
/**
 * This computer as a backend: discovery through sysfs and procfs, changes through kernel uevents, and the memory that
 * sysfs offers. May import {@code core} and {@code linux}; nobody imports it, it is found as a service.
 */
package org.barscope.backend.linux;
