// SPDX-License-Identifier: EPL-2.0
/**
 * The hex page of a region, its commands and the views that belong to it. Only the packages below it import this one.
 */
package org.barscope.ui.hex;
