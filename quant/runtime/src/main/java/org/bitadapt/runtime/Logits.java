package org.bitadapt.runtime;

/** What logits mean. */
public final class Logits {
    private Logits() {}

    /**
     * The class with the largest logit; of equal logits the first counts.
     *
     * @param logits logits of one or more images
     * @param from where the image's logits begin
     * @param classes the number of classes
     * @return 0..classes - 1
     */
    public static int largest(float[] logits, int from, int classes) {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            if (logits[from + i] > logits[from + largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /**
     * The probabilities {@code exp(x_i) / sum exp(x_j)}, computed without overflow.
     *
     * @param logits logits of one or more images
     * @param from where the image's logits begin
     * @param classes the number of classes
     * @return probabilities that sum to 1 but for rounding
     */
    public static float[] softmax(float[] logits, int from, int classes) {
        double largest = logits[from + largest(logits, from, classes)];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(logits[from + i] - largest);
        }
        float[] probabilities = new float[classes];
        for (int i = 0; i < classes; i++) {
            probabilities[i] = (float) (Math.exp(logits[from + i] - largest) / sum);
        }
        return probabilities;
    }
}
