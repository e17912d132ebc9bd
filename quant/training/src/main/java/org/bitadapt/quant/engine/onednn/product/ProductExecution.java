package org.bitadapt.quant.engine.onednn.product;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.arithmetic.DoubleConvolution;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.onednn.worker.SliceMemory;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.onednn.NativeBuffer;
import org.bitadapt.quant.kernel.onednn.PreparedPrimitive;
import org.bitadapt.quant.kernel.onednn.ProductPrecision;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Forward;
import org.bitadapt.quant.kernel.onednn.ProductPrecision.Gradients;
import org.bitadapt.quant.kernel.onednn.ProductPrimitives;
import org.bitadapt.quant.kernel.onednn.Stream;
import org.bitadapt.quant.kernel.onednn.WeightFormat;
import org.bitadapt.quant.kernel.onednn.WeightReorder;

/** The primitives of one product, bound to one worker's memory. */
final class ProductExecution {

    private final SharedProduct shared;
    private final Step.Product step;
    private final GradientPlan.StepBuffers buffers;
    private final Slice slice;
    private final ProductPrimitives primitives;
    private final PreparedPrimitive forward;
    private final boolean codes;
    private final boolean widenForward;
    private final boolean bfloat16;
    private Optional<Backward> backward = Optional.empty();
    private boolean borrows;
    private Optional<NativeBuffer> borrowed = Optional.empty();

    /** The memory and primitives that only training needs. */
    private record Backward(
            PreparedPrimitive weights, WeightReorder unpack, NativeBuffer packed, Optional<PreparedPrimitive> input) {}

    /** Where a slice's gradient by weights is put until all slices are added up. */
    enum Place {
        /** Memory of the slice's own. */
        OWN,
        /** The part of the gradient vector that is for signs, whose gradient is 0 in the end. */
        SIGNS
    }

    ProductExecution(SharedProduct shared, GradientPlan.StepBuffers buffers, Slice slice) {
        this.shared = shared;
        this.step = shared.step();
        this.buffers = buffers;
        this.slice = slice;
        ProductPrecision precision = shared.precision();
        this.bfloat16 = precision.gradients() == Gradients.BFLOAT16;
        this.codes = step.input().kind() == FeatureMap.Kind.CODES;
        this.widenForward = codes && precision.forward() == Forward.FLOATS;
        this.primitives = new ProductPrimitives(Products.geometry(step), slice.images(), precision);
        this.forward = primitives.forward(
                widenForward ? slice.memory().widened() : slice.memory().map(step.input()),
                shared.weights().forward(primitives.forwardWeights()),
                products(),
                slice.scratch());
    }

    private NativeBuffer products() {
        return slice.memory().kept(shared.index());
    }

    /** Makes what training needs beyond an evaluation. */
    void prepareTraining(Place place) {
        SliceMemory memory = slice.memory();
        NativeBuffer dz = memory.gradient(buffers.product().orElseThrow());
        WeightFormat format = primitives.weightGradient();
        borrows = place == Place.SIGNS;
        NativeBuffer packed = borrows ? products() : shared.weightGradient(slice.worker(), format.bytes());
        PreparedPrimitive weights = primitives.backwardWeights(
                codes || bfloat16 ? memory.widened() : memory.map(step.input()), dz, packed, slice.scratch());
        WeightReorder unpack = WeightReorder.unpack(Products.geometry(step), format, packed, slice.scratch());
        Optional<PreparedPrimitive> input = buffers.input()
                .map(buffer -> primitives.backwardInput(
                        dz,
                        shared.weights().backward(primitives.backwardWeights()),
                        memory.gradient(buffer),
                        slice.scratch()));
        backward = Optional.of(new Backward(weights, unpack, packed, input));
    }

    /** Computes the sums of products. */
    void forward() {
        slice.enter(Phase.FORWARD_PRODUCT);
        if (widenForward) {
            widen();
        }
        forward.run(slice.stream());
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

    /** Converts the input to the precision of gradients. */
    private void convertInput() {
        ByteBuffer input = slice.memory().mapBytes(step.input());
        ByteBuffer converted = slice.memory().widened().bytes();
        int values = slice.images() * step.input().shape().size();
        if (codes && bfloat16) {
            ElementwiseKernels.best().widenToBfloat16(input, 0, values, converted);
        } else if (bfloat16) {
            ElementwiseKernels.best().roundToBfloat16(input, 0, values, converted);
        } else if (codes) {
            ElementwiseKernels.best().widen(input, 0, values, converted);
        }
    }

    /** Computes the sums of products as an exported model does: whole numbers rounded to float once. */
    void forwardExactly(FloatBuffer parameters) {
        if (Products.exact(step)) {
            forward();
        } else {
            forwardInDouble(parameters);
        }
    }

    /**
     * Computes sums that floats do not hold in double; only the last layers of large networks, of few weights, have
     * such sums.
     */
    private void forwardInDouble(FloatBuffer parameters) {
        slice.enter(Phase.FORWARD_PRODUCT);
        float[] input = new float[slice.images() * step.input().shape().size()];
        ByteBuffer stored = slice.memory().mapBytes(step.input());
        for (int i = 0; i < input.length; i++) {
            input[i] = codes ? stored.get(i) & 0xFF : stored.getFloat(i * Float.BYTES);
        }
        float[] output = new float[slice.images() * step.output().shape().size()];
        float[] weights = shared.codes(parameters);
        new DoubleConvolution(step).forward(input, weights, slice.images(), output);
        products().bytes().asFloatBuffer().put(0, output);
    }

    /**
     * Computes the gradients by weights and inputs.
     *
     * @param gradient the vector to which gradients by parameters go in the end
     */
    void backward(FloatBuffer gradient) {
        Backward ready = backward.orElseThrow();
        slice.enter(Phase.WEIGHT_GRADIENT);
        if (borrows) {
            NativeBuffer signs = shared.signs(gradient);
            ready.weights().rebindWeightGradient(signs);
            borrowed = Optional.of(signs);
        }
        convertInput();
        ready.weights().run(slice.stream());
        slice.enter(Phase.INPUT_GRADIENT);
        ready.input().ifPresent(primitive -> primitive.run(slice.stream()));
    }

    /** The gradient by weights of this slice, in the library's format, which is the same for all slices of a size. */
    NativeBuffer weightGradient() {
        return borrowed.orElseGet(() -> backward.orElseThrow().packed());
    }

    /** Whether the gradient by weights fits {@link Place#SIGNS}. */
    boolean fitsSigns() {
        return step.layer().weights().hasPlanes() && weightGradientFormat().bytes() == step.weightCount() * Float.BYTES;
    }

    /** The library's format of the gradient by weights. */
    WeightFormat weightGradientFormat() {
        return primitives.weightGradient();
    }

    /** The unit of the input map in the current training step. */
    double inputScale() {
        return slice.memory().scale(step.input());
    }

    /** Writes this slice's gradient by weights as {@code [out][in][ky][kx]}. */
    void unpack(FloatBuffer vector, int offset, Stream stream) {
        backward.orElseThrow().unpack().run(vector, offset, stream);
    }
}
