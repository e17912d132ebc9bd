package org.bitadapt.quant.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.bitadapt.quant.engine.contract.EngineOptions.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were damaged, or made to do harm, end with one kind of exception and little memory. */
class HostileFileTest {

    private static final int CHANGES = 700;
    private static final long MOST_BYTES = 64 << 20;

    @TempDir
    Path folder;

    private static HandMade small() {
        return new HandMade(1, 3, 8, 8).convolution(3, 4, 3).then("Relu").classify(4, 2);
    }

    private static void refuse(Consumer<HandMade> change, String message) {
        HandMade graph = small();
        change.accept(graph);
        assertThatThrownBy(graph::imported)
                .isInstanceOf(InvalidOnnxException.class)
                .hasMessageContaining(message);
    }

    private static TensorProto.Builder kernel(HandMade graph) {
        return graph.graph().getInitializerBuilder(0);
    }

    @Test
    void dimensionsThatAreNone() {
        refuse(graph -> kernel(graph).setDims(0, -4), "Invalid tensor t0: dimension -4 (must be 0 to 2^31 - 1)");
        refuse(graph -> kernel(graph).setDims(0, Long.MAX_VALUE), "Invalid tensor t0: dimension 9223372036854775807");
        refuse(
                graph -> kernel(graph).setDims(0, 1 << 30).setDims(1, 1 << 30).setDims(2, 1 << 30),
                "(must be fewer than 2^31 numbers)");
        refuse(
                graph -> kernel(graph).setDims(0, 1 << 20),
                "Invalid tensor t0: 432 bytes (must be 113246208 for dimensions [1048576, 3, 3, 3])");
        refuse(graph -> kernel(graph).setDims(0, 0), "has weights of dimensions [0, 3, 3, 3]");
    }

    @Test
    void numbersThatAreNone() {
        refuse(graph -> kernel(graph).setRawData(kernel(graph).getRawData().substring(4)), "428 bytes (must be 432");
        refuse(graph -> kernel(graph).setDataType(TensorProto.DataType.INT8_VALUE), "numbers of type INT8");
        refuse(graph -> kernel(graph).setDataType(4711), "numbers of type UNDEFINED");
        byte[] bytes = small().graph().getInitializer(0).getRawData().toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, Float.NaN);
        refuse(
                graph -> kernel(graph).setRawData(org.nd4j.shade.protobuf.ByteString.copyFrom(bytes)),
                "Invalid tensor t0: the number NaN (must be finite numbers only)");
    }

    @Test
    void graphsThatAreNone() {
        refuse(
                graph -> graph.graph().getNodeBuilder(1).setInput(0, "v4"),
                "Invalid graph: Relu 'relu1' reads 'v4' (must be the image, a tensor, or made by an earlier node)");
        refuse(graph -> graph.graph().getNodeBuilder(1).setInput(0, "v1"), "Relu 'relu1' reads 'v1'");
        refuse(graph -> graph.graph().getNodeBuilder(1).setInput(0, "nowhere"), "reads 'nowhere'");
        refuse(
                graph -> graph.graph().getNodeBuilder(1).setOutput(0, "v0"),
                "Relu 'relu1' makes 'v0' (must be a name that nothing else has)");
        refuse(graph -> graph.graph().getInitializerBuilder(1).setName("t0"), "two tensors 't0'");
        refuse(graph -> graph.graph().clearInput(), "inputs [] (must be one input, of images)");
        refuse(graph -> graph.graph().clearNode(), "it has no graph of nodes");
    }

    @Test
    void namesThatGrowOnly() {
        refuse(
                graph -> {
                    for (int i = 0; i < 5000; i++) {
                        graph.graph().addNode(NodeProto.newBuilder().setOpType("Relu"));
                    }
                },
                "5005 nodes (must be 4000 or less)");
    }

    /** Three million empty nodes take two bytes each in the file, and hundreds of megabytes as objects. */
    @Test
    void manySmallMessagesAreNotMadeIntoObjects() throws IOException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (int i = 0; i < 3_000_000; i++) {
            graph.write(new byte[] {0x0a, 0});
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {0x3a});
        int length = graph.size();
        while (length > 127) {
            file.write((length & 127) | 128);
            length >>= 7;
        }
        file.write(length);
        graph.writeTo(file);
        byte[] bytes = file.toByteArray();
        long before = allocated();
        assertThatThrownBy(() -> read(bytes))
                .hasMessageContaining("bytes beside the numbers of tensors (must be 4,194,304");
        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    /** A thousand convolutions of one large tensor would be a network of a thousand times the file. */
    @Test
    void oneTensorIsNotUsedForAHugeNetwork() {
        HandMade graph = new HandMade(1, 64, 8, 8);
        String kernel = graph.random(64, 64, 5, 5);
        for (int i = 0; i < 1000; i++) {
            graph.then("Conv", List.of(kernel), HandMade.numbers("pads", 2, 2, 2, 2))
                    .then("Relu");
        }
        assertThatThrownBy(graph.classify(64, 2)::imported)
                .isInstanceOf(InvalidOnnxException.class)
                .hasMessageContaining("more than 16 times on the average");
    }

    private static ImportedNetwork read(byte[] file) {
        return new OnnxImporter(Companions.NONE, InputNormalization.NONE, Optional.empty()).read("made", file);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Bytes of a small file are changed, cut off and repeated: it is read, or refused by the one exception. */
    @ParameterizedTest
    @ValueSource(strings = {"residual", "alexnet-dropout", "vgg"})
    void changedBytesAreReadOrRefused(String name) {
        byte[] file = TorchNetwork.named(name).file();
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = changed(file, random);
            long before = allocated();
            try {
                read(changed).parameters();
            } catch (InvalidOnnxException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
            assertThat(allocated() - before).isLessThan(MOST_BYTES);
        }
        assertThat(refused).isBetween(CHANGES / 20, CHANGES - 1);
    }

    private static byte[] changed(byte[] file, Random random) {
        byte[] changed = file.clone();
        int kind = random.nextInt(8);
        if (kind == 0) {
            return java.util.Arrays.copyOf(file, random.nextInt(file.length));
        }
        // Numbers of tensors are most of a file: some changes are made where structure is, at the ends of the file.
        int place = kind < 4 ? random.nextInt(file.length) : random.nextInt(Math.min(3000, file.length));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            changed[(place + i) % file.length] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static HandMade external(String location, long offset, long length) {
        HandMade graph = small();
        kernel(graph)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("offset").setValue(Long.toString(offset)))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("length").setValue(Long.toString(length)));
        return graph;
    }

    private ImportedNetwork inFolder(HandMade graph) {
        return new OnnxImporter(new FolderCompanions(folder), InputNormalization.NONE, Optional.empty())
                .read("made", graph.file());
    }

    @Test
    void weightsInAFileBesideTheModel() throws IOException {
        byte[] weights = small().graph().getInitializer(0).getRawData().toByteArray();
        byte[] file = new byte[16 + weights.length];
        System.arraycopy(weights, 0, file, 16, weights.length);
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/weights.bin"), file);
        byte[] pixels = HandMadeImportTest.pixels(small().imported().spec().input());
        assertThat(Scores.of(inFolder(external("data/weights.bin", 16, weights.length)), pixels, Kind.REFERENCE))
                .isDeepEqualTo(Scores.of(small().imported(), pixels, Kind.REFERENCE));
    }

    @Test
    void filesOutsideTheModelsFolderAreNotOpened() throws IOException {
        Path outside = Files.createTempFile("weights", ".bin");
        try {
            Files.write(outside, new byte[432]);
            Path model = Files.createDirectories(folder.resolve("model"));
            Files.createSymbolicLink(folder.resolve("link.bin"), outside);
            Files.createSymbolicLink(model.resolve("away"), outside.getParent());
            List<String> places = List.of(
                    outside.toString(),
                    "../" + folder.getFileName() + "/link.bin",
                    "model/../../" + folder.getParent().relativize(outside),
                    "link.bin",
                    "model/away/" + outside.getFileName(),
                    ".",
                    "");
            for (String place : places) {
                assertThatThrownBy(() -> inFolder(external(place, 0, 432)))
                        .as(place)
                        .isInstanceOf(InvalidOnnxException.class)
                        .hasMessageContaining("must be in the model's folder");
            }
            assertThatThrownBy(() -> inFolder(external("a\0b", 0, 432))).hasMessageContaining("must be a path");
            assertThatThrownBy(() -> inFolder(external("none.bin", 0, 432))).hasMessageContaining("Missing file: ");
            assertThatThrownBy(external("link.bin", 0, 432)::imported)
                    .hasMessageContaining("must be in the model itself");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void stretchesOutsideAFile() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[500]);
        for (long offset : new long[] {-1, 69, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> inFolder(external("weights.bin", offset, 432)))
                    .isInstanceOf(InvalidOnnxException.class)
                    .hasMessageContaining("must be within its 500 bytes");
        }
        assertThatThrownBy(() -> inFolder(external("weights.bin", 0, 433)))
                .hasMessageContaining("433 bytes (must be 432");
    }
}
