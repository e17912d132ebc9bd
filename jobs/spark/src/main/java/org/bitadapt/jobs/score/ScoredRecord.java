package org.bitadapt.jobs.score;

import java.io.Serializable;

/**
 * A record and its scores by a network.
 *
 * @param id the id of the record
 * @param label the record's true class
 * @param scores the scores before the softmax, one per class
 */
@SuppressWarnings("ArrayRecordComponent") // made for every image, never compared
public record ScoredRecord(String id, int label, float[] scores) implements Serializable {

    /** The class with the highest score; the first of equal classes. */
    public int predicted() {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The softmax of the scores, in double and stable for large scores; sums to 1. */
    public double[] probabilities() {
        double highest = scores[predicted()];
        double[] exponentials = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            exponentials[i] = Math.exp(scores[i] - highest);
            sum += exponentials[i];
        }
        for (int i = 0; i < exponentials.length; i++) {
            exponentials[i] /= sum;
        }
        return exponentials;
    }

    /** The cross-entropy of the label, {@code -ln p(label)}; finite. */
    public double loss() {
        return -Math.log(Math.max(probabilities()[label], Double.MIN_NORMAL));
    }
}
