package org.bitadapt.quant.engine.onednn.product;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.engine.quantization.WeightQuantization;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;
import org.bitadapt.quant.kernel.onednn.ProductPrecision;

/**
 * The parts of one product that all workers share: the prepared weights, and each worker's contribution to figures of
 * the whole batch. A worker writes its own place, meets the other workers, and then reads all places in order, so that
 * all workers get the same figures.
 */
final class SharedProduct implements AutoCloseable {

    private final Step.Product step;
    private final int index;
    private final ParameterLayout layout;
    private final PreparedWeights weights;
    private final ProductPrecision precision;
    private final List<SliceSums> sums;
    private final List<List<NativeBuffer>> weightGradients = new ArrayList<>();
    private Optional<Folding> folding = Optional.empty();
    private int participants;

    SharedProduct(
            Step.Product step,
            int index,
            ParameterLayout layout,
            PreparedWeights weights,
            ProductPrecision precision,
            int workers) {
        this.step = step;
        this.index = index;
        this.layout = layout;
        this.weights = weights;
        this.precision = precision;
        for (int i = 0; i < workers; i++) {
            weightGradients.add(new ArrayList<>());
        }
        this.sums = IntStream.range(0, workers)
                .mapToObj(i -> new SliceSums(step.layer().outputs()))
                .toList();
    }

    Step.Product step() {
        return step;
    }

    /** The step's position in the network. */
    int index() {
        return index;
    }

    PreparedWeights weights() {
        return weights;
    }

    ProductPrecision precision() {
        return precision;
    }

    /** Where the network keeps its parameters. */
    ParameterLayout layout() {
        return layout;
    }

    /**
     * The memory for one worker's gradient by weights; programs that need no more bytes get the same memory.
     *
     * @param worker the worker's number
     * @param bytes the number of bytes that the library's format takes
     */
    NativeBuffer weightGradient(int worker, long bytes) {
        List<NativeBuffer> mine = weightGradients.get(worker);
        for (NativeBuffer buffer : mine) {
            if (buffer.bytes().capacity() >= bytes) {
                return buffer;
            }
        }
        NativeBuffer buffer = NativeBuffer.ofBytes(bytes);
        mine.add(buffer);
        return buffer;
    }

    /** Where the weights lie in the parameter vector. */
    int weightOffset() {
        return layout.slice(step.name(), ParameterRole.WEIGHT).offset();
    }

    /** Where the signs of a 1-bit product lie in the parameter vector. */
    int signOffset() {
        return layout.slice(step.name(), ParameterRole.SIGN).offset();
    }

    /** The part for the product's signs of a vector that is laid out as the parameters. */
    NativeBuffer signs(FloatBuffer vector) {
        return NativeBuffer.viewOf(vector, signOffset(), Math.toIntExact(step.weightCount()));
    }

    /** All weight codes, {@code [out][in][ky][kx]}. */
    float[] codes(FloatBuffer parameters) {
        float[] codes = new float[Math.toIntExact(step.weightCount())];
        WeightQuantization quantization = WeightQuantization.of(step, layout, parameters);
        for (int c = 0; c < step.layer().outputs(); c++) {
            quantization.codes(c, codes, c * step.weightsPerOutput());
        }
        return codes;
    }

    /** Folds the product's parameters; one worker does so before all workers evaluate. */
    void fold(MapScales scales, FloatBuffer parameters) {
        folding = Optional.of(Folding.of(step, scales, layout, parameters));
    }

    Folding folding() {
        return folding.orElseThrow();
    }

    /** The place of one worker's contributions. */
    SliceSums sums(int worker) {
        return sums.get(worker);
    }

    /** Sets the number of workers that share the batch in hand. */
    void participants(int workers) {
        participants = workers;
    }

    /** The contributions of the workers that share the batch, in the order of the workers. */
    List<SliceSums> sums() {
        return sums.subList(0, participants);
    }

    /** The largest value of the batch before the activation. */
    float largest() {
        float largest = Float.NEGATIVE_INFINITY;
        for (SliceSums slice : sums()) {
            largest = Math.max(largest, slice.largest);
        }
        return largest;
    }

    @Override
    public void close() {
        weights.close();
        weightGradients.forEach(buffers -> buffers.forEach(NativeBuffer::close));
    }
}
