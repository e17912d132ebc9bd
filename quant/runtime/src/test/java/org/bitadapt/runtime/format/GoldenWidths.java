package org.bitadapt.runtime.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Generates the committed model file of version 2, {@code model-v2.bnn}, and the malformed ones beside it. Run once, from
 * this module's folder; never to make a failing test pass.
 */
final class GoldenWidths {
    /** The widths of the model: three chunks, of which the first has two widths. */
    static final List<Width> WIDTHS = List.of(new Width(1, 4), new Width(1, 8), new Width(2, 8), new Width(4, 8));

    /** The bytes of the record of an input with two channels. */
    private static final int INPUT_BYTES = 6 + 2;

    private GoldenWidths() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(GoldenModels.FOLDER.resolve("model-v2.bnn"), model());
        for (Map.Entry<String, byte[]> malformed : malformed().entrySet()) {
            Files.write(GoldenModels.FOLDER.resolve(malformed.getKey()), malformed.getValue());
        }
    }

    static byte[] model() {
        return model(WIDTHS);
    }

    /** The model with some of its widths, as if it had been made for them alone. */
    static byte[] model(List<Width> widths) {
        int most = widths.stream().mapToInt(Width::weights).max().orElseThrow();
        PackedModelBuilder builder = new PackedModelBuilder("golden widths")
                .writer("bitadapt 0.2.0")
                .float32Bytes(4321)
                .classNames(List.of("Katze", "\u72ac", "bird"))
                .property("training.seed", "42")
                .widths(widths);
        Layers layers = new Layers(builder, widths, most);
        int image = builder.input(new SlotShape(2, 5, 4), List.of(125, 0));
        int first = layers.add(Convolution.of(image, 3, 3).withPadding(1).withWeights(WeightType.INT8));
        int pooled = builder.maxPool(first, 2, 1, 0);
        int shortcut = layers.add(Convolution.of(pooled, 5, 1).withOutput(ElementType.F32), 1);
        int main = layers.add(Convolution.of(pooled, 5, 3).withPadding(1).withResidualValues(shortcut), 4);
        int second = layers.add(
                Convolution.of(main, 5, 3)
                        .withPadding(1)
                        .withResidualCodes(main)
                        .withCodeBits(6),
                2);
        int sums = builder.globalSum(second);
        layers.add(Convolution.of(sums, 3, 1).withWeights(WeightType.INT8).withOutput(ElementType.F32));
        return builder.toBytes();
    }

    /** Adds layers whose numbers count up, so that they are the same whatever the widths are. */
    private record Layers(PackedModelBuilder builder, List<Width> widths, int most) {
        int add(Convolution convolution, int planes) {
            int kept = Math.min(planes, most);
            byte[] weights = new byte[weights(convolution)];
            for (int i = 0; i < weights.length; i++) {
                int code = (37 * i + i / 5) % 16 >> (4 - planes);
                int narrow = code >> (planes - kept);
                weights[i] = (byte) (2 * narrow - (1 << kept) + 1);
            }
            return add(convolution.withPlanes(kept), weights);
        }

        int add(Convolution convolution) {
            byte[] weights = new byte[weights(convolution)];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (byte) (97 * i % 255 - 127);
            }
            return add(convolution, weights);
        }

        private int weights(Convolution convolution) {
            return builder.slot(convolution.input()).shape().channels()
                    * convolution.kernelHeight()
                    * convolution.kernelWidth()
                    * convolution.outputChannels();
        }

        private int add(Convolution convolution, byte[] weights) {
            Map<Width, LayerParameters> parameters = new HashMap<>();
            widths.forEach(width -> parameters.put(width, parameters(convolution, width)));
            return builder.convolution(convolution, weights, parameters);
        }

        private LayerParameters parameters(Convolution convolution, Width width) {
            float[] multipliers = new float[convolution.outputChannels()];
            float[] offsets = new float[convolution.outputChannels()];
            float unit = 1f / (convolution.weightType() == WeightType.INT8 ? 1024 : 8 << width.weights());
            for (int i = 0; i < multipliers.length; i++) {
                multipliers[i] = unit * (i + 1) / (9 - width.maps());
                offsets[i] = 3 * i - 2 + width.maps() + 0.25f * width.weights();
            }
            boolean addsCodes = convolution.residual().isPresent()
                    && builder.slot(convolution.residual().getAsInt()).type() == ElementType.U8;
            return new LayerParameters(multipliers, offsets, addsCodes ? 0.125f * width.weights() : 0);
        }
    }

    /** Damaged copies of the model by the name of the rule that they break. */
    static Map<String, byte[]> malformed() {
        byte[] model = model();
        Front front = Front.read(littleEndian(model));
        List<ModelFile.ChunkSize> chunks =
                PackedNetworkReader.readFile(ByteBuffer.wrap(model)).chunks();
        int table = front.tableAt();
        int operations = front.operationsAt();
        int firstEnd = chunks.get(0).end();
        int weights = firstEnd - chunks.get(0).weights();
        int parameters = (int) SectionLengths.aligned(front.end());
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("widths-front-only.bnn", Arrays.copyOf(model, front.end()));
        files.put("widths-cut-short.bnn", Arrays.copyOf(model, model.length - 1));
        files.put("widths-too-long.bnn", Arrays.copyOf(model, model.length + 1));
        files.put(
                "widths-flipped-bit.bnn",
                edited(model, file -> file.put(firstEnd - 1, (byte) (file.get(firstEnd - 1) ^ 4))));
        files.put("widths-flipped-text.bnn", edited(model, file -> file.put(70, (byte) (file.get(70) ^ 4))));
        files.put("widths-reserved.bnn", sealed(model, file -> file.putInt(60, 1)));
        files.put("widths-no-chunks.bnn", sealed(model, file -> file.putInt(40, 0)));
        files.put("widths-front-length.bnn", sealed(model, file -> file.putLong(16, front.end() + 16)));
        files.put("widths-metadata-length.bnn", sealed(model, file -> file.putInt(32, Integer.MAX_VALUE)));
        files.put("widths-descending.bnn", sealed(model, file -> file.put(table + 16, (byte) 1)));
        files.put("widths-no-maps.bnn", sealed(model, file -> file.put(table + 1, (byte) 0)));
        files.put("widths-chunk-length.bnn", sealed(model, file -> file.putInt(table + 16 + 8, -1)));
        files.put("widths-surplus.bnn", sealed(model, file -> file.put(table + 32, (byte) 5)));
        files.put("widths-planes.bnn", sealed(model, file -> file.put(operations + INPUT_BYTES + 1, (byte) 8)));
        files.put("widths-code-bits.bnn", sealed(model, file -> file.put(operations + INPUT_BYTES + 2, (byte) 9)));
        files.put("widths-nan-multiplier.bnn", sealed(model, file -> file.putFloat(parameters, Float.NaN)));
        files.put("widths-weight-range.bnn", sealed(model, file -> file.put(weights, (byte) -128)));
        files.put("widths-spare-bit.bnn", sealed(model, file -> file.put(model.length - 1, (byte) 0x80)));
        files.put("widths-gap.bnn", sealed(model, file -> file.put(weights - 1, (byte) 1)));
        return files;
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] edited(byte[] model, Consumer<ByteBuffer> edit) {
        byte[] copy = model.clone();
        edit.accept(littleEndian(copy));
        return copy;
    }

    private static byte[] sealed(byte[] model, Consumer<ByteBuffer> edit) {
        byte[] copy = edited(model, edit);
        seal(littleEndian(copy));
        return copy;
    }

    /**
     * Writes checksums that fit the contents, as far as the header and the table say where parts are; a file of which they
     * say nothing sensible keeps what it has.
     */
    static void seal(ByteBuffer file) {
        if (file.capacity() < Header.BYTES) {
            return;
        }
        long metadata = file.getInt(32);
        long operations = file.getInt(36);
        long tableAt = SectionLengths.aligned(SectionLengths.aligned(Header.BYTES + metadata) + operations);
        long end = tableAt + 16L * Math.max(0, Math.min(7, file.getInt(40)));
        if (metadata < 0 || operations < 0 || end > file.capacity()) {
            end = Math.min(file.capacity(), Math.max(Header.BYTES, file.getLong(16)));
            sealFront(file, (int) end);
            return;
        }
        long start = end;
        for (long entry = tableAt; entry < end; entry += 16) {
            long parameters = SectionLengths.aligned(start) + file.getInt((int) entry + 4);
            long chunkEnd = SectionLengths.aligned(parameters) + file.getInt((int) entry + 8);
            if (chunkEnd <= start || chunkEnd > file.capacity()) {
                break;
            }
            var crc = new java.util.zip.CRC32C();
            crc.update(file.slice((int) start, (int) (chunkEnd - start)));
            file.putInt((int) entry + 12, (int) crc.getValue());
            start = chunkEnd;
        }
        sealFront(file, (int) end);
    }

    private static void sealFront(ByteBuffer file, int end) {
        file.putInt(12, Header.checksum(file.slice(0, end)));
    }
}
