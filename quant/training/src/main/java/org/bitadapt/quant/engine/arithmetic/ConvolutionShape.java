package org.bitadapt.quant.engine.arithmetic;

import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Shape;

/**
 * Where a sliding window touches its input: the geometry that products and pooling share.
 *
 * @param input the shape of one image's input map
 * @param output the shape of one image's output map
 * @param window the window, with its stride and padding
 */
public record ConvolutionShape(Shape input, Shape output, Step.Window window) {

    static ConvolutionShape of(Step.Product product) {
        // A linear layer's output is described as a vector; the layer's window covers the input.
        return new ConvolutionShape(product.input().shape(), product.output().shape(), product.window());
    }

    /** The geometry of a window that makes one map from another. */
    public static ConvolutionShape of(FeatureMap input, FeatureMap output, Step.Window window) {
        return new ConvolutionShape(input.shape(), output.shape(), window);
    }

    /** The number of window positions that meet at one output pixel. */
    int taps() {
        return window.height() * window.width();
    }

    /** The work where the window meets a pixel. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Visits one meeting of a window position and an input pixel.
         *
         * @param input the offset of the input pixel's first channel
         * @param output the offset of the output pixel's first channel
         * @param tap the position in the window, row by row
         */
        void visit(int input, int output, int tap);
    }

    /** Visits all meetings in the order of images, output pixels and taps; meetings with padding are left out. */
    public void visit(int images, Visitor visitor) {
        for (int image = 0; image < images; image++) {
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    visitPixel(image, y, x, visitor);
                }
            }
        }
    }

    private void visitPixel(int image, int y, int x, Visitor visitor) {
        int out = ((image * output.height() + y) * output.width() + x) * output.channels();
        for (int tap = 0; tap < taps(); tap++) {
            int inY = y * window.stride() - window.padding() + tap / window.width();
            int inX = x * window.stride() - window.padding() + tap % window.width();
            if (inY >= 0 && inY < input.height() && inX >= 0 && inX < input.width()) {
                int in = ((image * input.height() + inY) * input.width() + inX) * input.channels();
                visitor.visit(in, out, tap);
            }
        }
    }
}
