// SPDX-License-Identifier: EPL-2.0
/**
 * The region editor, and what other bundles need to add pages to it ({@link org.barscope.ui.region.RegionPage}), to
 * show something of the region that is active ({@link org.barscope.ui.region.ActiveRegion}), or to open one. Imports
 * only {@code explorer} of this bundle; the pages themselves live elsewhere.
 */
package org.barscope.ui.region;
