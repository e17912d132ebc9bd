package org.bitadapt.quant.engine;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive;
import org.bitadapt.quant.kernel.onednn.ProductPrimitives;
import org.bitadapt.quant.kernel.onednn.ProductPrimitives.Operands;
import org.bitadapt.quant.kernel.onednn.Reorders;
import org.bitadapt.quant.kernel.onednn.WeightFormat;

/** The primitives of one product, bound to one worker's memory. */
final class ProductExecution implements AutoCloseable {

    private final SharedProduct shared;
    private final Step.Product step;
    private final GradientPlan.StepBuffers buffers;
    private final Slice slice;
    private final ProductPrimitives primitives;
    private final PreparedPrimitive forward;
    private final boolean codes;
    private final boolean widenForward;
    private Optional<Backward> backward = Optional.empty();

    /** What training needs besides. */
    private record Backward(
            PreparedPrimitive weights,
            PreparedPrimitive unpack,
            NativeBuffer packed,
            Optional<PreparedPrimitive> input) {}

    ProductExecution(SharedProduct shared, GradientPlan.StepBuffers buffers, Slice slice) {
        this.shared = shared;
        this.step = shared.step();
        this.buffers = buffers;
        this.slice = slice;
        Operands operands = Products.operands(step);
        this.codes = step.input().kind() == FeatureMap.Kind.CODES;
        this.widenForward = codes && operands == Operands.FLOATS;
        this.primitives = new ProductPrimitives(Products.geometry(step), slice.images(), operands);
        this.forward = primitives.forward(
                widenForward ? slice.memory().widened() : slice.memory().map(step.input()),
                shared.weights().codes(primitives.forwardWeights()),
                products(),
                slice.worker().scratch());
    }

    private NativeBuffer products() {
        return slice.memory().kept(shared.index());
    }

    void prepareTraining() {
        SliceMemory memory = slice.memory();
        NativeBuffer dz = memory.gradient(buffers.product().orElseThrow());
        WeightFormat format = primitives.weightGradient();
        NativeBuffer packed = NativeBuffer.ofBytes(format.bytes());
        PreparedPrimitive weights = primitives.backwardWeights(
                codes ? memory.widened() : memory.map(step.input()),
                dz,
                packed,
                slice.worker().scratch());
        PreparedPrimitive unpack = Reorders.unpack(
                Products.geometry(step),
                format,
                packed,
                memory.weightGradients(),
                shared.weightOffset(),
                slice.worker().scratch());
        Optional<PreparedPrimitive> input = buffers.input()
                .map(buffer -> primitives.backwardInput(
                        dz,
                        shared.weights().effective(primitives.backwardWeights()),
                        memory.gradient(buffer),
                        slice.worker().scratch()));
        backward = Optional.of(new Backward(weights, unpack, packed, input));
    }

    /** Sums of products. */
    void forward() {
        if (widenForward) {
            widen();
        }
        forward.run(slice.worker().stream());
    }

    private void widen() {
        SliceMemory memory = slice.memory();
        ElementwiseKernels.best()
                .widen(
                        memory.mapBytes(step.input()),
                        0,
                        slice.images() * step.input().shape().size(),
                        memory.widened().bytes());
    }

    /** Sums of products as an exported model has them: whole numbers rounded to float once. */
    void forwardExactly(FloatBuffer parameters) {
        if (Products.exact(step)) {
            forward();
        } else {
            forwardInDouble(parameters);
        }
    }

    /** The last layers of large networks: sums that floats do not hold, of few weights. */
    private void forwardInDouble(FloatBuffer parameters) {
        float[] input = new float[slice.images() * step.input().shape().size()];
        ByteBuffer stored = slice.memory().mapBytes(step.input());
        for (int i = 0; i < input.length; i++) {
            input[i] = codes ? stored.get(i) & 0xFF : stored.getFloat(i * Float.BYTES);
        }
        float[] output = new float[slice.images() * step.output().shape().size()];
        float[] weights = shared.codes(parameters);
        new ReferenceConvolution(ConvolutionShape.of(step)).forward(input, weights, slice.images(), output);
        products().bytes().asFloatBuffer().put(0, output);
    }

    /** The gradients by weights and inputs. */
    void backward() {
        Backward ready = backward.orElseThrow();
        if (codes) {
            widen();
        }
        ready.weights().run(slice.worker().stream());
        ready.unpack().run(slice.worker().stream());
        ready.input().ifPresent(primitive -> primitive.run(slice.worker().stream()));
    }

    @Override
    public void close() {
        backward.ifPresent(ready -> ready.packed().close());
    }
}
