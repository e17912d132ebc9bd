package org.bitadapt.runtime.format;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The table of operations: one record for each, whose length depends on the kind of operation. The record of a
 * convolution depends on the version of the file.
 */
final class OperationSection {
    private static final int INPUT = 1;
    private static final int CONVOLUTION = 2;
    private static final int MAX_POOL = 3;
    private static final int GLOBAL_SUM = 4;
    private static final int NO_SLOT = 0xFFFF;

    // A type's place in the list is its code in the file.
    private static final List<WeightType> WEIGHT_TYPES = List.of(WeightType.BINARY, WeightType.INT8);
    private static final List<ElementType> OUTPUT_TYPES = List.of(ElementType.U8, ElementType.F32);

    /** What version 2 has for 8-bit weights in the place of a number of planes, and for F32 in the place of bits. */
    private static final int NONE = 0;

    private final int version;

    /** The records of a version of the format. */
    OperationSection(int version) {
        this.version = version;
    }

    byte[] write(List<Operation> operations) {
        SectionWriter writer = new SectionWriter();
        operations.forEach(operation -> write(writer, operation));
        return writer.toBytes();
    }

    private void write(SectionWriter writer, Operation operation) {
        if (operation instanceof Operation.Input input) {
            writer.unsignedByte(INPUT)
                    .unsignedByte(input.shape().channels())
                    .unsignedShort(input.shape().height())
                    .unsignedShort(input.shape().width());
            input.zeroPoints().forEach(writer::unsignedByte);
        } else if (operation instanceof Convolution convolution) {
            write(writer, convolution);
        } else if (operation instanceof Operation.MaxPool pool) {
            writer.unsignedByte(MAX_POOL)
                    .unsignedByte(pool.kernel())
                    .unsignedByte(pool.stride())
                    .unsignedByte(pool.padding())
                    .unsignedShort(pool.input());
        } else if (operation instanceof Operation.GlobalSum sum) {
            writer.unsignedByte(GLOBAL_SUM).unsignedShort(sum.input());
        }
    }

    private void write(SectionWriter writer, Convolution convolution) {
        boolean planes = convolution.weightType() != WeightType.INT8;
        boolean codes = convolution.outputType() == ElementType.U8;
        writer.unsignedByte(CONVOLUTION);
        if (version == Header.VERSION) {
            writer.unsignedByte(WEIGHT_TYPES.indexOf(convolution.weightType()))
                    .unsignedByte(OUTPUT_TYPES.indexOf(convolution.outputType()));
        } else {
            writer.unsignedByte(planes ? convolution.planes() : NONE)
                    .unsignedByte(codes ? convolution.codeBits() : NONE);
        }
        writer.unsignedByte(convolution.kernelHeight())
                .unsignedByte(convolution.kernelWidth())
                .unsignedByte(convolution.stride())
                .unsignedByte(convolution.padding())
                .unsignedShort(convolution.input())
                .unsignedShort(convolution.residual().orElse(NO_SLOT))
                .unsignedShort(convolution.outputChannels());
        if (version == Header.VERSION) {
            writer.float32(convolution.residualScale());
        }
    }

    /** Reads the operations and gives each to {@code inference}, which refuses operations that do not fit. */
    List<Operation> read(SectionReader reader, int count, SlotInference inference) {
        List<Operation> operations = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            try {
                Operation operation = read(reader);
                inference.add(operation);
                operations.add(operation);
            } catch (InvalidModelException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new InvalidModelException(e.getMessage() + " in operation " + number, e);
            }
        }
        reader.requireEnd();
        return operations;
    }

    private Operation read(SectionReader reader) {
        int kind = reader.unsignedByte();
        return switch (kind) {
            case INPUT -> input(reader);
            case CONVOLUTION -> convolution(reader);
            case MAX_POOL -> maxPool(reader);
            case GLOBAL_SUM -> new Operation.GlobalSum(reader.unsignedShort());
            default -> throw new IllegalArgumentException("Invalid kind of operation: " + kind + " (must be 1..4)");
        };
    }

    private static Operation input(SectionReader reader) {
        int channels = reader.unsignedByte();
        int height = reader.unsignedShort();
        SlotShape shape = new SlotShape(channels, height, reader.unsignedShort());
        List<Integer> zeroPoints = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            zeroPoints.add(reader.unsignedByte());
        }
        return new Operation.Input(shape, zeroPoints);
    }

    private Operation convolution(SectionReader reader) {
        int weights = reader.unsignedByte();
        int output = reader.unsignedByte();
        int kernelHeight = reader.unsignedByte();
        int kernelWidth = reader.unsignedByte();
        int stride = reader.unsignedByte();
        int padding = reader.unsignedByte();
        int input = reader.unsignedShort();
        int residual = reader.unsignedShort();
        int outputChannels = reader.unsignedShort();
        float residualScale = version == Header.VERSION ? reader.float32() : 0;
        Convolution plain = new Convolution(
                input,
                outputChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                WeightType.BINARY,
                1,
                ElementType.U8,
                Width.MAX_MAPS,
                residual == NO_SLOT ? OptionalInt.empty() : OptionalInt.of(residual),
                residualScale);
        return version == Header.VERSION ? typed(plain, weights, output) : sized(plain, weights, output);
    }

    private static Convolution typed(Convolution plain, int weights, int output) {
        return plain.withWeights(constant("weight type", WEIGHT_TYPES, weights))
                .withOutput(constant("output type", OUTPUT_TYPES, output));
    }

    private static Convolution sized(Convolution plain, int planes, int codeBits) {
        Limits.require("planes of weights", planes, NONE, Width.MAX_WEIGHTS);
        Limits.require("bits of codes", codeBits, NONE, Width.MAX_MAPS);
        Convolution weighed = planes == NONE ? plain.withWeights(WeightType.INT8) : plain.withPlanes(planes);
        return codeBits == NONE ? weighed.withOutput(ElementType.F32) : weighed.withCodeBits(codeBits);
    }

    private static Operation maxPool(SectionReader reader) {
        int kernel = reader.unsignedByte();
        int stride = reader.unsignedByte();
        int padding = reader.unsignedByte();
        return new Operation.MaxPool(reader.unsignedShort(), kernel, stride, padding);
    }

    private static <T> T constant(String what, List<T> values, int code) {
        Limits.require(what, code, 0, values.size() - 1L);
        return values.get(code);
    }
}
