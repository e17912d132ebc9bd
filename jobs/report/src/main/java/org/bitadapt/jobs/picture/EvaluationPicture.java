package org.bitadapt.jobs.picture;

import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.WidthsResult;

/** The pictures that {@code evaluate} keeps, each alone. They need no display. */
public final class EvaluationPicture {

    private EvaluationPicture() {}

    /** The confusion matrix as a PNG file, for light backgrounds. */
    public static byte[] png(EvaluationResult result) {
        return Pictures.confusion(result).png(Theme.LIGHT);
    }

    /** The accuracy against costs at each bit width as a PNG file, for light backgrounds. */
    public static byte[] png(WidthsResult result) {
        return new WidthsChart(result).picture().png(Theme.LIGHT);
    }
}
