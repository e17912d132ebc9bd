package org.bitadapt.jobs.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.quant.onnx.reading.Ending;

/**
 * Scores of the imported network beside those that ONNX Runtime computes from the user's file.
 *
 * @param images the number of images
 * @param sameClass the number of images that both give the same class
 * @param largestDifference the largest difference of two scores, as a share of the range of ONNX Runtime's scores
 */
record ScoreComparison(int images, int sameClass, double largestDifference) {

    /** The largest difference that rounding explains. */
    static final double TOLERANCE = 1e-4;

    /**
     * Compares scores.
     *
     * @param own the scores of the imported network, {@code [image][class]}
     * @param theirs what the file gives for the same images; fewer images are compared where it has fewer
     * @param ending what the file does with its scores, which is done to ours too
     */
    static ScoreComparison of(double[][] own, double[][] theirs, Ending ending) {
        double least =
                Arrays.stream(theirs).flatMapToDouble(Arrays::stream).min().orElse(0);
        double most =
                Arrays.stream(theirs).flatMapToDouble(Arrays::stream).max().orElse(0);
        double range = Math.max(most - least, Float.MIN_NORMAL);
        int same = 0;
        double largest = 0;
        for (int i = 0; i < theirs.length; i++) {
            double[] ended = ended(own[i], ending);
            if (ended.length != theirs[i].length) {
                throw new IllegalStateException(
                        "ONNX Runtime gives " + theirs[i].length + " scores, the network " + ended.length);
            }
            same += largest(ended) == largest(theirs[i]) ? 1 : 0;
            for (int c = 0; c < ended.length; c++) {
                double difference = Math.abs(ended[c] - theirs[i][c]) / range;
                largest = Math.max(largest, difference); // a NaN stays
            }
        }
        return new ScoreComparison(theirs.length, same, largest);
    }

    /** The position of the largest score, the first of equal ones. */
    static int largest(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    private static double[] ended(double[] scores, Ending ending) {
        if (ending == Ending.SCORES) {
            return scores;
        }
        double most = Arrays.stream(scores).max().orElse(0);
        double sum = Arrays.stream(scores).map(score -> Math.exp(score - most)).sum();
        return Arrays.stream(scores)
                .map(score -> score - most - Math.log(sum))
                .map(logarithm -> ending == Ending.SOFTMAX ? Math.exp(logarithm) : logarithm)
                .toArray();
    }

    /**
     * Refuses a network that computes something else than its file.
     *
     * @throws BadInputException if the largest difference is more than rounding explains
     */
    void require(String location) {
        if (!(largestDifference <= TOLERANCE)) {
            throw new BadInputException(
                    String.format(
                            Locale.ROOT,
                            "The network of %s would compute something else than ONNX Runtime: scores of %d images differ by"
                                    + " up to %.2g of their range (must be %.0e or less), and %d of the images get the same"
                                    + " class",
                            location,
                            images,
                            largestDifference,
                            TOLERANCE,
                            sameClass),
                    "Report the file: it has something that the import understands in another way. Nothing was written.");
        }
    }

    /** The share of images whose largest score is that of their label. */
    static double accuracy(double[][] scores, List<Integer> labels) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            right += largest(scores[i]) == labels.get(i) ? 1 : 0;
        }
        return (double) right / scores.length;
    }
}
