package org.bitadapt.common.network;

import java.io.Serializable;

/**
 * The specification of one layer of a {@link NetworkSpec}, without the layer's name and inputs.
 *
 * <p>The family is closed. Java 17 has no {@code switch} over records, so the parts of BitAdapt ask with {@code instanceof};
 * CONTRIBUTING lists what a new layer touches.
 */
public sealed interface LayerSpec extends Serializable {

    /** A layer that multiplies by weights: a convolution or a linear layer. */
    sealed interface Weighted extends LayerSpec {

        /** The number of output channels of a convolution, or of outputs of a linear layer. */
        int outputs();

        /** Whether one trained constant is added per output. */
        boolean bias();

        /** How the delivered model stores the weights. */
        WeightPrecision weights();

        /** A copy of this layer whose weights have the given precision. */
        Weighted withWeights(WeightPrecision weights);

        /** A copy of this layer with the given number of outputs. */
        Weighted withOutputs(int outputs);
    }

    /**
     * A square two-dimensional cross-correlation with zero padding: what every framework calls a "convolution".
     *
     * @param outputs output channels, at least 1
     * @param kernel side of the window in pixels, at least 1
     * @param stride step of the window in pixels, at least 1
     * @param padding number of zeros on each side, 0 to kernel - 1
     * @param groups the number of equal groups of channels; outputs of a group read the inputs of that group only. 1 is
     *     an ordinary convolution. It divides the inputs and the outputs
     */
    record Conv2d(int outputs, int kernel, int stride, int padding, int groups, boolean bias, WeightPrecision weights)
            implements Weighted {

        public Conv2d {
            Checks.atLeast("outputs", outputs, 1);
            Checks.window(kernel, stride, padding);
            Checks.atLeast("groups", groups, 1);
            if (outputs % groups != 0) {
                throw new IllegalArgumentException(
                        "Invalid groups: " + groups + " (must divide the " + outputs + " outputs)");
            }
            Checks.present("weights", weights);
        }

        /** An ordinary convolution, in which every output reads all inputs. */
        public Conv2d(int outputs, int kernel, int stride, int padding, boolean bias, WeightPrecision weights) {
            this(outputs, kernel, stride, padding, 1, bias, weights);
        }

        @Override
        public Conv2d withWeights(WeightPrecision precision) {
            return new Conv2d(outputs, kernel, stride, padding, groups, bias, precision);
        }

        @Override
        public Conv2d withOutputs(int count) {
            return new Conv2d(count, kernel, stride, padding, groups, bias, weights);
        }
    }

    /** A fully connected layer over a vector. */
    record Linear(int outputs, boolean bias, WeightPrecision weights) implements Weighted {

        public Linear {
            Checks.atLeast("outputs", outputs, 1);
            Checks.present("weights", weights);
        }

        @Override
        public Linear withWeights(WeightPrecision precision) {
            return new Linear(outputs, bias, precision);
        }

        @Override
        public Linear withOutputs(int count) {
            return new Linear(count, bias, weights);
        }
    }

    /**
     * Batch normalization per channel: {@code gamma * (x - mean) / sqrt(variance + epsilon) + beta}.
     *
     * @param epsilon the number that is added to the variance, above 0
     * @param momentum the share of the old running statistics that is kept at each step, 0 (inclusive) to 1 (exclusive)
     * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy 2015</a>
     */
    record BatchNorm(double epsilon, double momentum) implements LayerSpec {

        /** The usual constants: epsilon 1e-5, momentum 0.9. */
        public static final BatchNorm STANDARD = new BatchNorm(1e-5, 0.9);

        public BatchNorm {
            if (!(epsilon > 0 && epsilon < 1)) {
                throw new IllegalArgumentException("Invalid epsilon: " + epsilon + " (must be above 0 and below 1)");
            }
            Checks.fraction("momentum", momentum);
        }
    }

    /** ReLU, and rounding to 8-bit codes where {@code map} says so. */
    record Activation(MapPrecision map) implements LayerSpec {
        public Activation {
            Checks.present("map", map);
        }
    }

    /** The sum of two feature maps of one shape: a residual connection. */
    record Add() implements LayerSpec {}

    /** The maximum over a square window; padding never wins. */
    record MaxPool(int kernel, int stride, int padding) implements LayerSpec {
        public MaxPool {
            Checks.window(kernel, stride, padding);
        }
    }

    /** The mean over height and width. */
    record GlobalAveragePool() implements LayerSpec {}

    /** Flattens a map to a vector in the order channels x height x width. */
    record Flatten() implements LayerSpec {}

    /**
     * Zeroes values with probability {@code rate} in training, scaling the rest by 1 / (1 - rate); the identity in
     * evaluation.
     */
    record Dropout(double rate) implements LayerSpec {
        public Dropout {
            Checks.fraction("rate", rate);
        }
    }
}
