// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

/** A query that cannot be understood. The message says what is wrong and what would be right. */
public final class QueryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * Makes one.
     *
     * @param position where in the query, from 0
     */
    public QueryException(int position, String message) {
        super(message);
        this.position = position;
    }

    /** Where in the query the trouble is, from 0. */
    public int position() {
        return position;
    }
}
