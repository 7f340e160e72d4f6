// SPDX-License-Identifier: EPL-2.0
/** Choosing the route by which a region is opened. May import org.barscope.ui's explorer, region and work packages. */
package org.barscope.ui.vfio.route;
