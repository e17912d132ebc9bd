package org.bitadapt.netadapt.energy;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to lay a layer on an array of processing elements, row-stationary.
 *
 * <p>An element convolves one row of the input with one row of a filter; a set of {@code kernel rows x output rows}
 * elements makes the outputs of one filter over one channel. A set that is too high is folded and run again for each
 * part of the kernel; one that is too wide is cut into strips of output rows, which then follow one another as images
 * do. Where there is room, sets for further channels and filters run beside it: together they are a pass.
 *
 * @param layer the loops
 * @param kernelFolds runs for the parts of a kernel's height
 * @param strips strips into which the output rows are cut
 * @param channels channels of one pass
 * @param filters filters of one pass
 * @see <a href="https://doi.org/10.1109/ISCA.2016.40">Eyeriss, section 5.B</a>
 */
record ArrayMapping(Geometry layer, int kernelFolds, int strips, int channels, int filters) {

    /** The mappings that fill the array equally well: what differs is whether channels or filters lie side by side. */
    static List<ArrayMapping> of(Geometry layer, Hardware.Array array) {
        int kernelFolds = Division.ceil(layer.kernelHeight(), array.rows());
        int setsAbove = Math.max(1, array.rows() / layer.kernelHeight());
        int widthFolds = Division.ceil(layer.outHeight(), array.columns());
        int setsBeside = Math.max(1, array.columns() / layer.outHeight());
        // Strips of one set lie above each other first, as the chip does it.
        int stacked = Math.min(setsAbove, widthFolds);
        int strips = Division.ceil(widthFolds, stacked);
        int above = setsAbove / stacked;
        List<ArrayMapping> mappings = new ArrayList<>();
        for (int channels = 1; channels <= above; channels++) {
            if (above % channels == 0) {
                mappings.add(new ArrayMapping(
                        layer,
                        kernelFolds,
                        strips,
                        Math.min(channels, layer.channels()),
                        Math.min(above / channels * setsBeside, layer.filters())));
            }
        }
        return mappings;
    }

    /** This mapping with more strips, whose rows take less of the buffer. */
    ArrayMapping withStrips(int more) {
        return new ArrayMapping(layer, kernelFolds, more, channels, filters);
    }

    int channelPasses() {
        return Division.ceil(layer.channels(), channels);
    }

    int filterPasses() {
        return Division.ceil(layer.filters(), filters);
    }

    int batchPasses() {
        return layer.images() * strips;
    }

    /** Cycles until all passes are done, one multiply-accumulate per element and cycle. */
    double cycles() {
        return (double) channelPasses()
                * filterPasses()
                * batchPasses()
                * kernelFolds
                * layer.kernelWidth()
                * layer.outWidth();
    }

    /** The rows of a strip's output that the buffer holds. */
    int stripRows() {
        return Division.ceil(layer.outHeight(), strips);
    }

    /** The inputs that are brought to the chip once; rows that two strips read are brought twice. */
    double inputs() {
        double rows = strips * layer.inputRows((double) layer.outHeight() / strips);
        return (double) layer.images() * layer.channels() * rows * layer.inputWidth();
    }

    /** The words that elements are sent when every weight is sent once. */
    double weightsToElements() {
        return (double) layer.channels() * layer.filters() * layer.kernelWidth() * setElements();
    }

    /** The words that elements are sent when every input is sent once to all filters of a pass. */
    double inputsToElements() {
        return (double) layer.channels() * filters * batchPasses() * layer.inputWidth() * setElements();
    }

    /** The words that elements pass on when every sum leaves the array once. */
    double sumsOfElements() {
        return (double) layer.filters() * channels * batchPasses() * layer.outWidth() * setElements();
    }

    private double setElements() {
        return (double) Division.ceil(layer.kernelHeight(), kernelFolds)
                * Division.ceil(layer.outHeight(), strips)
                * kernelFolds;
    }
}
