package org.bitadapt.quant.engine;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.kernel.WeightKernels;

/** Adds up the weight gradients of all slices, in the order of workers, and writes them to the gradient vector. */
final class WeightGradients {

    private final BatchProgram.Shared shared;
    private final List<ByteBuffer> all;

    WeightGradients(BatchProgram.Shared shared) {
        this.shared = shared;
        this.all = shared.workers().stream()
                .map(worker -> worker.memory().weightGradients().bytes())
                .toList();
    }

    /**
     * One worker's share of the work: some output channels of every product.
     *
     * @param workers how many took part in the batch and now share this
     */
    void reduce(int number, int workers, FloatBuffer parameters, FloatBuffer gradient) {
        for (SharedProduct product : shared.products()) {
            int outputs = product.step().layer().outputs();
            double input = shared.workers().get(0).memory().scale(product.step().input());
            for (int c = outputs * number / workers; c < outputs * (number + 1) / workers; c++) {
                // The gradient of sums carries the scale of the weights, for the gradient by inputs.
                float factor = (float) (input / product.weights().gradientScale(c));
                reduce(product, c, factor, all.subList(0, workers), parameters, gradient);
                clearSigns(product.step(), c, gradient);
            }
        }
    }

    private static void reduce(
            SharedProduct product,
            int channel,
            float factor,
            List<ByteBuffer> parts,
            FloatBuffer parameters,
            FloatBuffer gradient) {
        int perOutput = product.step().weightsPerOutput();
        int from = product.weightOffset() + channel * perOutput;
        float[] sums = new float[perOutput];
        float[] latents = new float[perOutput];
        for (ByteBuffer part : parts) {
            WeightKernels.best().add(part, from, perOutput, sums);
        }
        float limit = WeightQuantization.gradientLimit(product.step().layer().weights());
        parameters.get(from, latents);
        WeightKernels.best().scale(sums, factor, latents, limit, perOutput);
        gradient.put(from, sums);
    }

    private void clearSigns(Step.Product product, int channel, FloatBuffer gradient) {
        if (product.layer().weights() == WeightPrecision.BINARY) {
            int from = shared.layout().slice(product.name(), ParameterRole.SIGN).offset()
                    + channel * product.weightsPerOutput();
            gradient.put(from, new float[product.weightsPerOutput()]);
        }
    }
}
