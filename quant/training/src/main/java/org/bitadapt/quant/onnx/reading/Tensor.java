package org.bitadapt.quant.onnx.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;

/**
 * A constant of a file. Its numbers are made when they are asked for, and only if the file has as many as the tensor's
 * dimensions say.
 *
 * @param name the name by which nodes refer to the tensor
 * @param dims the dimensions, each 0 or more; none for a single number
 */
record Tensor(String name, List<Integer> dims, TensorProto proto, Companions companions) {

    private static final int LARGEST_EXPONENT_OF_HALF = 31;
    private static final int BIAS_OF_HALF = 15;
    private static final int BIAS_OF_FLOAT = 127;
    private static final int FRACTION_OF_HALF = 10;
    private static final int FRACTION_OF_FLOAT = 23;

    /**
     * Checks dimensions.
     *
     * @throws InvalidOnnxException if a dimension is below 0, or there are 2^31 numbers or more
     */
    static Tensor of(String name, TensorProto proto, Companions companions) {
        List<Integer> dims = new ArrayList<>();
        long size = 1;
        for (long dim : proto.getDimsList()) {
            if (dim < 0 || dim > Integer.MAX_VALUE) {
                throw invalid(name, "dimension " + dim, "0 to 2^31 - 1");
            }
            dims.add((int) dim);
            size = Math.multiplyExact(size, dim); // fits: both are below 2^31
            if (size > Integer.MAX_VALUE) {
                throw invalid(name, "dimensions " + proto.getDimsList(), "fewer than 2^31 numbers");
            }
        }
        return new Tensor(name, List.copyOf(dims), proto, companions);
    }

    private static InvalidOnnxException invalid(String name, String what, String rule) {
        return new InvalidOnnxException("Invalid tensor " + name + ": " + what + " (must be " + rule + ")");
    }

    /** The number of numbers. */
    int size() {
        return dims.stream().reduce(1, (a, b) -> a * b);
    }

    /** Whether the numbers are floating-point numbers that fit float32, or are rounded to float32. */
    boolean isFloating() {
        return switch (type()) {
            case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> true;
            default -> false;
        };
    }

    private DataType type() {
        DataType type = DataType.forNumber(proto.getDataType());
        return type == null ? DataType.UNDEFINED : type;
    }

    /**
     * The numbers as float32.
     *
     * @throws InvalidOnnxException if there are more or fewer numbers than the dimensions say, numbers of another type, or
     *     numbers that are not finite
     */
    float[] floats() {
        float[] values = switch (type()) {
            case FLOAT -> hasBytes() ? decode(Float.BYTES, ByteBuffer::getFloat) : listed(proto.getFloatDataList());
            case DOUBLE ->
                hasBytes()
                        ? decode(Double.BYTES, bytes -> (float) bytes.getDouble())
                        : listed(proto.getDoubleDataList());
            case FLOAT16 ->
                hasBytes() ? decode(Short.BYTES, bytes -> half(bytes.getShort())) : halves(proto.getInt32DataList());
            case BFLOAT16 ->
                hasBytes()
                        ? decode(Short.BYTES, bytes -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE))
                        : brains(proto.getInt32DataList());
            default -> throw invalid(name, "numbers of type " + type(), "floating-point numbers");
        };
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw invalid(name, "the number " + value, "finite numbers only");
            }
        }
        return values;
    }

    /**
     * The numbers of a short list of whole numbers, such as a shape.
     *
     * @throws InvalidOnnxException if the numbers are no whole numbers, or are not as many as the dimensions say
     */
    List<Long> longs() {
        List<Long> values = switch (type()) {
            case INT64 -> hasBytes() ? whole(Long.BYTES, ByteBuffer::getLong) : proto.getInt64DataList();
            case INT32 ->
                hasBytes()
                        ? whole(Integer.BYTES, bytes -> (long) bytes.getInt())
                        : proto.getInt32DataList().stream()
                                .map(Integer::longValue)
                                .toList();
            default -> throw invalid(name, "numbers of type " + type(), "whole numbers");
        };
        requireCount(values.size());
        return List.copyOf(values);
    }

    /** The bytes of a tensor of unsigned 8-bit numbers, as numbers. */
    List<Integer> codes() {
        if (type() != DataType.UINT8) {
            throw invalid(name, "numbers of type " + type(), "unsigned 8-bit numbers");
        }
        if (!hasBytes()) {
            requireCount(proto.getInt32DataCount());
            return proto.getInt32DataList();
        }
        List<Integer> codes = new ArrayList<>();
        ByteBuffer bytes = bytes(1);
        while (bytes.hasRemaining()) {
            codes.add(Byte.toUnsignedInt(bytes.get()));
        }
        return codes;
    }

    private boolean hasBytes() {
        return isExternal() || !proto.getRawData().isEmpty();
    }

    private boolean isExternal() {
        return proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    private void requireCount(int count) {
        if (count != size()) {
            throw invalid(name, count + " numbers", size() + " for dimensions " + dims);
        }
    }

    @FunctionalInterface
    private interface Decoder<T> {
        T next(ByteBuffer bytes);
    }

    @FunctionalInterface
    private interface FloatDecoder {
        float next(ByteBuffer bytes);
    }

    private float[] decode(int bytesEach, FloatDecoder decoder) {
        ByteBuffer bytes = bytes(bytesEach);
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = decoder.next(bytes);
        }
        return values;
    }

    private List<Long> whole(int bytesEach, Decoder<Long> decoder) {
        ByteBuffer bytes = bytes(bytesEach);
        List<Long> values = new ArrayList<>();
        while (bytes.hasRemaining()) {
            values.add(decoder.next(bytes));
        }
        return values;
    }

    /** The raw bytes, of which there are as many as the dimensions say. */
    private ByteBuffer bytes(int bytesEach) {
        long wanted = (long) bytesEach * size();
        if (!isExternal()) {
            if (proto.getRawData().size() != wanted) {
                throw invalid(name, proto.getRawData().size() + " bytes", wanted + " for dimensions " + dims);
            }
            return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        if (wanted > Integer.MAX_VALUE - Long.BYTES) {
            throw invalid(name, wanted + " bytes", "fewer than 2^31");
        }
        return external((int) wanted).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer external(int wanted) {
        var entries = proto.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> first));
        long length = number(entries.getOrDefault("length", Integer.toString(wanted)));
        if (length != wanted) {
            throw invalid(name, length + " bytes", wanted + " for dimensions " + dims);
        }
        try {
            return companions.read(
                    entries.getOrDefault("location", ""), number(entries.getOrDefault("offset", "0")), wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidOnnxException(
                    "Invalid tensor " + name + ": '" + text + "' (must be a number of bytes)", e);
        }
    }

    private float[] listed(List<? extends Number> numbers) {
        requireCount(numbers.size());
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return values;
    }

    private float[] halves(List<Integer> bits) {
        return listed(bits.stream().map(number -> half((short) (int) number)).toList());
    }

    private float[] brains(List<Integer> bits) {
        return listed(bits.stream()
                .map(number -> Float.intBitsToFloat(number << Short.SIZE))
                .toList());
    }

    /** The value of a half-precision number: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
    static float half(short bits) {
        int exponent = (bits >> FRACTION_OF_HALF) & LARGEST_EXPONENT_OF_HALF;
        int fraction = bits & ((1 << FRACTION_OF_HALF) - 1);
        float sign = bits < 0 ? -1 : 1;
        if (exponent == 0) {
            return sign * fraction * 0x1p-24f;
        }
        if (exponent == LARGEST_EXPONENT_OF_HALF) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        int shifted = fraction << (FRACTION_OF_FLOAT - FRACTION_OF_HALF);
        return sign * Float.intBitsToFloat(((exponent - BIAS_OF_HALF + BIAS_OF_FLOAT) << FRACTION_OF_FLOAT) | shifted);
    }
}
