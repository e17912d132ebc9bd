package org.bitadapt.netadapt.resource;

import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;

/**
 * How often each memory level is accessed when a product is mapped row-stationary, per image.
 *
 * <p>A processing element keeps rows of {@code p} filters over {@code q} channels, slides a row of the input past them
 * and accumulates rows of outputs. A set of {@code kernel height x output rows} elements makes output rows; sets are
 * repeated over the array for other filters, and folded where the array is too small. Hence, with W, I, O the bits of
 * weights, inputs and outputs, and P the bits of the outputs as partial sums:
 *
 * <pre>
 * registers  MACs * (weight + input + sum bits)
 * array      W * output rows  +  input rows sent to every element * input passes  +  P * kernel rows * channel folds
 * buffer     what DRAM moves  +  W * row folds  +  I * input passes  +  2 P (channel folds * kernel folds - 1)
 * DRAM       O + residual + the less of
 *            W / batch + I * ceil(W / buffers)           weights stay, images stream
 *            I + ceil(batch * I / buffer) * W / batch    images stay, weights stream
 * hops       DRAM weights and outputs * (side - 1)  +  DRAM inputs * (tiles - 1)
 * </pre>
 *
 * <p>The model assumes that traffic costs in proportion to its bits, that kept data may fill the buffer, and that sums
 * leave the chip only when done. Halos between strips of rows are not counted. Tiles share out the filters; they hold
 * copies of the inputs or, where they share their buffers, one copy that goes round. More channels never cost less.
 *
 * @see <a href="https://doi.org/10.1109/ISCA.2016.40">Eyeriss, sections 5 and 6</a>
 */
final class RowStationary {

    private final Hardware hardware;
    private final Step.Product product;
    private final Shape in;
    private final Shape out;
    private final int weightBits;
    private final int inputBits;
    private final int filtersPerElement;
    private final int channelsPerElement;

    RowStationary(Hardware hardware, Step.Product product) {
        this.hardware = hardware;
        this.product = product;
        this.in = product.input().shape();
        this.out = product.output().shape();
        WeightPrecision precision = product.layer().weights();
        this.weightBits = precision == WeightPrecision.FLOAT32 ? hardware.floatBits() : precision.bits();
        this.inputBits = bits(product.input());
        int filters = Math.min(hardware.array().filters(), out.channels());
        while (filters > 1 && channelsThatFit(filters) < 1) {
            filters /= 2;
        }
        this.filtersPerElement = filters;
        this.channelsPerElement = Math.max(1, Math.min(in.channels(), channelsThatFit(filters)));
    }

    /** Channels whose filter rows and input rows fit an element beside the sums of {@code filters}. */
    private int channelsThatFit(int filters) {
        int free = hardware.array().registerBytes() * Byte.SIZE - filters * hardware.sumBits();
        return free / (product.window().width() * (filters * weightBits + inputBits));
    }

    private int bits(FeatureMap map) {
        return switch (map.kind()) {
            case PIXELS, CODES -> Byte.SIZE;
            case MEAN_CODES -> hardware.sumBits();
            case FLOATS -> hardware.floatBits();
        };
    }

    EnergyUse energy() {
        Hardware.AccessCosts cost = hardware.access();
        Dram dram = dram();
        return new EnergyUse(
                product.macs() * hardware.mac().of(product.layer().weights()),
                words(registerBits()) * cost.register(),
                words(arrayBits()) * cost.array(),
                words(dram.total() + bufferReadBits()) * cost.buffer(),
                words(hopBits(dram)) * cost.hop(),
                words(dram.total()) * cost.dram());
    }

    private double words(double bits) {
        return bits / hardware.wordBits();
    }

    private double registerBits() {
        return (double) product.macs() * (weightBits + inputBits + hardware.sumBits());
    }

    private double arrayBits() {
        double elements = (double) in.channels() * product.window().height() * out.height();
        return weights() * out.height()
                + elements * in.width() * inputBits * inputPasses()
                + sums() * product.window().height() * channelFolds();
    }

    private double bufferReadBits() {
        double passes = channelFolds() * kernelFolds();
        return weights() * rowFolds() + inputs() * inputPasses() + 2 * sums() * (passes - 1);
    }

    private double hopBits(Dram dram) {
        double side = Math.sqrt(hardware.tiles());
        return (dram.weights + dram.outputs) * (side - 1) + dram.inputs * (hardware.tiles() - 1);
    }

    private Dram dram() {
        double buffer = (double) hardware.bufferBytes() * Byte.SIZE;
        double buffers = buffer * hardware.tiles();
        int batch = hardware.batch();
        double weightTiles = Math.ceil(weights() / buffers);
        double inputTiles = Math.ceil(batch * inputs() / (hardware.sharedBuffer() ? buffers : buffer));
        double results = (double) out.size() * bits(product.output())
                + product.residual().map(map -> (double) out.size() * bits(map)).orElse(0.0);
        Dram weightsStay = new Dram(weights() / batch, inputs() * weightTiles, results);
        Dram imagesStay = new Dram(weights() * inputTiles / batch, inputs(), results);
        return weightsStay.total() <= imagesStay.total() ? weightsStay : imagesStay;
    }

    /** The bits that pass the chip's edge. */
    private record Dram(double weights, double inputs, double outputs) {
        double total() {
            return weights + inputs + outputs;
        }
    }

    private double weights() {
        return (double) product.weightCount() * weightBits;
    }

    private double inputs() {
        return (double) in.size() * inputBits;
    }

    private double sums() {
        return (double) out.size() * hardware.sumBits();
    }

    /** How many times the inputs leave a buffer: in every tile, once for each group that the tile's filters make. */
    private double inputPasses() {
        int rows = Math.max(1, hardware.array().rows() / product.window().height());
        int columns = Math.max(1, hardware.array().columns() / out.height());
        double together = (double) filtersPerElement * rows * columns * hardware.tiles();
        return Math.ceil(out.channels() / together) * hardware.tiles();
    }

    private double channelFolds() {
        return Math.ceil((double) in.channels() / channelsPerElement);
    }

    private double rowFolds() {
        return Math.ceil((double) out.height() / hardware.array().columns());
    }

    private double kernelFolds() {
        return Math.ceil((double) product.window().height() / hardware.array().rows());
    }
}
