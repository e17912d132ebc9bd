package org.bitadapt.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.RandomNetworks;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.bitadapt.runtime.latency.LatencyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on models of several widths. */
class WidthCommandsTest {
    private static final String GOLDEN = "src/test/resources/org/bitadapt/runtime/format/model-v2.bnn";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void describeSaysWhatEachChunkAdds() throws IOException {
        assertThat(run("describe", GOLDEN)).isZero();
        long bytes = Files.size(Path.of(GOLDEN));
        assertThat(text(out))
                .contains("convolution 4-bit 3x3/1 pad 1 + residual")
                .contains("1-bit weights with maps of 4, 8 bits: scales 344 + weights ")
                .contains("2-bit weights with maps of 8 bits: scales 172 + weights 53 bytes, with all before ")
                .contains(String.format("with all before %,d bytes%n", bytes))
                .contains("layers as they are with 4-bit weights and 8-bit maps");
    }

    @Test
    void trimWritesWhatPackingTheWidthsGives() throws IOException {
        Path output = folder.resolve("narrow.bnn");
        assertThat(run("trim", GOLDEN, "--weights", "1,2", "--maps", "8", "--output", output.toString()))
                .isZero();
        List<Width> kept = List.of(new Width(1, 8), new Width(2, 8));
        assertThat(Files.readAllBytes(output))
                .isEqualTo(PackedModel.load(Path.of(GOLDEN)).trim(kept));
        assertThat(text(out))
                .isEqualToIgnoringNewLines(
                        String.format("%s: %,d bytes, with the widths 1, 2", output, Files.size(output)));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("nothing else is left").containsExactly(output);
        }
    }

    @Test
    void trimMayReplaceTheModelItself() throws IOException {
        Path model = Files.copy(Path.of(GOLDEN), folder.resolve("model.bnn"));
        assertThat(run("trim", model.toString(), "--weights", "1", "--output", model.toString()))
                .isZero();
        assertThat(PackedModel.load(model).widths()).containsExactly(new Width(1, 4), new Width(1, 8));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "--weights 3 --output t.bnn; Invalid --weights: 3 (must be a width of MODEL, which has the widths 1/4, 1/8, 2/8, 4/8)",
                "--weights 1,2 --maps 3 --output t.bnn; Invalid --weights: 1 (must be a width of MODEL, which has the widths 1/4",
                "--weights 1,2 --maps 4 --output t.bnn; Invalid --weights: 2 (must be a width of MODEL, which has the widths 1/4",
                "--weights 1 --maps 8,3 --output t.bnn; Invalid --maps: 3 (must be a width of MODEL, which has the widths 1/4",
                "--weights one --output t.bnn; Invalid --weights: one (must be whole numbers with commas between)",
                "--weights 1, --output t.bnn; Invalid --weights: 1, (must be whole numbers with commas between)",
                "--output t.bnn; Missing option: --weights (must be given)",
                "--weights 1; Missing option: --output (must be given)",
                "--weights 1 --output none/t.bnn; Invalid --output: none/t.bnn (must be a file in a folder that exists)"
            })
    void badOptionsOfTrimAreOneLineAndLeaveNothing(String options, String message) {
        assertThat(run(("trim " + GOLDEN + " " + options).split(" "))).isEqualTo(2);
        assertThat(text(err)).startsWith(message.replace("MODEL", GOLDEN)).hasLineCount(1);
        assertThat(Path.of("t.bnn")).doesNotExist();
    }

    /** The widths of this model see other classes: their last layer's offsets differ. */
    @Test
    void runTakesTheWidthThatIsAskedFor() throws IOException {
        List<Width> widths = List.of(new Width(1, 8), new Width(2, 8));
        RandomNetworks networks = new RandomNetworks(3, widths);
        int codes = networks.convolution(
                Convolution.of(networks.input(3, 4, 4), 8, 3).withWeights(WeightType.INT8));
        PackedModel model = networks.reading(
                networks.convolution(Convolution.of(codes, 9, 1).withPlanes(2)));
        Path file = Files.write(folder.resolve("model.bnn"), networks.bytes());
        Path image = folder.resolve("image.png");
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", image.toFile());

        String ofOne = classes(file, image, "--weights", "1");
        String ofTwo = classes(file, image, "--weights", "2", "--maps", "8");

        Path one = Files.write(folder.resolve("one.bnn"), model.trim(widths.subList(0, 1)));
        Path two = Files.write(folder.resolve("two.bnn"), model.trim(widths.subList(1, 2)));
        assertThat(ofOne).isEqualTo(classes(one, image)).isNotEqualTo(ofTwo);
        assertThat(ofTwo).isEqualTo(classes(two, image)).isEqualTo(classes(file, image));
        assertThat(run("run", file.toString(), image.toString(), "--weights", "4"))
                .isEqualTo(2);
        assertThat(text(err))
                .isEqualToIgnoringNewLines(
                        "Invalid --weights: 4 (must be a width of " + file + ", which has the widths 1, 2)");
    }

    private String classes(Path model, Path image, String... width) {
        out.reset();
        String[] arguments = Stream.concat(
                        Stream.of("run", model.toString(), image.toString(), "--top", "5"), Stream.of(width))
                .toArray(String[]::new);
        assertThat(run(arguments)).isZero();
        return text(out);
    }

    @Test
    void benchmarkRunsAtAWidth() {
        assertThat(run("benchmark", GOLDEN, "--seconds", "0.02", "--weights", "2", "--engine", "reference"))
                .isZero();
        assertThat(text(out)).contains("2-bit weights, 8-bit maps").contains("convolution 2-bit 3x3/1 pad 1");
        assertThat(run("benchmark", GOLDEN, "--weights", "3")).isEqualTo(2);
        assertThat(text(err)).startsWith("Invalid --weights: 3 (must be a width of " + GOLDEN);
    }

    @Test
    void aLatencyTableHasTheLayersOfAllWidths() throws IOException {
        Path table = folder.resolve("table.csv");
        assertThat(run(
                        "latency-table",
                        GOLDEN,
                        "--output",
                        table.toString(),
                        "--step",
                        "100",
                        "--least",
                        "100",
                        "--engine",
                        "reference",
                        "--warm-up",
                        "0"))
                .isZero();
        LatencyFile made = LatencyFile.read(table);
        assertThat(made.rows())
                .extracting(row -> row.shape().geometry().weightBits())
                .containsExactly(8, 0, 1, 4, 2, 0, 8, 2, 1, 1);
        // At the narrowest width the layers are rows 0, 1, 2, 8, 9, 5 and 6.
        double narrowest = IntStream.of(0, 1, 2, 8, 9, 5, 6)
                .mapToDouble(row -> made.rows().get(row).measurement().medianMicros())
                .sum();
        assertThat(text(out))
                .contains(String.format(Locale.ROOT, "1-bit weights, 8-bit maps: %,.0f us by the table%n", narrowest))
                .contains("4-bit weights, 8-bit maps: ");
    }

    @Test
    void aFileOfThreeWidthsIsMuchSmallerThanThreeFiles() {
        List<Width> widths = List.of(new Width(1, 8), new Width(2, 8), new Width(4, 8));
        PackedModel model = PackedModel.load(SyntheticModels.of("resnet20", 1, widths));
        long apart = widths.stream()
                .mapToLong(width -> model.trim(List.of(width)).length)
                .sum();
        assertThat(model.describe().fileBytes()).isLessThan((int) (0.62 * apart));
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
