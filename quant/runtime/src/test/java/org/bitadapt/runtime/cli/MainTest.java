package org.bitadapt.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bitadapt.runtime.PackedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final String GOLDEN = "src/test/resources/org/bitadapt/runtime/format/model-v1.bnn";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void describeListsLayersAndSections() {
        assertThat(run("describe", GOLDEN)).isZero();
        assertThat(text(out))
                .startsWith("model golden, written by bitadapt 0.1.0")
                .contains("convolution 1-bit 3x3/1 pad 1 + residual")
                .contains("float32 weights: 123,456 bytes")
                .contains("engine: vector");
    }

    @Test
    void runNamesTheClassOfAnImage(@TempDir Path folder) throws IOException {
        Path image = folder.resolve("image.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", image.toFile());

        assertThat(run("run", GOLDEN, image.toString())).isZero();

        assertThat(text(out)).startsWith(image + "\t").containsPattern("\t(Katze|犬|bird)\t[01]\\.\\d{4}");
    }

    @Test
    void benchmarkReportsQuantilesAndLayers() {
        assertThat(run("benchmark", GOLDEN, "--seconds", "0.05", "--batch", "2", "--threads", "2"))
                .isZero();
        assertThat(text(out))
                .contains("median")
                .contains("p99")
                .contains("images/s")
                .contains("global sum");
    }

    @Test
    void badInputIsOneLineAndExitCode2(@TempDir Path folder) throws IOException {
        Path cut = Files.write(folder.resolve("cut.bnn"), new byte[100]);
        assertThat(run("describe", cut.toString())).isEqualTo(2);
        assertThat(text(err)).startsWith(cut + ": Invalid magic").hasLineCount(1);
    }

    @Test
    void aMissingFileIsOneLineAndExitCode2() {
        assertThat(run("describe", "none.bnn")).isEqualTo(2);
        assertThat(text(err)).isEqualToIgnoringNewLines("Invalid path: none.bnn (must be a readable file)");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(run("benchmark", GOLDEN, "--speed", "9")).isEqualTo(2);
        assertThat(text(err)).startsWith("Invalid option: --speed (must be one of --threads");
    }

    @Test
    void aModelOfWellKnownShapeIsThatMuchSmaller() {
        assertThat(PackedModel.load(SyntheticModels.of("resnet20", 1))
                        .describe()
                        .ratio())
                .isGreaterThan(25);
        assertThat(PackedModel.load(SyntheticModels.of("resnet18", 1))
                        .describe()
                        .ratio())
                .isGreaterThan(30.5);
    }

    private int run(String... arguments) {
        return Main.run(arguments, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
