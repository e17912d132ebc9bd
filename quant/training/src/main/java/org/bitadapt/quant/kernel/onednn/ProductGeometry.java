package org.bitadapt.quant.kernel.onednn;

/**
 * The shapes of one convolution or linear layer; maps are channels-last, weights {@code [out][in][ky][kx]}.
 *
 * <p>A linear layer has a kernel as large as its input and no padding.
 */
public record ProductGeometry(
        int inputs,
        int inputHeight,
        int inputWidth,
        int outputs,
        int outputHeight,
        int outputWidth,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int padding) {

    /** Whether every output sees the whole input. */
    public boolean dense() {
        return padding == 0 && kernelHeight == inputHeight && kernelWidth == inputWidth;
    }

    /** The number of weights of one output. */
    public int weightsPerOutput() {
        return inputs * kernelHeight * kernelWidth;
    }

    long[] inputDimensions(int images) {
        return new long[] {images, inputs, inputHeight, inputWidth};
    }

    long[] weightDimensions() {
        return new long[] {outputs, inputs, kernelHeight, kernelWidth};
    }

    long[] outputDimensions(int images) {
        return dense() ? new long[] {images, outputs} : new long[] {images, outputs, outputHeight, outputWidth};
    }
}
