package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.jobs.dataset.Colours;
import org.bitadapt.jobs.onnx.ImportCommand;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that PyTorch trained to tell red, green and blue images apart (resource {@code colours_torch.py}) becomes a run,
 * and all commands go on from it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportTest {

    private static final List<String> PIXELS = List.of("--mean", "0.45,0.4,0.35", "--deviation", "0.3,0.25,0.2");

    @TempDir
    static Path folder;

    private static String model;
    private static String data;
    private static String imported;

    @BeforeAll
    static void prepare() throws IOException {
        model = folder.resolve("colours.onnx").toString();
        try (InputStream in = ImportCommand.class.getResourceAsStream("colours.onnx")) {
            Files.copy(in, Path.of(model));
        }
        // The network's scores are red, green, blue; this data set has another order.
        Colours.write(folder.resolve("data"), List.of("blue", "red", "green"), List.of(2, 0, 1));
        data = folder.resolve("data").toString();
        Files.writeString(folder.resolve("names.txt"), "red\ngreen\r\nblue\n\n");
        imported = folder.resolve("imported").toString();
    }

    private static Tool.Result run(List<String> more, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(more);
        return Tool.run(all.toArray(String[]::new));
    }

    private static JsonNode json(List<String> more, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(more);
        all.add("--json");
        Tool.Result result = run(all, arguments);
        assertThat(result.exitCode()).as(result.errors()).isZero();
        List<String> lines = result.output().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    private static String names() {
        return folder.resolve("names.txt").toString();
    }

    @Test
    @Order(1)
    void aRunIsMadeThatGivesTheScoresOfTheFile() throws IOException {
        JsonNode outcome = json(PIXELS, "import", model, "--run", imported, "--data", data, "--classes", names());
        assertThat(outcome.get("normsRestored").intValue()).isEqualTo(2);
        assertThat(outcome.get("normsKept").intValue()).isZero();
        assertThat(outcome.get("statisticsImages").intValue()).isEqualTo(60);
        assertThat(outcome.get("comparedImages").intValue()).isEqualTo(30);
        assertThat(outcome.get("sameClass").intValue()).isEqualTo(30);
        assertThat(outcome.get("largestDifference").doubleValue()).isLessThan(1e-5);
        assertThat(outcome.get("accuracy").doubleValue()).isEqualTo(1);
        assertThat(outcome.get("zeros").get(0).floatValue()).isEqualTo(114.75f);
        assertThat(NetworkJson.read(Path.of(imported, "network.json")).weighted())
                .hasSize(3);
        assertThat(new ObjectMapper().readTree(Path.of(imported, "import.json").toFile()))
                .isEqualTo(outcome);
    }

    @Test
    @Order(2)
    void aDataSetIsEvaluatedWithTheNetworksOwnNormalization() throws IOException {
        JsonNode outcome = json(List.of(), "evaluate", "--model", imported, "--data", data);
        assertThat(outcome.get("records").intValue()).isEqualTo(30);
        assertThat(outcome.get("accuracy").doubleValue()).isEqualTo(1);
        assertThat(outcome.get("engine").textValue()).isEqualTo("graph");
    }

    @Test
    @Order(2)
    void aTrainingOfOneBitBeginsWithTheWeightsAndLearnsFromTheScores() throws IOException {
        String binary = folder.resolve("binary").toString();
        Tool.Result result = Tool.run(
                "train",
                "--data",
                data,
                "--run",
                binary,
                "--set",
                "train.from=" + imported,
                "--set",
                "train.teacher=" + imported,
                "--set",
                "train.epochs=2",
                "--set",
                "train.learning-rate=0.01",
                "--set",
                "data.batch=10",
                "--set",
                "data.augmentation.pad=0");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.errors())
                .contains("The network is that of the imported run: network.name = " + imported + "/network.json")
                .contains("Weights of 3 of 3 layers from ");
        assertThat(Path.of(binary, "model.bnn")).exists();
    }

    @Test
    @Order(2)
    void theNetworkIsShrunkEvenIfItsFileIsGone() throws IOException {
        Path moved = folder.resolve("moved");
        org.apache.commons.io.FileUtils.copyDirectory(Path.of(imported).toFile(), moved.toFile());
        Files.delete(moved.resolve("network.json"));
        Path config = moved.resolve("config.conf");
        Files.writeString(config, Files.readString(config).replace(imported, "/nowhere"));
        JsonNode outcome = json(
                List.of(
                        "--set",
                        "netadapt.resource=macs",
                        "--set",
                        "netadapt.channel-multiple=2",
                        "--set",
                        "netadapt.reduction.max-iterations=1",
                        "--set",
                        "netadapt.latency.warm-up-seconds=0",
                        "--set",
                        "netadapt.latency.measure-seconds=0",
                        "--set",
                        "netadapt.short-term.images=20",
                        "--set",
                        "netadapt.short-term.held-out=12",
                        "--set",
                        "netadapt.long-term.epochs=1",
                        "--set",
                        "data.batch=10"),
                "netadapt",
                "--model",
                moved.toString(),
                "--data",
                data,
                "--run",
                folder.resolve("shrunk").toString());
        assertThat(outcome.get("heldOutAccuracyBefore").doubleValue()).isEqualTo(1);
        assertThat(outcome.get("finalResource").doubleValue())
                .isLessThan(outcome.get("initialResource").doubleValue());
    }

    @Test
    @Order(2)
    void aRunIsExportedPredictsAndIsReported() throws IOException {
        String exported = folder.resolve("again.onnx").toString();
        json(List.of(), "export", "--model", imported, "--output", exported);
        JsonNode again = json(
                List.of(),
                "import",
                exported,
                "--run",
                folder.resolve("again").toString(),
                "--data",
                data,
                "--classes",
                names());
        assertThat(again.get("accuracy").doubleValue()).isEqualTo(1);
        assertThat(again.get("largestDifference").doubleValue()).isLessThan(1e-5);
        Path images = Files.createDirectories(folder.resolve("images"));
        var red = new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            red.setRGB(i / 8, i % 8, 0xc83232);
        }
        javax.imageio.ImageIO.write(red, "png", images.resolve("a.png").toFile());
        JsonNode predicted = json(
                List.of(),
                "predict",
                "--model",
                imported,
                "--images",
                images.toString(),
                "--output",
                folder.resolve("predictions").toString());
        assertThat(predicted.get("images").get(0).get("predicted").textValue()).isEqualTo("red");
        Tool.Result report = Tool.run("report", imported);
        assertThat(report.exitCode()).as(report.errors()).isZero();
        JsonNode runs = json(List.of(), "runs", folder.toString()).get("runs");
        for (JsonNode row : runs) {
            if (row.get("name").textValue().equals("imported")) {
                assertThat(row.get("command").textValue()).isEqualTo("import");
                assertThat(row.hasNonNull("epochs")).isFalse();
            }
        }
    }

    @Test
    @Order(3)
    void theLayersOfAFileAreShown() throws IOException {
        JsonNode outcome = json(List.of("--precision", "float32"), "inspect", model);
        assertThat(outcome.get("network").textValue()).isEqualTo("colours");
        assertThat(outcome.get("precision").textValue()).isEqualTo("float32");
        assertThat(outcome.get("weights").longValue()).isEqualTo(27 * 8 + 72 * 8 + 24);
        assertThat(outcome.get("macs").longValue()).isEqualTo(64 * 27 * 8 + 16 * 72 * 8 + 24);
    }

    @Test
    void withoutADataSetClassesAreNumbered() throws IOException {
        String run = folder.resolve("numbered").toString();
        JsonNode outcome = json(List.of(), "import", model, "--run", run, "--range", "255", "--order", "BGR");
        assertThat(outcome.get("comparedImages").isNull()).isTrue();
        assertThat(outcome.get("accuracy").isNull()).isTrue();
        assertThat(outcome.get("statisticsImages").intValue()).isZero();
        assertThat(outcome.get("order").textValue()).isEqualTo("bgr");
        assertThat(outcome.get("scale").floatValue()).isEqualTo(1);
        assertThat(new ObjectMapper()
                        .readTree(Path.of(run, "run.json").toFile())
                        .get("classes"))
                .extracting(JsonNode::textValue)
                .containsExactly("class0", "class1", "class2");
    }

    private static void refuse(List<String> more, String message, String... arguments) {
        Tool.Result result = run(more, arguments);
        assertThat(result.exitCode()).as(result.errors()).isEqualTo(2);
        assertThat(result.failures()).hasSize(1);
        assertThat(result.errors()).contains(message).doesNotContain("Exception");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsWritten() throws IOException {
        String run = folder.resolve("none").toString();
        Files.writeString(folder.resolve("two.txt"), "red\ngreen\n");
        Files.writeString(folder.resolve("twice.txt"), "red\nred\nblue\n");
        Files.writeString(folder.resolve("others.txt"), "red\ngreen\npink\n");
        Files.write(folder.resolve("damaged.onnx"), new byte[] {8, 8, 7});
        refuse(List.of(), "No model at ", "import", folder.resolve("no.onnx").toString(), "--run", run);
        refuse(
                List.of(),
                "Invalid ONNX file: ",
                "import",
                folder.resolve("damaged.onnx").toString(),
                "--run",
                run);
        refuse(
                List.of(),
                "The network gives 3 scores, the file ",
                "import",
                model,
                "--run",
                run,
                "--classes",
                folder.resolve("two.txt").toString());
        refuse(
                List.of(),
                "Invalid class name: 'red' (must be there once) in ",
                "import",
                model,
                "--run",
                run,
                "--classes",
                folder.resolve("twice.txt").toString());
        refuse(
                List.of(),
                "they must have the same names",
                "import",
                model,
                "--run",
                run,
                "--data",
                data,
                "--classes",
                folder.resolve("others.txt").toString());
        refuse(List.of(), "Invalid --range: 2 (must be 1 or 255)", "import", model, "--run", run, "--range", "2");
        refuse(List.of(), "Invalid mean: [0.5, 0.5]", "import", model, "--run", run, "--mean", "0.5,0.5");
        refuse(List.of(), "Invalid --run: ", "import", model, "--run", folder.toString());
        assertThat(Path.of(run)).doesNotExist();
    }

    @Test
    @Order(3)
    void aFinishedRunIsNotWrittenTo() {
        refuse(List.of(), "is there already, made by import", "import", model, "--run", imported);
    }
}
