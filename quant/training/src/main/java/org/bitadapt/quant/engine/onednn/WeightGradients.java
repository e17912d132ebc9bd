package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.quantization.WeightQuantization;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.WeightKernels;

/**
 * Adds up the weight gradients of all slices, in the order of workers, and writes them to the gradient vector.
 *
 * <p>The gradients are added in the format in which the library leaves them, and converted once.
 */
final class WeightGradients {

    private final BatchProgram.Shared shared;
    private final List<List<ProductExecution>> executions;
    private final float[][] gradients;
    private final float[][] latents;
    private final float[] zeros = new float[WeightKernels.STRETCH];

    /**
     * Makes the sum of the gradients of one program.
     *
     * @param executions the executions by product and worker
     */
    WeightGradients(BatchProgram.Shared shared, List<List<ProductExecution>> executions) {
        this.shared = shared;
        this.executions = executions;
        this.gradients = new float[shared.workers().size()][WeightKernels.STRETCH];
        this.latents = new float[shared.workers().size()][WeightKernels.STRETCH];
    }

    /** Does one worker's share of the work; all workers of the program call this method together. */
    void reduce(Slice slice, int workers, FloatBuffer parameters, FloatBuffer gradient) {
        int number = slice.worker().number();
        for (List<ProductExecution> slices : executions) {
            add(slices, number);
        }
        slice.meet();
        for (int product = 0; product < executions.size(); product++) {
            if (shared.preparation().worker(product) % workers == number) {
                unpack(product, slice, gradient);
            }
        }
        slice.meet();
        for (SharedProduct product : shared.products()) {
            int outputs = product.step().layer().outputs();
            int from = (int) ((long) outputs * number / workers);
            int to = (int) ((long) outputs * (number + 1) / workers);
            scale(product, from, to, parameters, gradient, number);
        }
    }

    /** Adds the other slices' gradients to the first slice's, over one worker's stretch of the gradients. */
    private static void add(List<ProductExecution> slices, int number) {
        int floats = (int) (slices.get(0).weightGradientFormat().bytes() / Float.BYTES);
        int from = (int) ((long) floats * number / slices.size());
        int to = (int) ((long) floats * (number + 1) / slices.size());
        for (ProductExecution other : slices.subList(1, slices.size())) {
            if (sameFormat(slices.get(0), other)) {
                ByteBuffer sum = slices.get(0).weightGradient().bytes();
                ElementwiseKernels.best().add(other.weightGradient().bytes(), from, to, sum);
            }
        }
    }

    private static boolean sameFormat(ProductExecution one, ProductExecution other) {
        return one.weightGradientFormat().equals(other.weightGradientFormat());
    }

    private void unpack(int product, Slice slice, FloatBuffer gradient) {
        List<ProductExecution> slices = executions.get(product);
        SharedProduct shape = shared.products().get(product);
        slices.get(0).unpack(gradient, shape.weightOffset(), slice.worker().stream());
        for (ProductExecution other : slices.subList(1, slices.size())) {
            if (!sameFormat(slices.get(0), other)) {
                addUnpacked(other, shape, slice, gradient);
            }
        }
    }

    /** Adds a gradient in another format, which the library seldom chooses for the last slice with its fewer images. */
    private static void addUnpacked(ProductExecution other, SharedProduct product, Slice slice, FloatBuffer gradient) {
        int length = Math.toIntExact(product.step().weightCount());
        FloatBuffer plain = ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        other.unpack(plain, 0, slice.worker().stream());
        for (int i = 0; i < length; i++) {
            int to = product.weightOffset() + i;
            gradient.put(to, gradient.get(to) + plain.get(i));
        }
    }

    /**
     * Scales the gradients of some output channels, stops them where latents are clipped, and clears the gradients of
     * signs.
     */
    private void scale(
            SharedProduct product, int from, int to, FloatBuffer parameters, FloatBuffer gradient, int number) {
        Step.Product step = product.step();
        double input = shared.workers().get(0).memory().scale(step.input());
        for (int c = from; c < to; c++) {
            // The gradient of sums includes the scale of the weights, which the gradient by inputs needs.
            float factor = (float) (input / product.weights().gradientScale(c));
            int perOutput = step.weightsPerOutput();
            for (int i = c * perOutput; i < (c + 1) * perOutput; i += WeightKernels.STRETCH) {
                int count = Math.min(WeightKernels.STRETCH, (c + 1) * perOutput - i);
                scaleStretch(step, product.weightOffset() + i, count, factor, parameters, gradient, number);
                if (step.layer().weights() == WeightPrecision.BINARY) {
                    gradient.put(product.signOffset() + i, zeros, 0, count);
                }
            }
        }
    }

    private void scaleStretch(
            Step.Product step,
            int from,
            int count,
            float factor,
            FloatBuffer parameters,
            FloatBuffer gradient,
            int number) {
        float limit = WeightQuantization.gradientLimit(step.layer().weights());
        gradient.get(from, gradients[number], 0, count);
        parameters.get(from, latents[number], 0, count);
        WeightKernels.best().scale(gradients[number], factor, latents[number], limit, count);
        gradient.put(from, gradients[number], 0, count);
    }
}
