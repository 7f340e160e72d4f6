// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import org.barscope.core.memory.Span;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code OFFSET+LENGTH}, each a number in decimal, 0x or 0b. */
final class RangeConverter implements ITypeConverter<Span> {

    private final Converters.Number number = new Converters.Number();

    @Override
    public Span convert(String text) {
        int plus = text.indexOf('+');
        if (plus < 0) {
            throw new TypeConversionException("'" + text + "' is not a range: use OFFSET+LENGTH, for example "
                    + "0x1000+0x2000");
        }
        long offset = number.convert(text.substring(0, plus));
        long length = number.convert(text.substring(plus + 1));
        if (offset > Long.MAX_VALUE - length) {
            throw new TypeConversionException("'" + text + "' is out of range: no BAR is that large");
        }
        return new Span(offset, length);
    }
}
