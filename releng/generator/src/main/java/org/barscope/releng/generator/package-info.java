// SPDX-License-Identifier: EPL-2.0
/**
 * Writes the Java sources of {@code org.barscope.model} from its Ecore model, without Eclipse.
 *
 * <p>A build tool: nothing of Barscope imports this package, and it imports nothing of Barscope. It uses EMF's own
 * code generator, which is not part of the product.
 */
package org.barscope.releng.generator;
