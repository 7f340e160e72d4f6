// SPDX-License-Identifier: EPL-2.0
/**
 * A user's corrections to descriptions, kept in a file of their own so that they survive a new version of the
 * description.
 *
 * <p>The format:
 * <pre>{@code
 * <overrides>
 *   <override path="GEN.ICR" guard="stops the interrupt I am looking for"/>
 *   <override path="GEN.CTRL:SLU" access="read-only" comment="strapped on our board"/>
 * </overrides>
 * }</pre>
 * {@code path} is a pattern as in {@link org.barscope.registers.naming.RegisterPattern}, matched against the names in
 * the description; an array is one thing there, so {@code RA[*].RAH} means all of its elements. The other attributes
 * are the properties of {@link org.barscope.registers.overrides.OverrideProperty}. A later override wins over an
 * earlier one.
 *
 * <p>May import {@code model}, {@code naming}, {@code read}, {@code xml} and the JDK.
 */
package org.barscope.registers.overrides;
