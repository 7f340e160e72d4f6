// SPDX-License-Identifier: EPL-2.0
/** The region editor and its pages. Only {@code handlers} and {@code tree} import this package, to open editors. */
package org.barscope.ui.region;
