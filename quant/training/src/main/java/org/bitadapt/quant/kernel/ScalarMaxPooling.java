package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Maximum pooling of channels-last maps, which remembers the tap that won each window: the first largest value, row by
 * row. Padding never wins.
 */
public final class ScalarMaxPooling {

    private final int channels;
    private final Side height;
    private final Side width;
    private final int window;
    private final int stride;
    private final int padding;
    private final ElementwiseKernels kernels = ElementwiseKernels.best();
    private final float[] floatRow;
    private final byte[] winnerRow;
    private final byte[] zeros;
    private final float[] zeroGradients;

    /** The length of one side of a map before and after pooling, in pixels. */
    public record Side(int input, int output) {

        /** A side of {@code input} pixels before pooling and {@code output} pixels after it. */
        public static Side of(int input, int output) {
            return new Side(input, output);
        }
    }

    /**
     * Makes a pooling with a square window.
     *
     * @param window side of the window, at most 16, so that a tap fits a byte
     */
    public ScalarMaxPooling(int channels, Side height, Side width, int window, int stride, int padding) {
        if (window > 16) {
            throw new IllegalArgumentException("Invalid pooling window: " + window + " (must be at most 16)");
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.window = window;
        this.stride = stride;
        this.padding = padding;
        this.floatRow = new float[channels];
        this.winnerRow = new byte[channels];
        this.zeros = new byte[channels];
        this.zeroGradients = new float[width.input() * channels];
    }

    /** The work on one tap of one window. */
    @FunctionalInterface
    private interface Tap {

        /** Visits a tap, given the offset of its first channel in the input. */
        void visit(int input, int tap);
    }

    private void visitWindow(int outputPixel, Tap visitor) {
        int image = outputPixel / (height.output() * width.output());
        int top = outputPixel / width.output() % height.output() * stride - padding;
        int left = outputPixel % width.output() * stride - padding;
        for (int y = Math.max(top, 0); y < Math.min(top + window, height.input()); y++) {
            for (int x = Math.max(left, 0); x < Math.min(left + window, width.input()); x++) {
                int pixel = (image * height.input() + y) * width.input() + x;
                visitor.visit(pixel * channels, (y - top) * window + x - left);
            }
        }
    }

    /** The first tap of a window that is not padding. */
    private int firstTap(int outputPixel) {
        int top = outputPixel / width.output() % height.output() * stride - padding;
        int left = outputPixel % width.output() * stride - padding;
        return Math.max(-top, 0) * window + Math.max(-left, 0);
    }

    private int outputPixels(int images) {
        return images * height.output() * width.output();
    }

    /** Pools unsigned bytes. */
    public void codes(ByteBuffer input, int images, ByteBuffer output, ByteBuffer winners) {
        PooledMap pooled = new PooledMap(output, winners);
        for (int pixel = 0; pixel < outputPixels(images); pixel++) {
            int to = pixel * channels;
            // Where all values are 0 no value is larger than the start, and the first tap wins.
            Arrays.fill(winnerRow, (byte) firstTap(pixel));
            winners.put(to, winnerRow);
            output.put(to, zeros);
            visitWindow(pixel, (in, tap) -> kernels.maximum(input, in, tap, channels, pooled, to));
        }
    }

    /** Pools floats. */
    public void floats(ByteBuffer input, int images, ByteBuffer output, ByteBuffer winners) {
        for (int pixel = 0; pixel < outputPixels(images); pixel++) {
            Arrays.fill(floatRow, Float.NEGATIVE_INFINITY);
            visitWindow(pixel, (in, tap) -> {
                for (int c = 0; c < channels; c++) {
                    float value = input.getFloat((in + c) * Float.BYTES);
                    if (value > floatRow[c]) {
                        floatRow[c] = value;
                        winnerRow[c] = (byte) tap;
                    }
                }
            });
            for (int c = 0; c < channels; c++) {
                output.putFloat((pixel * channels + c) * Float.BYTES, floatRow[c]);
            }
            winners.put(pixel * channels, winnerRow);
        }
    }

    /** Gives the gradient of each output to the input that won; overwrites {@code target}. */
    public void spread(ByteBuffer gradient, ByteBuffer winners, int images, ByteBuffer target) {
        FloatBuffer floats = target.asFloatBuffer();
        for (int row = 0; row < images * height.input(); row++) {
            floats.put(row * zeroGradients.length, zeroGradients);
        }
        PooledMap pooled = new PooledMap(gradient, winners);
        for (int pixel = 0; pixel < outputPixels(images); pixel++) {
            int from = pixel * channels;
            visitWindow(pixel, (in, tap) -> kernels.spread(pooled, from, tap, channels, target, in));
        }
    }
}
