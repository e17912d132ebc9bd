package org.bitadapt.quant.engine.onednn.product;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.quantization.WeightQuantization;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.WeightKernels;

/**
 * Adds up the weight gradients of all slices, in the order of workers, and writes them to the gradient vector.
 *
 * <p>The gradients are added in the format in which the library leaves them, and converted once.
 */
public final class WeightGradients {

    private final List<SharedProduct> products;
    private final List<List<ProductExecution>> executions;
    private final WeightPreparation preparation;
    private final List<StretchBuffers> buffers;
    private final float[] zeros = new float[WeightKernels.STRETCH];
    private boolean prepared;

    /** Room for as many gradients and latent weights as one worker scales at once. */
    private static final class StretchBuffers {

        private final float[] gradients = new float[WeightKernels.STRETCH];
        private final float[] latents = new float[WeightKernels.STRETCH];

        /**
         * Scales some gradients, and stops those of latents that are clipped.
         *
         * @param from the place of the first weight in both vectors
         * @param limit the magnitude of a latent weight up to which its gradient passes
         */
        void scale(int from, int count, float factor, float limit, FloatBuffer parameters, FloatBuffer gradient) {
            gradient.get(from, gradients, 0, count);
            parameters.get(from, latents, 0, count);
            WeightKernels.best().scale(gradients, factor, latents, limit, count);
            gradient.put(from, gradients, 0, count);
        }
    }

    /**
     * Makes the sum of the gradients of one program.
     *
     * @param executions the executions by product and worker
     * @param preparation which worker converts which product's gradients
     * @param workers the number of the engine's workers
     */
    WeightGradients(
            List<SharedProduct> products,
            List<List<ProductExecution>> executions,
            WeightPreparation preparation,
            int workers) {
        this.products = products;
        this.executions = executions;
        this.preparation = preparation;
        this.buffers =
                IntStream.range(0, workers).mapToObj(i -> new StretchBuffers()).toList();
    }

    /**
     * Makes the primitives and the memory that training needs beyond an evaluation, in all slices; does nothing the second
     * time.
     */
    public void prepare() {
        if (!prepared) {
            executions.forEach(WeightGradients::prepare);
            prepared = true;
        }
    }

    /**
     * Puts the second slice's gradients into the gradient vector where they fit: a large network's weights are most of
     * its memory.
     */
    private static void prepare(List<ProductExecution> slices) {
        for (int i = 0; i < slices.size(); i++) {
            ProductExecution execution = slices.get(i);
            boolean borrows = i == 1
                    && execution.fitsSigns()
                    && execution.weightGradientFormat().equals(slices.get(0).weightGradientFormat());
            execution.prepareTraining(borrows ? ProductExecution.Place.SIGNS : ProductExecution.Place.OWN);
        }
    }

    /**
     * Does one worker's share of the work; all workers of the program call this method together.
     *
     * @param slice the worker's slice
     * @param workers the number of workers that take part
     * @param parameters the parameter vector; not changed
     * @param gradient receives the gradients by weights, laid out as the parameters
     */
    public void reduce(Slice slice, int workers, FloatBuffer parameters, FloatBuffer gradient) {
        int number = slice.worker();
        for (List<ProductExecution> slices : executions) {
            add(slices, number);
        }
        slice.meet();
        for (int product = 0; product < executions.size(); product++) {
            if (preparation.worker(product) % workers == number) {
                unpack(product, slice, gradient);
            }
        }
        slice.meet();
        for (int product = 0; product < products.size(); product++) {
            int outputs = products.get(product).step().layer().outputs();
            int from = (int) ((long) outputs * number / workers);
            int to = (int) ((long) outputs * (number + 1) / workers);
            scale(product, from, to, parameters, gradient, buffers.get(number));
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
        SharedProduct shape = products.get(product);
        slices.get(0).unpack(gradient, shape.weightOffset(), slice.stream());
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
        other.unpack(plain, 0, slice.stream());
        for (int i = 0; i < length; i++) {
            int to = product.weightOffset() + i;
            gradient.put(to, gradient.get(to) + plain.get(i));
        }
    }

    /**
     * Scales the gradients of some output channels of a product, stops them where latents are clipped, and clears the
     * gradients of signs.
     */
    private void scale(
            int product, int from, int to, FloatBuffer parameters, FloatBuffer gradient, StretchBuffers stretch) {
        SharedProduct shared = products.get(product);
        Step.Product step = shared.step();
        double input = executions.get(product).get(0).inputScale();
        float limit = WeightQuantization.gradientLimit(step.layer().weights());
        for (int c = from; c < to; c++) {
            // The gradient of sums includes the scale of the weights, which the gradient by inputs needs.
            float factor = (float) (input / shared.weights().gradientScale(c));
            int perOutput = step.weightsPerOutput();
            for (int i = c * perOutput; i < (c + 1) * perOutput; i += WeightKernels.STRETCH) {
                int count = Math.min(WeightKernels.STRETCH, (c + 1) * perOutput - i);
                stretch.scale(shared.weightOffset() + i, count, factor, limit, parameters, gradient);
                if (step.layer().weights().hasPlanes()) {
                    gradient.put(shared.signOffset() + i, zeros, 0, count);
                }
            }
        }
    }
}
