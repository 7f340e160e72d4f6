// SPDX-License-Identifier: EPL-2.0
/**
 * What this kernel offers to this user: each feature tried, or found out from the kernel's configuration, symbols and
 * parameters. Changes nothing and opens no device. May import {@code core.backend}, {@code linux} and
 * {@code discovery}.
 */
package org.barscope.backend.linux.diagnosis;
