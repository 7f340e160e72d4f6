// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

/** What the text column shows. */
public enum TextEncoding {

    /** No text column. */
    NONE(""),

    /** Printable ASCII; a full stop for every other byte. */
    ASCII("ASCII"),

    /** Each character above its first byte, nothing above its further bytes; a full stop for malformed bytes. */
    UTF_8("UTF-8");

    private final String label;

    TextEncoding(String label) {
        this.label = label;
    }

    /**
     * Heading of the column.
     *
     * @return the name of the encoding, or an empty string
     */
    public String label() {
        return label;
    }
}
