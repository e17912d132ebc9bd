package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;

/**
 * The result of one training step.
 *
 * @param images the number of images of the step's minibatch
 * @param correct the number of images whose highest score was at their label; of equal scores the first counts
 * @param crossEntropy {@code -ln p[label]} summed over the images, in nats, without weights of classes, penalties and
 *     teachers; not finite once training has diverged
 * @param learningRate the learning rate with which the step was taken
 */
public record StepResult(int images, int correct, double crossEntropy, double learningRate) {

    /**
     * Compares scores with labels.
     *
     * @param scores the scores before the softmax, {@code [image][class]}, or {@code [image][widths * classes]} with those
     *     of the widest width first, which count
     * @param labels the labels, one-hot {@code [image][class]}, or {@code [image][2 classes]} with a teacher's scores
     *     behind them
     */
    static StepResult of(FloatBuffer scores, FloatBuffer labels, int images, int classes, double learningRate) {
        int stride = scores.capacity() / images;
        int columns = labels.capacity() / images;
        int correct = 0;
        double crossEntropy = 0;
        for (int image = 0; image < images; image++) {
            int label = largest(labels, image * columns, classes);
            correct += largest(scores, image * stride, classes) == label ? 1 : 0;
            crossEntropy += crossEntropy(scores, image * stride, classes, label);
        }
        return new StepResult(images, correct, crossEntropy, learningRate);
    }

    private static int largest(FloatBuffer values, int from, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            largest = values.get(from + i) > values.get(from + largest) ? i : largest;
        }
        return largest;
    }

    /** Computes {@code ln sum exp(score) - score[label]}, with the largest score taken out of the exponents. */
    private static double crossEntropy(FloatBuffer scores, int from, int classes, int label) {
        double largest = scores.get(from + largest(scores, from, classes));
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(scores.get(from + i) - largest);
        }
        return Math.log(sum) + largest - scores.get(from + label);
    }

    /** Whether the loss is a finite number, from which training can go on. */
    public boolean finite() {
        return Double.isFinite(crossEntropy);
    }
}
