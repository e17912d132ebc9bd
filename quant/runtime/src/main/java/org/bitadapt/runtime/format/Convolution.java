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
 * U8:  code = round-half-even(min(max(y, 0), 2^codeBits - 1))
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
 * @param planes the number of sign planes of the weights: 2..{@value Width#MAX_WEIGHTS} for PLANES, 1 for other types
 * @param outputType U8 or F32
 * @param codeBits the bits of the codes that are written, 1..{@value Width#MAX_MAPS}; 8 unless the output is U8
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
        int planes,
        ElementType outputType,
        int codeBits,
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
        boolean hasPlanes = weightType == WeightType.PLANES;
        Limits.require(
                "planes of " + weightType + " weights", planes, hasPlanes ? 2 : 1, hasPlanes ? Width.MAX_WEIGHTS : 1);
        Limits.require("bits of codes", codeBits, outputType == ElementType.U8 ? 1 : Width.MAX_MAPS, Width.MAX_MAPS);
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
                1,
                ElementType.U8,
                Width.MAX_MAPS,
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
        return with(newStride, padding, weightType, planes, outputType, codeBits);
    }

    /**
     * This convolution with another padding.
     *
     * @param newPadding rows and columns added on each side
     * @return a changed copy
     */
    public Convolution withPadding(int newPadding) {
        return with(stride, newPadding, weightType, planes, outputType, codeBits);
    }

    /**
     * This convolution with weights of another type.
     *
     * @param newWeightType BINARY or INT8; {@link #withPlanes} gives PLANES
     * @return a changed copy
     */
    public Convolution withWeights(WeightType newWeightType) {
        return with(stride, padding, newWeightType, 1, outputType, codeBits);
    }

    /**
     * This convolution with weights of sign planes.
     *
     * @param newPlanes the number of planes, 1..{@value Width#MAX_WEIGHTS}; weights of one plane are BINARY
     * @return a changed copy
     */
    public Convolution withPlanes(int newPlanes) {
        WeightType type = newPlanes == 1 ? WeightType.BINARY : WeightType.PLANES;
        return with(stride, padding, type, newPlanes, outputType, codeBits);
    }

    /**
     * This convolution with another type of output.
     *
     * @param newOutputType U8, with 8-bit codes, or F32
     * @return a changed copy
     */
    public Convolution withOutput(ElementType newOutputType) {
        return with(stride, padding, weightType, planes, newOutputType, Width.MAX_MAPS);
    }

    /**
     * This convolution with codes of fewer bits.
     *
     * @param bits the bits of the codes that are written, 1..{@value Width#MAX_MAPS}
     * @return a changed copy
     */
    public Convolution withCodeBits(int bits) {
        return with(stride, padding, weightType, planes, outputType, bits);
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
     * This convolution with U8 codes added before the output, whose scale each width has of its own.
     *
     * @param slot a U8 slot of the output's shape
     * @return a changed copy with the scale +0
     */
    public Convolution withResidualCodes(int slot) {
        return withResidual(slot, 0);
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

    /**
     * The largest code that is written where the output is U8.
     *
     * @return 2^codeBits - 1
     */
    public int largestCode() {
        return (1 << codeBits) - 1;
    }

    /**
     * The largest magnitude that a weight's type allows.
     *
     * @return 1 for BINARY, 2^planes - 1 for PLANES, 127 for INT8
     */
    public int largestWeight() {
        return weightType == WeightType.INT8 ? Byte.MAX_VALUE : (1 << planes) - 1;
    }

    /** This convolution as it runs at a width, whose residual scale is given. */
    Convolution at(Width width, float scale) {
        Convolution narrow = weightType == WeightType.INT8 ? this : withPlanes(Math.min(planes, width.weights()));
        if (outputType == ElementType.U8) {
            narrow = narrow.withCodeBits(Math.min(codeBits, width.maps()));
        }
        return residual.isEmpty() ? narrow : narrow.withResidual(residual.getAsInt(), scale);
    }

    private Convolution with(
            int newStride,
            int newPadding,
            WeightType newWeights,
            int newPlanes,
            ElementType newOutput,
            int newCodeBits) {
        return new Convolution(
                input,
                outputChannels,
                kernelHeight,
                kernelWidth,
                newStride,
                newPadding,
                newWeights,
                newPlanes,
                newOutput,
                newCodeBits,
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
                planes,
                outputType,
                codeBits,
                OptionalInt.of(slot),
                scale);
    }
}
