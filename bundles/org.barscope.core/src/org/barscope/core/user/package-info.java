// SPDX-License-Identifier: EPL-2.0
/**
 * What belongs to the user and not to a machine or a device: where their files are. Uses the JDK alone; everyone above
 * may import it.
 */
package org.barscope.core.user;
