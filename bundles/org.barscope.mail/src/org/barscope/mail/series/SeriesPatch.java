// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.util.List;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.thread.MessageSummary;

/**
 * A patch of one version of a series.
 *
 * @param index    its number in the series; 1 for a patch sent alone
 * @param title    without the tags in brackets
 * @param message  the mail
 * @param state    against the version before
 * @param trailers Reviewed-by, Acked-by, Tested-by and the like: its own, and those given in answers to it
 */
public record SeriesPatch(int index, String title, MessageSummary message, PatchState state, List<Trailer> trailers) {

    /** Copies the trailers. */
    public SeriesPatch {
        trailers = List.copyOf(trailers);
    }
}
