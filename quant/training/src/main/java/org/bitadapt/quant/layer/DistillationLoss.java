package org.bitadapt.quant.layer;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * DL4J's form of {@link Distillation}: labels are {@code [images][2 classes]}, one-hot labels and behind them the teacher's
 * scores, as {@link Teacher} makes them. Sums are in double.
 */
public final class DistillationLoss implements ILossFunction {

    private static final long serialVersionUID = 1;

    @JsonProperty
    private final double share;

    @JsonProperty
    private final double temperature;

    @JsonProperty
    private final double[] classWeights;

    /**
     * @param share see {@link Distillation}
     * @param temperature see {@link Distillation}
     * @param classWeights the factors of an image's loss, one per class; none for 1 throughout
     */
    public DistillationLoss(
            @JsonProperty("share") double share,
            @JsonProperty("temperature") double temperature,
            @JsonProperty("classWeights") double[] classWeights) {
        this.share = share;
        this.temperature = temperature;
        this.classWeights = classWeights.clone();
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray scores, IActivation activation, INDArray mask, boolean average) {
        double[] losses = losses(labels, scores);
        double sum = Arrays.stream(losses).sum();
        return average ? sum / losses.length : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray scores, IActivation activation, INDArray mask) {
        return Nd4j.createFromArray(losses(labels, scores)).reshape(labels.size(0), 1);
    }

    private double[] losses(INDArray labels, INDArray scores) {
        Lesson lesson = new Lesson(labels, scores);
        double[] losses = new double[lesson.images];
        for (int image = 0; image < lesson.images; image++) {
            lesson.read(image);
            losses[image] = lesson.weight() * lesson.loss();
        }
        return losses;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray scores, IActivation activation, INDArray mask) {
        INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, scores.shape());
        FloatBuffer target = Buffers.floats(gradient);
        Lesson lesson = new Lesson(labels, scores);
        for (int image = 0; image < lesson.images; image++) {
            lesson.read(image);
            double weight = lesson.weight();
            for (int c = 0; c < lesson.classes; c++) {
                target.put(image * lesson.classes + c, (float) (weight * lesson.gradient(c)));
            }
        }
        return gradient;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray scores, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, scores, activation, mask, average),
                computeGradient(labels, scores, activation, mask));
    }

    @Override
    public String name() {
        return "distillation";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistillationLoss that
                && share == that.share
                && temperature == that.temperature
                && Arrays.equals(classWeights, that.classWeights);
    }

    @Override
    public int hashCode() {
        return Objects.hash(share, temperature, Arrays.hashCode(classWeights));
    }

    /** A minibatch, read image by image. */
    private final class Lesson {

        private final FloatBuffer labels;
        private final FloatBuffer scores;
        private final int images;
        private final int classes;
        private final double[] logP;
        private final double[] logSoftP;
        private final double[] logSoftQ;
        private int label;

        Lesson(INDArray labels, INDArray scores) {
            if (labels.size(1) != 2 * scores.size(1)) {
                throw new IllegalArgumentException("Invalid labels: " + labels.size(1) + " columns (must be "
                        + 2 * scores.size(1) + ": labels and the teacher's scores)");
            }
            this.labels = Buffers.floats(labels);
            this.scores = Buffers.floats(scores);
            this.images = Math.toIntExact(scores.size(0));
            this.classes = Math.toIntExact(scores.size(1));
            this.logP = new double[classes];
            this.logSoftP = new double[classes];
            this.logSoftQ = new double[classes];
        }

        void read(int image) {
            LogSoftmax.of(scores, image * classes, 1, logP);
            LogSoftmax.of(scores, image * classes, temperature, logSoftP);
            LogSoftmax.of(labels, (2 * image + 1) * classes, temperature, logSoftQ);
            label = 0;
            while (labels.get(2 * image * classes + label) == 0) {
                label++;
            }
        }

        double weight() {
            return classWeights.length == 0 ? 1 : classWeights[label];
        }

        double loss() {
            double soft = 0;
            for (int c = 0; c < classes; c++) {
                soft -= Math.exp(logSoftQ[c]) * logSoftP[c];
            }
            return (1 - share) * -logP[label] + share * temperature * temperature * soft;
        }

        double gradient(int c) {
            double hard = Math.exp(logP[c]) - (c == label ? 1 : 0);
            double soft = Math.exp(logSoftP[c]) - Math.exp(logSoftQ[c]);
            return (1 - share) * hard + share * temperature * soft;
        }
    }
}
