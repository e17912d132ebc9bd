package org.bitadapt.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.GraphState;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Objective;
import org.bitadapt.quant.layer.SgdMomentum;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

class SavedGraphTest {

    private final Configuration hadoop = new Configuration();
    private final ComputationGraph graph = graph();

    @TempDir
    private Path folder;

    @BeforeEach
    void reset() {
        Tripwire.fired = false;
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        write();
        ComputationGraph read = read();
        assertThat(read.params()).isEqualTo(graph.params());
        assertThat(NetworkGraph.velocities(read)).containsExactly(NetworkGraph.velocities(graph));
        assertThat(GraphState.of(read)).isEqualTo(GraphState.of(graph));
    }

    @Test
    void equalGraphsMakeEqualFiles() throws IOException {
        write();
        byte[] first = Files.readAllBytes(file());
        Files.delete(file());
        write();
        assertThat(file()).hasBinaryContent(first);
    }

    @Test
    void anObjectInACheckpointOfDl4jIsNotMade() throws IOException {
        try (OutputStream out = Files.newOutputStream(file())) {
            ModelSerializer.writeModel(graph, out, true);
        }
        try (FileSystem zip = FileSystems.newFileSystem(file())) {
            Files.write(zip.getPath("preprocessor.bin"), serialized(new Tripwire()));
        }

        assertThatThrownBy(this::read)
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid file of a model: entry 'configuration.json' (must be graph.json) in ")
                .hasMessageEndingWith("graph.zip");
        assertThat(Tripwire.fired).isFalse();
    }

    @Test
    void anObjectBehindTheEntriesIsNotMade() throws IOException {
        byte[] numbers = noise(4 * graph.numParams());
        entries(state(), numbers, new byte[4 * NetworkGraph.velocities(graph).length], serialized(new Tripwire()));
        refused("entry 'preprocessor.bin' (must be the end)");
        assertThat(Tripwire.fired).isFalse();
    }

    @Test
    void entriesAreNoLongerThanTheNetwork() throws IOException {
        long parameters = graph.numParams();
        entries(state(), noise(4 * parameters + 1), new byte[0]);
        refused("entry parameters.bin is too long (must be " + String.format(Locale.ROOT, "%,d", 4 * parameters)
                + " bytes or less)");
        entries(state(), noise(4 * parameters - 4), new byte[0]);
        refused("parameters.bin has " + (parameters - 1) + " numbers (must be " + parameters + ")");
        entries(state(), noise(4 * parameters), new byte[100 << 20]);
        refused("entry velocities.bin is too long");
        entries(" ".repeat(9 << 20), new byte[0], new byte[0]);
        refused("entry graph.json is too long (must be 8,388,608 bytes or less)");
    }

    @Test
    void aNetworkThatTheFileHasNoRoomForIsRefusedBeforeMemoryIsGiven() throws IOException {
        entries(state().replace("\"outputs\" : 8,", "\"outputs\" : 8000000,"), new byte[10], new byte[0]);
        refused("bytes (must be ");
        entries(state().replace("\"outputs\" : 8,", "\"outputs\" : 800000000,"), new byte[10], new byte[0]);
        refused("graph.json: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "",
                "[1]",
                "{\"@class\": \"org.bitadapt.jobs.model.SavedGraphTest$Tripwire\"}",
                "[\"org.bitadapt.jobs.model.SavedGraphTest$Tripwire\", {}]"
            })
    void aConfigurationThatIsNotOursIsRefused(String json) throws IOException {
        entries(json, new byte[10], new byte[0]);
        refused("graph.json: ");
        assertThat(Tripwire.fired).isFalse();
    }

    @Test
    void damageIsBadInputOrDoesNoHarm() throws IOException {
        write();
        byte[] good = Files.readAllBytes(file());
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            byte[] bad = i % 4 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (i % 4 != 0) {
                // A third of the blows goes to the first 3000 bytes, where headers and the configuration are.
                int place = i % 4 == 1 ? random.nextInt(3000) : random.nextInt(good.length);
                bad[place] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file(), bad);
            try {
                assertThat(read().params()).isEqualTo(graph.params());
            } catch (BadInputException e) {
                assertThat(e)
                        .hasMessageStartingWith("Invalid file of a model: ")
                        .hasMessageEndingWith("graph.zip");
            }
        }
    }

    private void refused(String message) {
        assertThatThrownBy(this::read)
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid file of a model: ")
                .hasMessageContaining(message);
    }

    private ComputationGraph read() throws IOException {
        return SavedGraph.read(new org.apache.hadoop.fs.Path(folder.toUri()), hadoop);
    }

    private void write() throws IOException {
        SavedGraph.write(graph, new org.apache.hadoop.fs.Path(folder.toUri()), hadoop);
        Files.deleteIfExists(folder.resolve(".graph.zip.crc"));
    }

    private Path file() {
        return folder.resolve("graph.zip");
    }

    private String state() {
        return GraphState.of(graph).toJson();
    }

    /** A file of the three entries, compressed, with any content, and perhaps an object behind them. */
    private void entries(String state, byte[] parameters, byte[] velocities, byte[]... objects) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            put(zip, "graph.json", state.getBytes(StandardCharsets.UTF_8));
            put(zip, "parameters.bin", parameters);
            put(zip, "velocities.bin", velocities);
            for (byte[] object : objects) {
                put(zip, "preprocessor.bin", object);
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** Random bytes, which do not shrink in a zip file. */
    private static byte[] noise(long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        new Random(9).nextBytes(bytes);
        return bytes;
    }

    private static byte[] serialized(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static ComputationGraph graph() {
        EngineKey key = new EngineKey(
                network(),
                new PixelNormalization(List.of(120, 130), 1 / 64f),
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, 4, EngineOptions.Kind.REFERENCE));
        SgdMomentum optimizer = new SgdMomentum(0.9, LearningRateSchedule.constant(0.1));
        ComputationGraph graph = NetworkGraph.create(key, optimizer, Objective.plain(1e-4), 7);
        Random random = new Random(1);
        float[] velocities = new float[NetworkGraph.velocities(graph).length];
        for (int i = 0; i < velocities.length; i++) {
            velocities[i] = (float) random.nextGaussian();
        }
        NetworkGraph.restore(graph, graph.params().toFloatVector(), velocities);
        graph.getConfiguration().setIterationCount(12);
        return graph;
    }

    private static NetworkSpec network() {
        return new NetworkSpec(
                "tiny",
                new Shape(2, 6, 6),
                List.of(
                        new Node(
                                "conv",
                                new LayerSpec.Conv2d(8, 3, 1, 1, false, WeightPrecision.BINARY),
                                List.of("input")),
                        new Node("norm", new LayerSpec.BatchNorm(1e-5, 0.1), List.of("conv")),
                        new Node("relu", new LayerSpec.Activation(MapPrecision.UINT8), List.of("norm")),
                        new Node("pool", new LayerSpec.GlobalAveragePool(), List.of("relu")),
                        new Node("fc", new LayerSpec.Linear(3, true, WeightPrecision.INT8), List.of("pool"))));
    }

    /** An object that an attacker would put into a file: its own code runs when the object is made. */
    private static final class Tripwire implements DataSetPreProcessor {

        private static final long serialVersionUID = 1;

        private static boolean fired;

        @Override
        public void preProcess(DataSet images) {}

        private void readObject(ObjectInputStream in) {
            fired = true;
        }
    }
}
