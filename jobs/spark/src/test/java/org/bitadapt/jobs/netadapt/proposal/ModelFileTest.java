package org.bitadapt.jobs.netadapt.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

    private static final NetworkSpec NETWORK =
            PrecisionPolicy.BINARY.apply(Networks.named("resnet8", 10, new Shape(3, 32, 32)));
    private static final ParameterLayout LAYOUT = ParameterLayout.of(LoweredNetwork.of(NETWORK));
    private static final Evaluation.Scored<StoredModel> SCORED =
            new Evaluation.Scored<>("a", 0.5, 0.75, new StoredModel("its/path.zip", 2, 1, "0@here"));

    private final Configuration hadoop = new Configuration();

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        float[] parameters = numbers(LAYOUT.size());
        float[] velocities = numbers(LAYOUT.trained());
        for (float[] each : new float[][] {velocities, {}}) {
            write(new TrainingStart(NETWORK, parameters, each));
            TrainingStart read = ModelFile.model(file(), hadoop);
            assertThat(read.network()).isEqualTo(NETWORK);
            assertThat(read.parameters()).containsExactly(parameters);
            assertThat(read.velocities()).containsExactly(each);
            assertThat(ModelFile.scored(file(), "its/path.zip", hadoop)).isEqualTo(SCORED);
        }
    }

    @Test
    void numbersAreAsManyAsTheNetworkHas() throws IOException {
        write(new TrainingStart(NETWORK, numbers(LAYOUT.size() - 1), new float[0]));
        refused(LAYOUT.size() - 1 + " parameters and 0 velocities (must be " + LAYOUT.size() + " and "
                + LAYOUT.trained() + " or none)");
        write(new TrainingStart(NETWORK, numbers(LAYOUT.size()), numbers(3)));
        refused(LAYOUT.size() + " parameters and 3 velocities");
        write(new TrainingStart(NETWORK, numbers(LAYOUT.size() + 1), new float[0]));
        refused(String.format(
                Locale.ROOT, "entry parameters.bin is too long (must be %,d bytes or less)", 4 * LAYOUT.size()));
    }

    @Test
    void anEntryThatUnpacksWithoutEndIsRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model.zip")))) {
            zip.putNextEntry(new ZipEntry("result.json"));
            zip.write(new byte[100 << 20]);
        }
        refused("entry result.json is too long (must be 1,048,576 bytes or less)");
        assertThatThrownBy(() -> ModelFile.scored(file(), "model.zip", hadoop)).isInstanceOf(BadInputException.class);
    }

    @Test
    void aNetworkThatTheFileHasNoRoomForIsRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model.zip")))) {
            zip.putNextEntry(new ZipEntry("result.json"));
            zip.putNextEntry(new ZipEntry("network.json"));
            zip.write(NetworkJson.write(NETWORK).getBytes(StandardCharsets.UTF_8));
        }
        refused("bytes (must be " + String.format(Locale.ROOT, "%,d", 4 * LAYOUT.size()) + " or more for its network)");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ModelFile.model(file(), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith("model.zip");
    }

    private org.apache.hadoop.fs.Path file() {
        return new org.apache.hadoop.fs.Path(folder.resolve("model.zip").toUri());
    }

    private void write(TrainingStart model) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.zip"))) {
            ModelFile.write(SCORED, model, out);
        }
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i / 3f;
        }
        return numbers;
    }
}
