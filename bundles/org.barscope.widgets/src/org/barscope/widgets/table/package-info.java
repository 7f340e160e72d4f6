// SPDX-License-Identifier: EPL-2.0
/** What tables of the system need beside their own operations. It imports SWT only; views import it. */
package org.barscope.widgets.table;
