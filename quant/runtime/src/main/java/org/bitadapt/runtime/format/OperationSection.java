package org.bitadapt.runtime.format;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The table of operations: one record for each, whose length depends on the kind of operation. */
final class OperationSection {
    private static final int INPUT = 1;
    private static final int CONVOLUTION = 2;
    private static final int MAX_POOL = 3;
    private static final int GLOBAL_SUM = 4;
    private static final int NO_SLOT = 0xFFFF;

    // A type's place in the list is its code in the file.
    private static final List<WeightType> WEIGHT_TYPES = List.of(WeightType.BINARY, WeightType.INT8);
    private static final List<ElementType> OUTPUT_TYPES = List.of(ElementType.U8, ElementType.F32);

    private OperationSection() {}

    static byte[] write(List<Operation> operations) {
        SectionWriter writer = new SectionWriter();
        operations.forEach(operation -> write(writer, operation));
        return writer.toBytes();
    }

    private static void write(SectionWriter writer, Operation operation) {
        if (operation instanceof Operation.Input input) {
            writer.unsignedByte(INPUT)
                    .unsignedByte(input.shape().channels())
                    .unsignedShort(input.shape().height())
                    .unsignedShort(input.shape().width());
            input.zeroPoints().forEach(writer::unsignedByte);
        } else if (operation instanceof Convolution convolution) {
            writer.unsignedByte(CONVOLUTION)
                    .unsignedByte(WEIGHT_TYPES.indexOf(convolution.weightType()))
                    .unsignedByte(OUTPUT_TYPES.indexOf(convolution.outputType()))
                    .unsignedByte(convolution.kernelHeight())
                    .unsignedByte(convolution.kernelWidth())
                    .unsignedByte(convolution.stride())
                    .unsignedByte(convolution.padding())
                    .unsignedShort(convolution.input())
                    .unsignedShort(convolution.residual().orElse(NO_SLOT))
                    .unsignedShort(convolution.outputChannels())
                    .float32(convolution.residualScale());
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

    /** Reads the operations and gives each to {@code inference}, which refuses operations that do not fit. */
    static List<Operation> read(SectionReader reader, int count, SlotInference inference) {
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

    private static Operation read(SectionReader reader) {
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

    private static Operation convolution(SectionReader reader) {
        WeightType weightType = constant("weight type", WEIGHT_TYPES, reader.unsignedByte());
        ElementType outputType = constant("output type", OUTPUT_TYPES, reader.unsignedByte());
        int kernelHeight = reader.unsignedByte();
        int kernelWidth = reader.unsignedByte();
        int stride = reader.unsignedByte();
        int padding = reader.unsignedByte();
        int input = reader.unsignedShort();
        int residual = reader.unsignedShort();
        int outputChannels = reader.unsignedShort();
        return new Convolution(
                input,
                outputChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                weightType,
                outputType,
                residual == NO_SLOT ? OptionalInt.empty() : OptionalInt.of(residual),
                reader.float32());
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
