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
 * DL4J's form of {@link Consistency}: scores are {@code [images][widths * classes]}, those of the widest width first. Labels
 * are one-hot {@code [images][classes]}, or {@code [images][2 classes]} with the scores of the widest width's teacher behind
 * them, see {@link Distillation}. Sums are in double.
 */
public final class ConsistencyLoss implements ILossFunction {

    private static final long serialVersionUID = 1;

    @JsonProperty
    private final int classes;

    @JsonProperty
    private final Consistency.Teaching teacher;

    @JsonProperty
    private final double labelShare;

    @JsonProperty
    private final double teacherShare;

    @JsonProperty
    private final double temperature;

    @JsonProperty
    private final double[] classWeights;

    /**
     * @param classes the number of classes
     * @param teacher see {@link Consistency}
     * @param labelShare see {@link Consistency}
     * @param teacherShare the share of {@link Distillation} in the widest width's loss
     * @param temperature see {@link Distillation}
     * @param classWeights the factors of an image's loss, one per class; none for 1 throughout
     */
    public ConsistencyLoss(
            @JsonProperty("classes") int classes,
            @JsonProperty("teacher") Consistency.Teaching teacher,
            @JsonProperty("labelShare") double labelShare,
            @JsonProperty("teacherShare") double teacherShare,
            @JsonProperty("temperature") double temperature,
            @JsonProperty("classWeights") double[] classWeights) {
        this.classes = classes;
        this.teacher = teacher;
        this.labelShare = labelShare;
        this.teacherShare = teacherShare;
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
            for (int width = 0; width < lesson.widths; width++) {
                losses[image] += lesson.weight() * lesson.loss(width);
            }
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
            for (int i = 0; i < lesson.widths * classes; i++) {
                double slope = lesson.gradient(i / classes, i % classes);
                target.put(image * lesson.widths * classes + i, (float) (lesson.weight() * slope));
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
        return "consistency";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsistencyLoss that
                && classes == that.classes
                && teacher == that.teacher
                && labelShare == that.labelShare
                && teacherShare == that.teacherShare
                && temperature == that.temperature
                && Arrays.equals(classWeights, that.classWeights);
    }

    @Override
    public int hashCode() {
        return Objects.hash(classes, teacher, labelShare, teacherShare, temperature, Arrays.hashCode(classWeights));
    }

    /** A minibatch, read image by image; width 0 is the widest. */
    private final class Lesson {

        private final FloatBuffer labels;
        private final FloatBuffer scores;
        private final int images;
        private final int widths;
        private final int columns;
        private final double[][] logP;
        private final double[] logSoftP;
        private final double[] logSoftQ;
        private int label;

        Lesson(INDArray labels, INDArray scores) {
            this.columns = teacherShare > 0 ? 2 * classes : classes;
            if (labels.size(1) != columns || scores.size(1) % classes != 0) {
                throw new IllegalArgumentException("Invalid labels: " + labels.size(1) + " columns beside "
                        + scores.size(1) + " scores (must be " + columns + " and a multiple of " + classes + ")");
            }
            this.labels = Buffers.floats(labels);
            this.scores = Buffers.floats(scores);
            this.images = Math.toIntExact(scores.size(0));
            this.widths = Math.toIntExact(scores.size(1) / classes);
            this.logP = new double[widths][classes];
            this.logSoftP = new double[classes];
            this.logSoftQ = new double[classes];
        }

        void read(int image) {
            for (int width = 0; width < widths; width++) {
                LogSoftmax.of(scores, (image * widths + width) * classes, 1, logP[width]);
            }
            if (teacherShare > 0) {
                LogSoftmax.of(scores, image * widths * classes, temperature, logSoftP);
                LogSoftmax.of(labels, image * columns + classes, temperature, logSoftQ);
            }
            label = 0;
            while (labels.get(image * columns + label) == 0) {
                label++;
            }
        }

        double weight() {
            return classWeights.length == 0 ? 1 : classWeights[label];
        }

        double loss(int width) {
            double hard = -logP[width][label];
            if (width > 0) {
                return labelShare * hard + (1 - labelShare) * crossEntropy(logP[teacher(width)], logP[width]);
            }
            return teacherShare == 0
                    ? hard
                    : (1 - teacherShare) * hard
                            + teacherShare * temperature * temperature * crossEntropy(logSoftQ, logSoftP);
        }

        private static double crossEntropy(double[] logQ, double[] logP) {
            double sum = 0;
            for (int c = 0; c < logP.length; c++) {
                sum -= Math.exp(logQ[c]) * logP[c];
            }
            return sum;
        }

        double gradient(int width, int c) {
            double p = Math.exp(logP[width][c]);
            double hard = p - (c == label ? 1 : 0);
            if (width > 0) {
                return labelShare * hard + (1 - labelShare) * (p - Math.exp(logP[teacher(width)][c]));
            }
            return teacherShare == 0
                    ? hard
                    : (1 - teacherShare) * hard
                            + teacherShare * temperature * (Math.exp(logSoftP[c]) - Math.exp(logSoftQ[c]));
        }

        private int teacher(int width) {
            return teacher == Consistency.Teaching.WIDEST ? 0 : width - 1;
        }
    }
}
