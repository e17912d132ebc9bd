package org.bitadapt.quant.onnx.reading;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;

/**
 * The input of a graph.
 *
 * @param name the input's name in the file
 * @param shape the shape of one image
 * @param channelsLast whether the file's images have the channels behind height and width
 * @param codes whether the file's images are unsigned 8-bit codes, and not floating-point numbers
 * @param batch the number of images of a call; empty if it is any
 */
public record InputImage(String name, Shape shape, boolean channelsLast, boolean codes, OptionalInt batch) {

    private static final int RANK = 4;
    private static final Set<Integer> USUAL_CHANNELS = Set.of(1, 3);

    /**
     * Finds the image of a graph.
     *
     * @param tensors the names of tensors, which older files list as inputs too
     * @param size the size of images where the file leaves height and width open
     * @throws InvalidOnnxException if the graph has not one input of images
     */
    static InputImage of(GraphProto graph, Set<String> tensors, Optional<Shape> size) {
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !tensors.contains(input.getName()))
                .toList();
        if (inputs.size() != 1 || inputs.get(0).getName().isEmpty()) {
            throw new InvalidOnnxException("Unsupported graph: inputs "
                    + inputs.stream().map(ValueInfoProto::getName).toList() + " (must be one input, of images)");
        }
        ValueInfoProto input = inputs.get(0);
        TypeProto.Tensor type = input.getType().getTensorType();
        boolean codes = type.getElemType() == DataType.UINT8_VALUE;
        if (!codes && type.getElemType() != DataType.FLOAT_VALUE) {
            throw new InvalidOnnxException("Unsupported input '" + input.getName() + "': numbers of type "
                    + DataType.forNumber(type.getElemType()) + " (must be FLOAT or UINT8)");
        }
        List<Dimension> dims = type.getShape().getDimList();
        if (dims.size() != RANK) {
            throw new InvalidOnnxException("Unsupported input '" + input.getName() + "': " + dims.size()
                    + " dimensions (must be 4: images, channels, height and width)");
        }
        boolean last = !isUsual(dims.get(1)) && isUsual(dims.get(RANK - 1));
        return new InputImage(input.getName(), shape(input.getName(), dims, last, size), last, codes, batch(dims));
    }

    private static boolean isUsual(Dimension dim) {
        return USUAL_CHANNELS.contains((int) dim.getDimValue());
    }

    private static OptionalInt batch(List<Dimension> dims) {
        long batch = dims.get(0).getDimValue();
        return batch > 0 && batch <= Short.MAX_VALUE ? OptionalInt.of((int) batch) : OptionalInt.empty();
    }

    private static Shape shape(String name, List<Dimension> dims, boolean last, Optional<Shape> size) {
        int first = last ? 1 : 2;
        long channels = dims.get(last ? RANK - 1 : 1).getDimValue();
        long height = dims.get(first).getDimValue();
        long width = dims.get(first + 1).getDimValue();
        if (size.isPresent() && height == 0 && width == 0) {
            height = size.get().height();
            width = size.get().width();
        }
        for (long length : new long[] {channels, height, width}) {
            if (length < 1 || length > Integer.MAX_VALUE) {
                throw new InvalidOnnxException("Unsupported input '" + name + "': images of " + channels + "x" + height
                        + "x" + width + ", where 0 is any size (must be one size: export with images of that size, or"
                        + " give a data set)");
            }
        }
        return new Shape((int) channels, (int) height, (int) width);
    }

    /** The image as the file has it. */
    MapValue value() {
        return channelsLast
                ? MapValue.channelsLast(NetworkSpec.INPUT, shape)
                : MapValue.planes(NetworkSpec.INPUT, shape);
    }
}
