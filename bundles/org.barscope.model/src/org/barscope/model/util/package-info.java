// SPDX-License-Identifier: EPL-2.0
/**
 * Generated helpers, a switch over the classes of the model and an adapter factory built on it, and how its strings are
 * written. Imports EMF only.
 */
package org.barscope.model.util;
