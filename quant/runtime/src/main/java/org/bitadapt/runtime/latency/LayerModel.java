package org.bitadapt.runtime.latency;

import java.util.Collections;
import java.util.List;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.ElementType;
import org.bitadapt.runtime.format.PackedModelBuilder;
import org.bitadapt.runtime.format.SlotShape;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.LayerGeometry.Residual;

/**
 * A packed model around one layer: an image, operations that make the layer's input and residual from the image, the
 * layer, and operations that make class scores of the layer's output.
 */
final class LayerModel {

    private final LayerShape shape;
    private final LayerGeometry geometry;
    private final PackedModelBuilder builder = new PackedModelBuilder("layer");
    private final RandomConvolutions convolutions = new RandomConvolutions(builder, 1);
    private final int image;
    private final int operation;

    private LayerModel(LayerShape shape) {
        this.shape = shape;
        this.geometry = shape.geometry();
        int bits = geometry.weightBits();
        builder.widths(List.of(new Width(bits == 0 || bits == Byte.SIZE ? 1 : bits, Width.MAX_MAPS)));
        this.image = image();
        int input = input();
        Integer residual = geometry.residual() == Residual.NONE ? null : residual();
        this.operation = layer(input, residual);
        scores();
    }

    /**
     * A model for a shape.
     *
     * @throws IllegalArgumentException if the runtime has no such layer; it has no layers with floating-point weights
     */
    static LayerModel of(LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        if (geometry.weightBits() == Float.SIZE || geometry.input() == MapKind.FLOATS) {
            throw new IllegalArgumentException("Invalid layer to measure: " + shape
                    + " (must have weights of 1 to 8 bits and maps of codes; the packed runtime has no other)");
        }
        return new LayerModel(shape);
    }

    /** The smallest model there is. */
    static LayerModel smallest() {
        LayerGeometry linear =
                new LayerGeometry(LayerKind.LINEAR, 0, 1, 0, 1, 1, 1, MapKind.PIXELS, MapKind.FLOATS, Residual.NONE);
        return of(new LayerShape(linear, 1, 1));
    }

    /** The bytes of the model. */
    byte[] file() {
        return builder.toBytes();
    }

    /** The number of the layer's operation. */
    int operation() {
        return operation;
    }

    private int image() {
        int channels = geometry.input() == MapKind.PIXELS ? shape.inputs() : 1;
        return builder.input(
                new SlotShape(channels, geometry.height(), geometry.width()), Collections.nCopies(channels, 0));
    }

    private int input() {
        return switch (geometry.input()) {
            case PIXELS -> image;
            case CODES -> convolutions.add(Convolution.of(image, shape.inputs(), 1));
            case MEAN_CODES -> builder.globalSum(convolutions.add(Convolution.of(image, shape.inputs(), 1)));
            case FLOATS -> throw new IllegalStateException("Floating-point maps are refused before");
        };
    }

    private int residual() {
        return convolutions.add(
                window(image).withOutput(geometry.residual() == Residual.CODES ? ElementType.U8 : ElementType.F32));
    }

    private int layer(int input, Integer residual) {
        return switch (geometry.kind()) {
            case MAX_POOL -> builder.maxPool(input, geometry.kernel(), geometry.stride(), geometry.padding());
            case GLOBAL_AVERAGE -> builder.globalSum(input);
            case CONVOLUTION, LINEAR -> convolutions.add(product(input, residual));
        };
    }

    private Convolution product(int input, Integer residual) {
        boolean bytes = geometry.weightBits() == Byte.SIZE;
        Convolution window = window(input);
        Convolution product = (bytes ? window.withWeights(WeightType.INT8) : window.withPlanes(geometry.weightBits()))
                .withOutput(geometry.output() == MapKind.CODES ? ElementType.U8 : ElementType.F32);
        return switch (geometry.residual()) {
            case NONE -> product;
            case CODES -> product.withResidualCodes(residual, 0.5f);
            case FLOATS -> product.withResidualValues(residual);
        };
    }

    /** A convolution with the layer's window and outputs, 1-bit weights and U8 output. */
    private Convolution window(int input) {
        if (geometry.kind() == LayerKind.LINEAR) {
            SlotShape in = builder.slot(input).shape();
            return Convolution.of(input, shape.outputs(), in.height(), in.width());
        }
        return Convolution.of(input, shape.outputs(), geometry.kernel())
                .withStride(geometry.stride())
                .withPadding(geometry.padding());
    }

    /** Ends the model with class scores, unless the layer gives them. */
    private void scores() {
        int last = operation;
        if (builder.slot(last).type() == ElementType.F32) {
            if (builder.slot(last).shape().pixels() == 1) {
                return;
            }
            last = convolutions.add(window(image).withResidualValues(last));
        }
        if (builder.slot(last).type() == ElementType.U8) {
            last = builder.globalSum(last);
        }
        convolutions.add(Convolution.of(last, 1, 1).withOutput(ElementType.F32));
    }
}
