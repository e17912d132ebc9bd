package org.bitadapt.quant.engine.arithmetic;

import org.bitadapt.common.lowering.Step;

/**
 * Convolution by its definition, with products and sums in double, which are exact for whole numbers. Both engines use
 * it: the reference engine always, and the oneDNN engine where floats do not hold the sums of an evaluation.
 *
 * <p>Maps are channels-last, weights {@code [out][in][ky][kx]}.
 */
public final class DoubleConvolution {

    private final ConvolutionShape shape;
    private final int inputs;
    private final int outputs;
    private final int taps;

    /** The convolution of a convolution or linear layer, whose window covers the whole input. */
    public DoubleConvolution(Step.Product product) {
        this.shape = ConvolutionShape.of(product);
        this.inputs = shape.input().channels();
        this.outputs = shape.output().channels();
        this.taps = shape.taps();
    }

    /**
     * Computes {@code output = weights * input}.
     *
     * @param input the input maps {@code [image][y][x][channel]}
     * @param weights the weights or their codes, {@code [out][in][ky][kx]}
     * @param images the number of images, 1 or more
     * @param output receives the sums {@code [image][y][x][channel]}, each rounded to float once
     */
    public void forward(float[] input, float[] weights, int images, float[] output) {
        double[] sums = new double[images * shape.output().size()];
        double[] byTap = byTap(weights);
        shape.visit(images, (in, out, tap) -> {
            for (int c = 0; c < inputs; c++) {
                double value = input[in + c];
                int w = (tap * inputs + c) * outputs;
                for (int o = 0; o < outputs; o++) {
                    sums[out + o] += value * byTap[w + o];
                }
            }
        });
        for (int i = 0; i < sums.length; i++) {
            output[i] = (float) sums[i];
        }
    }

    /**
     * Adds {@code weights^T * outputGradient} to {@code inputGradient}.
     *
     * @param outputGradient the gradient by output, {@code [image][y][x][channel]}
     * @param weights the weights, {@code [out][in][ky][kx]}
     * @param images the number of images, 1 or more
     * @param inputGradient the gradient by input, {@code [image][y][x][channel]}, which is added to
     */
    public void backwardInput(float[] outputGradient, float[] weights, int images, float[] inputGradient) {
        double[] sums = new double[images * shape.input().size()];
        double[] byTap = byTap(weights);
        shape.visit(images, (in, out, tap) -> {
            for (int c = 0; c < inputs; c++) {
                int w = (tap * inputs + c) * outputs;
                double sum = 0;
                for (int o = 0; o < outputs; o++) {
                    sum += outputGradient[out + o] * byTap[w + o];
                }
                sums[in + c] += sum;
            }
        });
        for (int i = 0; i < sums.length; i++) {
            inputGradient[i] += (float) sums[i];
        }
    }

    /**
     * The gradient by weights.
     *
     * @param input the input maps {@code [image][y][x][channel]}
     * @param outputGradient the gradient by output, {@code [image][y][x][channel]}
     * @param images the number of images, 1 or more
     * @return the sums {@code [out][in][ky][kx]}, in a new array
     */
    public double[] backwardWeights(float[] input, float[] outputGradient, int images) {
        double[] byTap = new double[taps * inputs * outputs];
        shape.visit(images, (in, out, tap) -> {
            for (int c = 0; c < inputs; c++) {
                double value = input[in + c];
                int w = (tap * inputs + c) * outputs;
                for (int o = 0; o < outputs; o++) {
                    byTap[w + o] += value * outputGradient[out + o];
                }
            }
        });
        double[] gradient = new double[byTap.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = byTap[tapIndex(i)];
        }
        return gradient;
    }

    private double[] byTap(float[] weights) {
        double[] byTap = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            byTap[tapIndex(i)] = weights[i];
        }
        return byTap;
    }

    /**
     * The index in {@code [tap][in][out]} of an element of {@code [out][in][tap]}: inner loops then run over outputs.
     */
    private int tapIndex(int index) {
        int tap = index % taps;
        int in = index / taps % inputs;
        int out = index / taps / inputs;
        return (tap * inputs + in) * outputs + out;
    }
}
