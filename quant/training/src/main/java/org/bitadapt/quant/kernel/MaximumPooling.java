package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Maximum pooling of channels-last maps, which remembers the tap that won each window: the first largest value, row by
 * row. Padding never wins.
 */
public final class MaximumPooling {

    private final int channels;
    private final Side height;
    private final Side width;
    private final int window;
    private final int stride;
    private final int padding;
    private final int[] codeRow;
    private final float[] floatRow;
    private final byte[] winnerRow;

    /** One side of a map before and after. */
    public record Side(int input, int output) {

        /** A side in pixels. */
        public static Side of(int input, int output) {
            return new Side(input, output);
        }
    }

    /**
     * Pooling with a square window.
     *
     * @param window side of the window, at most 16, so that a tap fits a byte
     */
    public MaximumPooling(int channels, Side height, Side width, int window, int stride, int padding) {
        if (window > 16) {
            throw new IllegalArgumentException("Invalid pooling window: " + window + " (must be at most 16)");
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.window = window;
        this.stride = stride;
        this.padding = padding;
        this.codeRow = new int[channels];
        this.floatRow = new float[channels];
        this.winnerRow = new byte[channels];
    }

    /** What is done with one tap of one window: offsets of the first channel in the maps. */
    @FunctionalInterface
    private interface Tap {
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

    private int outputPixels(int images) {
        return images * height.output() * width.output();
    }

    /** Pools unsigned bytes. */
    public void codes(ByteBuffer input, int images, ByteBuffer output, ByteBuffer winners) {
        for (int pixel = 0; pixel < outputPixels(images); pixel++) {
            Arrays.fill(codeRow, -1);
            visitWindow(pixel, (in, tap) -> {
                for (int c = 0; c < channels; c++) {
                    int value = input.get(in + c) & 0xFF;
                    if (value > codeRow[c]) {
                        codeRow[c] = value;
                        winnerRow[c] = (byte) tap;
                    }
                }
            });
            for (int c = 0; c < channels; c++) {
                output.put(pixel * channels + c, (byte) codeRow[c]);
            }
            winners.put(pixel * channels, winnerRow);
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

    /** Gives the sum of gradients of each output to the input that won; overwrites {@code target}. */
    public void spread(List<ByteBuffer> gradients, ByteBuffer winners, int images, ByteBuffer target) {
        int inputs = images * height.input() * width.input() * channels;
        for (int i = 0; i < inputs; i++) {
            target.putFloat(i * Float.BYTES, 0);
        }
        for (int pixel = 0; pixel < outputPixels(images); pixel++) {
            int image = pixel / (height.output() * width.output());
            int top = pixel / width.output() % height.output() * stride - padding;
            int left = pixel % width.output() * stride - padding;
            for (int c = 0; c < channels; c++) {
                int tap = winners.get(pixel * channels + c) & 0xFF;
                int y = top + tap / window;
                int x = left + tap % window;
                int to = ((image * height.input() + y) * width.input() + x) * channels + c;
                float sum = target.getFloat(to * Float.BYTES);
                for (ByteBuffer gradient : gradients) {
                    sum += gradient.getFloat((pixel * channels + c) * Float.BYTES);
                }
                target.putFloat(to * Float.BYTES, sum);
            }
        }
    }
}
