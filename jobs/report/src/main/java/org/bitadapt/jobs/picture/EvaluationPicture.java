package org.bitadapt.jobs.picture;

import org.bitadapt.jobs.result.EvaluationResult;

/** The confusion matrix of an evaluation, alone. */
public final class EvaluationPicture {

    private EvaluationPicture() {}

    /** The picture as a PNG file, for light backgrounds; it needs no display. */
    public static byte[] png(EvaluationResult result) {
        return Pictures.confusion(result).png(Theme.LIGHT);
    }
}
