package org.bitadapt.runtime.latency;

import java.io.Serializable;

/**
 * Everything that a layer's time depends on except its channels.
 *
 * <p>A convolution whose window is its whole input, without padding, is the same operation as a linear layer and is
 * described as a linear layer: kind {@link LayerKind#LINEAR}, kernel 0, stride 1.
 *
 * @param kind what the layer computes
 * @param kernel the side of the window; 0 where the window is the whole map
 * @param stride the step of the window; 1 where the window is the whole map
 * @param padding the rows and columns added on each side
 * @param height the height of the input
 * @param width the width of the input
 * @param weightBits the bits of one weight: 1 to 7 for so many sign planes, 8 for signed bytes, 32 for floating point; 0
 *     without weights
 * @param input what the input's values are
 * @param output what the output's values are
 * @param residual what is added before the activation; {@link Residual#NONE} for nothing
 */
public record LayerGeometry(
        LayerKind kind,
        int kernel,
        int stride,
        int padding,
        int height,
        int width,
        int weightBits,
        MapKind input,
        MapKind output,
        Residual residual)
        implements Serializable {

    /** What is added before the activation. */
    public enum Residual {
        /** Nothing. */
        NONE,
        /** Unsigned 8-bit codes. */
        CODES,
        /** Floating point. */
        FLOATS
    }

    /** Checks the window and the bits. */
    public LayerGeometry {
        boolean whole = kind == LayerKind.LINEAR || kind == LayerKind.GLOBAL_AVERAGE;
        require("kernel", kernel, whole ? 0 : 1, whole ? 0 : Integer.MAX_VALUE);
        require("stride", stride, 1, whole ? 1 : Integer.MAX_VALUE);
        require("padding", padding, 0, Math.max(kernel - 1, 0));
        require("height", height, 1, Integer.MAX_VALUE);
        require("width", width, 1, Integer.MAX_VALUE);
        boolean bits = (weightBits >= 1 && weightBits <= Byte.SIZE) || weightBits == Float.SIZE;
        if (kind.channelwise() ? weightBits != 0 : !bits) {
            throw new IllegalArgumentException("Invalid weight bits: " + weightBits + " (must be "
                    + (kind.channelwise() ? "0)" : "1 to 8, or 32)"));
        }
        if (kind == LayerKind.CONVOLUTION && kernel == height && kernel == width && padding == 0) {
            kind = LayerKind.LINEAR;
            kernel = 0;
            stride = 1;
        }
    }

    /** The same layer with weights of other bits. */
    LayerGeometry withWeightBits(int bits) {
        return new LayerGeometry(kind, kernel, stride, padding, height, width, bits, input, output, residual);
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            String rule = least == most ? String.valueOf(least) : "at least " + least;
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be "
                    + (value > most && least != most ? "at most " + most : rule) + ")");
        }
    }
}
