// SPDX-License-Identifier: EPL-2.0
/**
 * Which description fits which PCI device, and where its blocks lie in the device's regions: bindings, their XML
 * format, and the expressions that compute a base from other registers or from configuration space.
 *
 * <p>The format, read by {@link org.barscope.registers.binding.BindingReader}:
 * <pre>{@code
 * <bindings>
 *   <binding name="xHCI" description="xhci.svd" region="bar0">
 *     <match class="0c0330"/>
 *     <block name="OP" base="CAP.CAPLENGTH.LENGTH"/>
 *     <block name="PORT[%s]" base="CAP.CAPLENGTH.LENGTH + 0x400" count="CAP.HCSPARAMS1.MaxPorts"/>
 *   </binding>
 * </bindings>
 * }</pre>
 * A {@code match} fits when all of its attributes do: {@code vendor}, {@code device}, {@code subvendor}, {@code
 * subdevice} (four hexadecimal digits, several separated by commas), {@code class} (two, four or six hexadecimal
 * digits from the left), {@code capability} and {@code extended} (a capability that must be present, hexadecimal). A
 * binding fits when one of its matches does. {@code region} is where blocks lie that say nothing else: {@code bar0}
 * to {@code bar5}, {@code rom}, {@code config}, or an expression for the number of the BAR. A {@code block} may say
 * its own {@code region}, {@code base}, {@code stride}, {@code count} and {@code when} (0 leaves the element out;
 * {@code index} is its number). A block that is not mentioned lies at its base address in the region of the binding.
 * A binding with {@code overlay="true"} adds to whatever else fits.
 *
 * <p>Expressions have 64-bit unsigned numbers, {@code + - * << >> & | ~} with the precedence of C, parentheses,
 * {@code index}, paths of registers and fields of the same description, and {@code cfg8(x) cfg16(x) cfg32(x)} (bytes
 * of configuration space), {@code cap(id)} (offset of the first capability of that number), {@code cap(id, at,
 * value)} (of the first one whose byte {@code at} is {@code value}), {@code ecap(id)} (of an extended capability),
 * and {@code hascap} and {@code hasecap} with the same arguments (1 if the device has that capability, otherwise 0).
 * Where {@code when} is 0 the other attributes are not computed.
 *
 * <p>May import {@code model}, {@code layout}, {@code read}, {@code xml} and the JDK.
 */
package org.barscope.registers.binding;
