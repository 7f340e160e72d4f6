// SPDX-License-Identifier: EPL-2.0
/**
 * Whether registers mean what their built-in descriptions say: each class compares what Barscope reads and decodes with
 * what another program, or the kernel's own driver, says about the same device at the same time.
 */
package org.barscope.lab.registers;
