package org.bitadapt.netadapt.energy;

/**
 * The loops of a convolution, or of a linear layer as a convolution whose kernel is as large as its input.
 *
 * @param channels input channels that each filter reads
 * @param filters output channels
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step of the kernel in both directions
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 * @param images images that are computed together
 */
record Geometry(
        int channels,
        int filters,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int outHeight,
        int outWidth,
        int images) {

    /** The weights of all filters. */
    double weights() {
        return (double) channels * filters * kernelHeight * kernelWidth;
    }

    /** The outputs of all images. */
    double outputs() {
        return (double) images * filters * outHeight * outWidth;
    }

    /** The multiply-accumulates of all images. */
    double macs() {
        return weights() * images * outHeight * outWidth;
    }

    /** The input rows, padding included, that a number of output rows reads. */
    double inputRows(double outputRows) {
        return (outputRows - 1) * stride + kernelHeight;
    }

    /** The columns of an input row, padding included. */
    int inputWidth() {
        return (outWidth - 1) * stride + kernelWidth;
    }

    /** These loops for other numbers of filters, output rows and images. */
    Geometry part(int ofFilters, int ofRows, int ofImages) {
        return new Geometry(channels, ofFilters, kernelHeight, kernelWidth, stride, ofRows, outWidth, ofImages);
    }
}
