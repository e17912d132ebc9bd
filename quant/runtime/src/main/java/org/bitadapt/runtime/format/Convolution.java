package org.bitadapt.runtime.format;

import java.util.List;
import java.util.OptionalInt;

/**
 * A convolution with its requantization; a linear layer is a convolution whose kernel is as large as its input.
 *
 * <pre>
 * acc = sum over c, ky, kx of weight[o][c][ky][kx] * (code - zero)     exact, 32-bit integer
 * y   = (float) acc * multiplier[o] + offset[o]                        two float roundings, no fused multiply-add
 * y   = y + residual                                                   (float) code * residualScale, or the F32 value
 * U8:  code = round-half-even(min(max(y, 0), 255))
 * F32: y
 * </pre>
 *
 * <p>{@code zero} is the input's zero point for slot 0 and 0 for every other slot; padding contributes nothing.
 *
 * @param input the slot to read: U8, or I32 of 1 x 1 pixels
 * @param outputChannels number of filters
 * @param kernelHeight rows of the window
 * @param kernelWidth columns of the window
 * @param stride step of the window, both ways
 * @param padding rows and columns added on each side, below both kernel extents
 * @param weightType how the weights are stored
 * @param outputType U8 or F32
 * @param residual the slot to add, U8 or F32, of the output's shape; empty for none
 * @param residualScale what a U8 residual code is multiplied by; +0 unless the residual is U8
 */
public record Convolution(
        int input,
        int outputChannels,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int padding,
        WeightType weightType,
        ElementType outputType,
        OptionalInt residual,
        float residualScale)
        implements Operation {

    /** Checks everything that does not depend on the slots. */
    public Convolution {
        Limits.require("output channels", outputChannels, 1, Limits.MAX_CHANNELS);
        Limits.require("kernel height", kernelHeight, 1, Limits.MAX_KERNEL);
        Limits.require("kernel width", kernelWidth, 1, Limits.MAX_KERNEL);
        Limits.require("stride", stride, 1, Limits.MAX_STRIDE);
        Limits.require("padding", padding, 0, Math.min(kernelHeight, kernelWidth) - 1);
        Limits.requireMagnitude("residual scale", residualScale);
        if (residual.isEmpty() && !isPlusZero(residualScale)) {
            throw new IllegalArgumentException(
                    "Invalid residual scale: " + residualScale + " (must be +0 because there is no residual)");
        }
        if (outputType == ElementType.I32) {
            throw new IllegalArgumentException("Invalid output type of a convolution: I32 (must be U8 or F32)");
        }
    }

    /** Whether a float's bits are all zero: a file has one form, so -0 is refused. */
    static boolean isPlusZero(float value) {
        return Float.floatToRawIntBits(value) == 0;
    }

    /**
     * A binary convolution with a square kernel, stride 1, no padding, U8 output and no residual.
     *
     * @param input the slot to read
     * @param outputChannels number of filters
     * @param kernel rows and columns of the window
     * @return the convolution, to be refined with the methods below
     */
    public static Convolution of(int input, int outputChannels, int kernel) {
        return of(input, outputChannels, kernel, kernel);
    }

    /**
     * A binary convolution with stride 1, no padding, U8 output and no residual.
     *
     * @param input the slot to read
     * @param outputChannels number of filters
     * @param kernelHeight rows of the window
     * @param kernelWidth columns of the window
     * @return the convolution, to be refined with the methods below
     */
    public static Convolution of(int input, int outputChannels, int kernelHeight, int kernelWidth) {
        return new Convolution(
                input,
                outputChannels,
                kernelHeight,
                kernelWidth,
                1,
                0,
                WeightType.BINARY,
                ElementType.U8,
                OptionalInt.empty(),
                0);
    }

    /**
     * This convolution with another step of the window.
     *
     * @param newStride step of the window
     * @return a changed copy
     */
    public Convolution withStride(int newStride) {
        return with(newStride, padding, weightType, outputType);
    }

    /**
     * This convolution with another padding.
     *
     * @param newPadding rows and columns added on each side
     * @return a changed copy
     */
    public Convolution withPadding(int newPadding) {
        return with(stride, newPadding, weightType, outputType);
    }

    /**
     * This convolution with weights of another type.
     *
     * @param newWeightType how the weights are stored
     * @return a changed copy
     */
    public Convolution withWeights(WeightType newWeightType) {
        return with(stride, padding, newWeightType, outputType);
    }

    /**
     * This convolution with another type of output.
     *
     * @param newOutputType U8 or F32
     * @return a changed copy
     */
    public Convolution withOutput(ElementType newOutputType) {
        return with(stride, padding, weightType, newOutputType);
    }

    /**
     * This convolution with U8 codes added before the output.
     *
     * @param slot a U8 slot of the output's shape
     * @param scale what a code is multiplied by
     * @return a changed copy
     */
    public Convolution withResidualCodes(int slot, float scale) {
        return withResidual(slot, scale);
    }

    /**
     * This convolution with F32 values added before the output.
     *
     * @param slot an F32 slot of the output's shape
     * @return a changed copy
     */
    public Convolution withResidualValues(int slot) {
        return withResidual(slot, 0);
    }

    @Override
    public List<Integer> inputs() {
        return residual.isPresent() ? List.of(input, residual.getAsInt()) : List.of(input);
    }

    private Convolution with(int newStride, int newPadding, WeightType newWeights, ElementType newOutput) {
        return new Convolution(
                input,
                outputChannels,
                kernelHeight,
                kernelWidth,
                newStride,
                newPadding,
                newWeights,
                newOutput,
                residual,
                residualScale);
    }

    private Convolution withResidual(int slot, float scale) {
        return new Convolution(
                input,
                outputChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                weightType,
                outputType,
                OptionalInt.of(slot),
                scale);
    }
}
