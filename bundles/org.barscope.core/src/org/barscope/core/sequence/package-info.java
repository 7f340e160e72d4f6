// SPDX-License-Identifier: EPL-2.0
/**
 * Sequences: small text files that read, write, poll and check registers of one region, step by step.
 *
 * <pre>
 * # Lines end a step; what follows a # is a comment.
 * read STATUS                          # reads and shows; a guarded register too, because it was asked for by name
 * write FACTORIAL 5                    # a whole register, read back after
 * write LIMIT 5 verify                 # stops when something else is read back
 * write CTRL.EN 1                      # one field: the register is read now, other fields are kept
 * write CTRL EN=1 SPEED=fast           # several fields in one write; values may be names
 * write ICR 0xff override              # although the description objects
 * write ICR.DONE 1 base 0x0            # for a register that must not be read: what stands for the other fields
 * write ICR.DONE 1 base read           # the same, reading it all the same
 * write @0x10:32 0x55                  # a unit at an offset, with an access of 32 bits
 * modify CTRL 0x30 mask 0xf0           # reads, replaces the bits of the mask, writes
 * expect STATUS.BUSY == 0              # == != &lt; &lt;= &gt; &gt;=, also with a mask: STATUS &amp; 0xff == 0x12
 * poll STATUS.BUSY == 0 timeout 100ms every 1ms
 * delay 10ms                           # us, ms, s
 * loop 3
 *     write DOORBELL 1
 * end
 * print "half way"
 * </pre>
 *
 * <p>Numbers are 0x, 0b or decimal, with {@code _} between digits. Names are register paths, of which the end is
 * enough. A sequence stops at the first step that does not go as it says.
 *
 * <p>May import {@code core.journal}, {@code core.memory}, {@code core.poke}, {@code core.registers} and
 * {@code core.state}; must not import EMF, SWT or a backend.
 */
package org.barscope.core.sequence;
