package org.bitadapt.quant.engine;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;

/** Adds up the weight gradients of all slices, in the order of workers, and writes them to the gradient vector. */
final class WeightGradients {

    private final BatchProgram.Shared shared;

    WeightGradients(BatchProgram.Shared shared) {
        this.shared = shared;
    }

    /**
     * One worker's share of the work.
     *
     * @param workers how many took part in the batch and now share this
     */
    void reduce(int number, int workers, FloatBuffer parameters, FloatBuffer gradient) {
        for (SharedProduct product : shared.products()) {
            ParameterSlice weights = shared.layout().slice(product.step().name(), ParameterRole.WEIGHT);
            long length = weights.length();
            int from = weights.offset() + (int) (length * number / workers);
            int to = weights.offset() + (int) (length * (number + 1) / workers);
            float scale = (float)
                    shared.workers().get(0).memory().scale(product.step().input());
            reduce(product.step(), scale, from, to, workers, parameters, gradient);
            clearSigns(product.step(), from - weights.offset(), to - weights.offset(), gradient);
        }
    }

    private void reduce(
            Step.Product product,
            float scale,
            int from,
            int to,
            int workers,
            FloatBuffer parameters,
            FloatBuffer gradient) {
        WeightPrecision precision = product.layer().weights();
        List<ByteBuffer> parts = shared.workers().subList(0, workers).stream()
                .map(worker -> worker.memory().weightGradients().bytes())
                .toList();
        for (int i = from; i < to; i++) {
            float sum = 0;
            for (ByteBuffer part : parts) {
                sum += part.getFloat(i * Float.BYTES);
            }
            gradient.put(i, sum * scale * WeightQuantization.passes(precision, parameters.get(i)));
        }
    }

    private void clearSigns(Step.Product product, int from, int to, FloatBuffer gradient) {
        if (product.layer().weights() == WeightPrecision.BINARY) {
            int offset =
                    shared.layout().slice(product.name(), ParameterRole.SIGN).offset();
            for (int i = from; i < to; i++) {
                gradient.put(offset + i, 0);
            }
        }
    }
}
