// SPDX-License-Identifier: EPL-2.0
/**
 * Generated implementation of the model. Create objects with {@link org.barscope.model.BarscopeFactory}; only EMF
 * itself names classes of this package.
 */
package org.barscope.model.impl;
