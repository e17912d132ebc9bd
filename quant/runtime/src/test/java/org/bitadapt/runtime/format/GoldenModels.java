package org.bitadapt.runtime.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Generates the committed model files: {@code model-v1.bnn} and the malformed ones beside it. Run once per format
 * version, from this module's folder; never to make a failing test pass.
 */
final class GoldenModels {
    static final Path FOLDER = Path.of("src/test/resources/org/bitadapt/runtime/format");

    /** The bytes of the record of an input with three channels. */
    private static final int INPUT_BYTES = 6 + 3;

    private static final int CONVOLUTION_BYTES = 17;

    private GoldenModels() {}

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve("model-v1.bnn"), model());
        for (Map.Entry<String, byte[]> malformed : malformed().entrySet()) {
            Files.write(FOLDER.resolve(malformed.getKey()), malformed.getValue());
        }
    }

    /** A model with every kind of operation, weight, output and residual. */
    static byte[] model() {
        Random random = new Random(20260101);
        PackedModelBuilder builder = new PackedModelBuilder("golden")
                .writer("bitadapt 0.1.0")
                .float32Bytes(123_456)
                .classNames(List.of("Katze", "犬", "bird"))
                .property("training.seed", "42")
                .property("empty", "");
        int image = builder.input(new SlotShape(3, 9, 8), List.of(125, 0, 255));
        int first =
                add(builder, random, Convolution.of(image, 6, 3).withPadding(1).withWeights(WeightType.INT8));
        int pooled = builder.maxPool(first, 2, 2, 0);
        int shortcut = add(builder, random, Convolution.of(pooled, 10, 1).withOutput(ElementType.F32));
        int main = add(
                builder, random, Convolution.of(pooled, 10, 3).withPadding(1).withResidualValues(shortcut));
        int second =
                add(builder, random, Convolution.of(main, 10, 3).withPadding(1).withResidualCodes(main, 0.75f));
        int sums = builder.globalSum(second);
        add(
                builder,
                random,
                Convolution.of(sums, 3, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
        return builder.toBytes();
    }

    private static int add(PackedModelBuilder builder, Random random, Convolution convolution) {
        int perOutput = builder.slot(convolution.input()).shape().channels()
                * convolution.kernelHeight()
                * convolution.kernelWidth();
        byte[] weights = new byte[perOutput * convolution.outputChannels()];
        boolean binary = convolution.weightType() == WeightType.BINARY;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (binary ? random.nextInt(2) * 2 - 1 : random.nextInt(255) - 127);
        }
        float[] multipliers = new float[convolution.outputChannels()];
        float[] offsets = new float[convolution.outputChannels()];
        for (int i = 0; i < multipliers.length; i++) {
            multipliers[i] = (random.nextFloat() + 0.5f) / (binary ? 16 : 1024);
            offsets[i] = random.nextFloat() * 50;
        }
        return builder.convolution(convolution, weights, multipliers, offsets);
    }

    /** Damaged copies of the model by the name of the rule that they break. */
    static Map<String, byte[]> malformed() {
        byte[] model = model();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("empty.bnn", new byte[0]);
        files.put("header-cut.bnn", Arrays.copyOf(model, 40));
        files.put("cut-short.bnn", Arrays.copyOf(model, model.length - 1));
        files.put("too-long.bnn", Arrays.copyOf(model, model.length + 1));
        files.put("text-transfer.bnn", edited(model, buffer -> buffer.put(4, (byte) '\n')));
        files.put("flipped-bit.bnn", edited(model, buffer -> buffer.put(300, (byte) (buffer.get(300) ^ 4))));
        files.put("version-3.bnn", edited(model, buffer -> sealed(buffer.putInt(8, 3))));
        files.put("reserved.bnn", edited(model, buffer -> sealed(buffer.putInt(60, 1))));
        files.put("section-length.bnn", edited(model, buffer -> sealed(buffer.putInt(44, 0x7FFFFFFF))));
        files.put("operation-count.bnn", edited(model, buffer -> sealed(buffer.putInt(48, 9))));
        files.put("operation-kind.bnn", edited(model, buffer -> sealed(buffer.put(operations(model), (byte) 9))));
        int residualScale = operations(model) + INPUT_BYTES + CONVOLUTION_BYTES - Float.BYTES;
        files.put("residual-scale.bnn", edited(model, buffer -> sealed(buffer.putFloat(residualScale, -0f))));
        files.put("nan-multiplier.bnn", edited(model, buffer -> sealed(buffer.putFloat(parameters(model), Float.NaN))));
        files.put("weight-range.bnn", edited(model, buffer -> sealed(buffer.put(weights(model), (byte) -128))));
        files.put("gap.bnn", edited(model, buffer -> sealed(buffer.put(weights(model) - 1, (byte) 1))));
        return files;
    }

    private interface Edit {
        void apply(ByteBuffer buffer);
    }

    private static byte[] edited(byte[] model, Edit edit) {
        ByteBuffer copy = ByteBuffer.wrap(model.clone()).order(ByteOrder.LITTLE_ENDIAN);
        edit.apply(copy);
        return copy.array();
    }

    /** Writes the checksum that fits the contents. */
    static void sealed(ByteBuffer file) {
        file.putInt(Header.CHECKSUM_AT, Header.checksum(file));
    }

    private static SectionLengths lengths(byte[] model) {
        return PackedNetworkReader.read(ByteBuffer.wrap(model)).sectionLengths();
    }

    private static int operations(byte[] model) {
        return lengths(model).operationsAt();
    }

    private static int parameters(byte[] model) {
        return lengths(model).parametersAt();
    }

    private static int weights(byte[] model) {
        return lengths(model).weightsAt();
    }
}
