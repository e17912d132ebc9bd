package org.bitadapt.quant.onnx.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.bitadapt.quant.onnx.reading.Value.Sizes;

/** What only arranges a map in another way, and what computes the dimensions for it. */
record ShapeOperators(Context context) {

    private static final String OTHER_MAP = "flatten the map before linear layers, and nowhere else";

    void addTo(Map<String, Operator> operators) {
        operators.put("Constant", this::constant);
        operators.put("Flatten", this::flatten);
        operators.put("Reshape", this::reshape);
        operators.put("Squeeze", this::squeeze);
        operators.put("Unsqueeze", this::unsqueeze);
        operators.put("Transpose", this::transpose);
        operators.put("Shape", this::shape);
        operators.put("Gather", this::gather);
        operators.put("Concat", this::concat);
        operators.put("Slice", this::slice);
    }

    /** Axes as numbers from 0; ONNX counts negative ones from the end. */
    static List<Integer> axes(List<Long> numbers, int rank) {
        return numbers.stream()
                .map(axis -> axis < 0 ? axis + rank : axis)
                .map(axis -> {
                    if (axis < 0 || axis >= rank) {
                        throw new UnsupportedNodeException(
                                "has axes " + numbers + " (must be within " + rank + ")", "");
                    }
                    return axis.intValue();
                })
                .toList();
    }

    private Value constant(Operation operation) {
        for (AttributeProto attribute : operation.proto().getAttributeList()) {
            Optional<Value> value = switch (attribute.getName()) {
                case "value" ->
                    Optional.of(new Value.Constant(context.constants().tensor(operation.output(), attribute.getT())));
                case "value_int" -> Optional.of(new Sizes(List.of(attribute.getI())));
                case "value_ints" -> Optional.of(new Sizes(attribute.getIntsList()));
                case "value_float" -> Optional.of(floats(operation, List.of(attribute.getF()), false));
                case "value_floats" -> Optional.of(floats(operation, attribute.getFloatsList(), true));
                default -> Optional.empty();
            };
            if (value.isPresent()) {
                return value.get();
            }
        }
        throw new UnsupportedNodeException("has no tensor of numbers", "");
    }

    private Value floats(Operation operation, List<Float> numbers, boolean list) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(DataType.FLOAT_VALUE).addAllFloatData(numbers);
        if (list) {
            tensor.addDims(numbers.size());
        }
        return new Value.Constant(context.constants().tensor(operation.output(), tensor.build()));
    }

    private Value flatten(Operation operation) {
        MapValue in = context.map(operation, 0);
        int axis =
                axes(List.of(operation.number("axis", 1)), in.axes().size() + 1).get(0);
        if (axis != 1) {
            throw new UnsupportedNodeException("has axis " + axis + " (must be 1)", OTHER_MAP);
        }
        return rearranged(in, List.of((long) in.shape().size()));
    }

    private static MapValue rearranged(MapValue in, List<Long> dims) {
        return in.reshaped(dims)
                .orElseThrow(() -> new UnsupportedNodeException(
                        "makes dimensions " + dims + " per image of a map of " + in.shape()
                                + " (must flatten it, or add and remove dimensions of 1)",
                        OTHER_MAP));
    }

    private Value reshape(Operation operation) {
        List<Long> wanted = context.wholes(operation, 1);
        Value value = context.value(operation.input(0));
        if (value instanceof Sizes) {
            return value;
        }
        MapValue in = context.map(operation, 0);
        List<Long> dims = new ArrayList<>();
        boolean zeroCopies = operation.number("allowzero", 0) == 0;
        for (int i = 0; i < wanted.size(); i++) {
            boolean copied = wanted.get(i) == 0 && zeroCopies && i < in.axes().size();
            dims.add(copied ? in.dims().get(i) : wanted.get(i));
        }
        return rearranged(in, perImage(in, dims));
    }

    /** The dimensions behind the images, all known. */
    private List<Long> perImage(MapValue in, List<Long> dims) {
        if (dims.size() < 2) {
            throw new UnsupportedNodeException("makes dimensions " + dims + " (must keep the images apart)", OTHER_MAP);
        }
        List<Long> rest = new ArrayList<>(dims.subList(1, dims.size()));
        int open = rest.indexOf(-1L);
        long known = rest.stream().filter(dim -> dim > 0).reduce(1L, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
        if (open >= 0) {
            rest.set(open, in.shape().size() / known);
        }
        long first = dims.get(0);
        OptionalInt batch = context.image().batch();
        boolean images = first == Sizes.BATCH || (first == -1 && open < 0) || first == batch.orElse(1);
        long product = rest.stream().reduce(1L, (a, b) -> Math.min(a * Math.max(b, 0), Integer.MAX_VALUE));
        if (!images || product != in.shape().size()) {
            throw new UnsupportedNodeException(
                    "makes dimensions " + shown(dims) + " of a map of " + in.shape()
                            + " (must keep the images apart, and all numbers of an image)",
                    OTHER_MAP);
        }
        return rest;
    }

    private static List<String> shown(List<Long> dims) {
        return dims.stream()
                .map(dim -> dim == Sizes.BATCH ? "images" : Long.toString(dim))
                .toList();
    }

    private Value squeeze(Operation operation) {
        Value value = context.value(operation.input(0));
        if (value instanceof Sizes) {
            return value;
        }
        MapValue in = context.map(operation, 0);
        List<Integer> removed =
                axes(context.attributeOrInput(operation, "axes", 1), in.axes().size());
        if (removed.isEmpty()) {
            throw new UnsupportedNodeException("names no axes (must name them)", "");
        }
        List<String> axes = new ArrayList<>();
        for (int i = 0; i < in.axes().size(); i++) {
            if (!removed.contains(i)) {
                axes.add(in.axes().get(i));
            } else if (!in.axes().get(i).isEmpty()) {
                throw new UnsupportedNodeException(
                        "removes axis " + i + " of a map whose axes are " + in.axes() + " (must have length 1)", "");
            }
        }
        return in.arranged(axes);
    }

    private Value unsqueeze(Operation operation) {
        Value value = context.value(operation.input(0));
        List<Long> added = context.attributeOrInput(operation, "axes", 1);
        if (value instanceof Sizes) {
            return value;
        }
        if (value instanceof Value.Constant constant && constant.tensor().dims().isEmpty()) {
            return new Sizes(constant.tensor().longs());
        }
        MapValue in = context.map(operation, 0);
        List<Integer> places = axes(added, in.axes().size() + added.size());
        List<String> axes = new ArrayList<>(in.axes());
        places.stream().sorted().forEach(place -> axes.add(Math.min(place, axes.size()), ""));
        return in.arranged(axes);
    }

    private Value transpose(Operation operation) {
        MapValue in = context.map(operation, 0);
        List<Long> order = operation.numbers("perm");
        int rank = in.axes().size();
        if (order.isEmpty()) {
            order = IntStream.range(0, rank).mapToObj(i -> rank - 1L - i).toList();
        }
        List<Integer> places = axes(order, rank);
        if (places.size() != rank || places.stream().distinct().count() != rank) {
            throw new UnsupportedNodeException("has perm " + order + " (must name each axis once)", "");
        }
        return in.arranged(places.stream().map(in.axes()::get).toList());
    }

    private Value shape(Operation operation) {
        MapValue in = context.map(operation, 0);
        operation.require("start", 0);
        if (operation.attribute("end").isPresent()) {
            throw new UnsupportedNodeException("has an end (must be the whole shape)", "");
        }
        return new Sizes(in.dims());
    }

    private Value gather(Operation operation) {
        operation.require("axis", 0);
        List<Long> from = sizes(operation, 0);
        List<Integer> indices = axes(context.wholes(operation, 1), from.size());
        return new Sizes(indices.stream().map(from::get).toList());
    }

    /** Whole numbers that a node computes with. */
    private List<Long> sizes(Operation operation, int input) {
        if (context.value(operation.input(input)) instanceof MapValue) {
            throw new UnsupportedNodeException(
                    "reads a feature map (must read dimensions)",
                    "take a network whose branches are added, such as a ResNet");
        }
        return context.wholes(operation, input);
    }

    private Value concat(Operation operation) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < operation.inputs().size(); i++) {
            all.addAll(sizes(operation, i));
        }
        return new Sizes(all);
    }

    private Value slice(Operation operation) {
        List<Long> from = sizes(operation, 0);
        List<Long> starts = context.attributeOrInput(operation, "starts", 1);
        List<Long> ends = context.attributeOrInput(operation, "ends", 2);
        Optional<Long> step =
                context.attributeOrInput(operation, "steps", 4).stream().findFirst();
        if (starts.size() != 1 || ends.size() != 1 || step.orElse(1L) != 1) {
            throw new UnsupportedNodeException("cuts more than one axis, or in steps (must be one axis)", "");
        }
        int first = place(starts.get(0), from.size());
        return new Sizes(from.subList(first, Math.max(first, place(ends.get(0), from.size()))));
    }

    private static int place(long index, int length) {
        return (int) Math.max(0, Math.min(length, index < 0 ? index + length : index));
    }
}
