package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.runtime.PackedModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands one after the other on a few images, as a user runs them, and tests what they say of bad input. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 128;

    @TempDir
    static Path folder;

    private static String data;
    private static String run;

    private String errors = "";

    @BeforeAll
    static void prepare() throws IOException {
        LocalSpark.session();
        data = folder.resolve("data").toString();
        run = folder.resolve("run").toString();
        new GeneratedImages(5, RECORDS).writeTo(folder.resolve("images"));
    }

    @Test
    @Order(1)
    void preprocessMakesADataSet() throws IOException {
        JsonNode result = succeed(
                "preprocess",
                "--source",
                "cifar10",
                "--input",
                folder.resolve("images").toString(),
                "--output",
                data);
        assertThat(result.get("trainRecords").intValue()).isEqualTo(5 * RECORDS);
        assertThat(result.get("testRecords").intValue()).isEqualTo(RECORDS);
    }

    @Test
    @Order(2)
    void trainWritesMetricsCheckpointsAndAPackedModel() throws IOException {
        JsonNode result = train(run);
        assertThat(result.get("epochs").intValue()).isEqualTo(3);
        assertThat(result.get("testAccuracy").doubleValue()).isBetween(0.0, 1.0);
        assertThat(result.get("imagesPerSecond").doubleValue()).isPositive();
        assertThat(Path.of(run, "model.bnn")).isNotEmptyFile();
        assertThat(Path.of(run, "metrics.parquet")).isDirectory();
        assertThat(metrics(run)).hasSize(3);
        assertThat(metrics(run).get(2).get("flippedShare")).isNotEmpty();
    }

    @Test
    @Order(3)
    void anInterruptedRunEndsLikeAnUnbrokenOne() throws IOException {
        Path broken = folder.resolve("broken");
        FileUtils.copyDirectory(Path.of(run).toFile(), broken.toFile());
        FileUtils.deleteDirectory(broken.resolve("checkpoints/epoch-002").toFile());
        Files.delete(broken.resolve("model.bnn"));
        JsonNode result = train(broken.toString());
        assertThat(errors).contains("Resuming at epoch 3");
        assertThat(result.get("epochs").intValue()).isEqualTo(3);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (String figure : List.of("trainLoss", "trainAccuracy", "validationLoss", "flippedShare")) {
                assertThat(metrics(broken.toString()).get(epoch).get(figure))
                        .isEqualTo(metrics(run).get(epoch).get(figure));
            }
        }
        assertThat(broken.resolve("model.bnn")).hasSameBinaryContentAs(Path.of(run, "model.bnn"));
    }

    @Test
    @Order(4)
    void exportAgreesWithTheTrainingGraph() throws IOException {
        Path model = folder.resolve("model.bnn");
        JsonNode result = succeed("export", "--model", run, "--output", model.toString(), "--data", data);
        assertThat(result.get("records").intValue()).isEqualTo(RECORDS);
        assertThat(result.get("agreement").doubleValue()).isEqualTo(1.0);
        assertThat(result.get("bytes").longValue()).isEqualTo(Files.size(model));
    }

    @Test
    @Order(4)
    void exportWritesOnnxThatNamesTheClasses() throws Exception {
        Path model = folder.resolve("model.onnx");
        JsonNode result = succeed("export", "--model", run, "--output", model.toString());
        assertThat(result.get("bytes").longValue()).isEqualTo(Files.size(model));
        assertThat(result.get("agreement").isNull()).isTrue();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString())) {
            assertThat(session.getMetadata().getCustomMetadataValue("classes").orElseThrow())
                    .isEqualTo(String.join(
                            "\n", PackedModel.load(Path.of(run, "model.bnn")).classNames()));
        }
    }

    @Test
    @Order(4)
    void onnxIsNotMadeOfAPackedModelAlone() {
        String packed = Path.of(run, "model.bnn").toString();
        List<String> arguments = List.of("export", "--model", packed, "--output", "x.onnx");
        assertThat(execute(new StringWriter(), arguments)).isEqualTo(2);
        assertThat(errors).contains(packed + " has no training graph. Give the run that the packed model comes from.");
    }

    @Test
    @Order(5)
    void evaluateGivesTheSameAccuracyWithBothForms() throws IOException {
        JsonNode packed = succeed("evaluate", "--model", run, "--data", data, "--form", "packed");
        JsonNode graph = succeed("evaluate", "--model", run, "--data", data, "--form", "graph");
        assertThat(packed.get("records").intValue()).isEqualTo(RECORDS);
        assertThat(packed.get("accuracy")).isEqualTo(graph.get("accuracy"));
        assertThat(Path.of(run, "confusion.png")).isNotEmptyFile();
        assertThat(Path.of(run, "evaluation.json")).isNotEmptyFile();
    }

    @Test
    @Order(6)
    void anotherSplitIsKeptBesideTheTest() throws IOException {
        byte[] test = Files.readAllBytes(Path.of(run, "evaluation.json"));
        byte[] predictions = Files.readAllBytes(Path.of(run, "predictions.jsonl"));
        succeed("evaluate", "--model", run, "--data", data, "--split", "validation");
        assertThat(Path.of(run, "evaluation.json")).hasBinaryContent(test);
        assertThat(Path.of(run, "predictions.jsonl")).hasBinaryContent(predictions);
        assertThat(JSON.readTree(test).get("split").asText()).isEqualTo("test");
        assertThat(JSON.readTree(Path.of(run, "evaluation-validation.json").toFile())
                        .get("split")
                        .asText())
                .isEqualTo("validation");
        assertThat(Path.of(run, "confusion-validation.png")).isNotEmptyFile();
    }

    @Test
    @Order(6)
    void whatIsARunIsNotAMatterOfItsName() throws IOException {
        Path named = folder.resolve("named.bnn");
        FileUtils.copyDirectory(Path.of(run).toFile(), named.toFile());
        Files.delete(named.resolve("evaluation.json"));
        succeed("evaluate", "--model", named.toString(), "--data", data);
        assertThat(named.resolve("evaluation.json")).isNotEmptyFile();

        Path packed = Files.copy(Path.of(run, "model.bnn"), folder.resolve("packed"));
        JsonNode result = succeed("evaluate", "--model", packed.toString(), "--data", data);
        assertThat(result.get("output").isNull()).isTrue();
    }

    @Test
    @Order(6)
    void predictWritesARowForEveryImage() throws IOException {
        Path table = folder.resolve("predictions");
        JsonNode result = succeed("predict", "--model", run, "--data", data, "--output", table.toString());
        assertThat(result.get("records").intValue()).isEqualTo(RECORDS);
        var rows = LocalSpark.session().read().parquet(table.toString());
        assertThat(rows.count()).isEqualTo(RECORDS);
        assertThat(rows.columns()).hasSize(3 + 10).startsWith("id", "predicted", "probability");
    }

    @Test
    @Order(7)
    void predictReadsImageFilesAndNamesTheOneThatItCannotRead() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int side : new int[] {20, 90}) {
            BufferedImage image = new BufferedImage(side, 2 * side, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, "png", photos.resolve(side + ".png").toFile());
        }
        Path table = folder.resolve("of-photos");
        JsonNode result = succeed(
                "predict",
                "--model",
                run,
                "--images",
                photos.toString(),
                "--format",
                "csv",
                "--output",
                table.toString());
        assertThat(result.get("records").intValue()).isEqualTo(2);
        Files.write(photos.resolve("broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Path none = folder.resolve("none");
        fail("predict", "--model", run, "--images", photos.toString(), "--output", none.toString());
        assertThat(errors).contains("broken.png");
        assertThat(none).doesNotExist();
    }

    @Test
    @Order(7)
    void predictRefusesToWriteOverSomething() {
        fail("predict", "--model", run, "--data", data, "--output", folder.toString());
        assertThat(errors).contains("There is something at").contains("new folder");
    }

    @Test
    @Order(8)
    void aDamagedModelIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(run, "model.bnn"));
        Path cut = folder.resolve("cut.bnn");
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        fail("evaluate", "--model", cut.toString(), "--data", data);
        assertThat(errors).contains("cut.bnn");
        whole[whole.length / 3] ^= 4;
        Path flipped = folder.resolve("flipped.bnn");
        Files.write(flipped, whole);
        fail("evaluate", "--model", flipped.toString(), "--data", data);
        assertThat(errors).contains("flipped.bnn");
    }

    @Test
    @Order(9)
    void aDataSetOfOtherClassesIsRefused() throws IOException {
        Path three = folder.resolve("three");
        DatasetFixture.write(three, 20);
        fail("evaluate", "--model", run, "--data", three.toString());
        assertThat(errors).contains("has 3 classes").contains("has 10");
        Path network = folder.resolve("ten.json");
        Files.writeString(network, NetworkJson.write(Networks.named("resnet8", 10)));
        fail(
                "train",
                "--data",
                three.toString(),
                "--run",
                folder.resolve("no").toString(),
                "--set",
                "network.name=" + network);
        assertThat(errors).contains("10 classes").contains("must be 3");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    /** The refusal comes at the start, and not after the last epoch. */
    @Test
    @Order(10)
    void aNetworkThatCannotBePackedIsRefusedBeforeItIsTrained() throws IOException {
        NetworkSpec meanAdded = new NetworkBuilder("mean-added", new Shape(3, 32, 32))
                .then("mean", new LayerSpec.GlobalAveragePool())
                .then("hidden", new LayerSpec.Linear(3, true, WeightPrecision.FLOAT32))
                .add("sum", "mean")
                .then("relu", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("classes", new LayerSpec.Linear(10, true, WeightPrecision.FLOAT32))
                .build();
        Path network = folder.resolve("mean-added.json");
        Files.writeString(network, NetworkJson.write(meanAdded));
        Path refused = folder.resolve("refused");
        fail("train", "--data", data, "--run", refused.toString(), "--set", "network.name=" + network);
        assertThat(errors).contains("Invalid residual of hidden: mean").contains("put an 8-bit activation behind it");
        assertThat(refused).doesNotExist();
    }

    @Test
    @Order(10)
    void anUnknownNetworkAndAnUnknownKeyAreRefusedWithASuggestion() {
        String other = folder.resolve("other").toString();
        fail("train", "--data", data, "--run", other, "--set", "network.name=resnet21");
        assertThat(errors).contains("resnet21").contains("did you mean");
        fail("train", "--data", data, "--run", other, "--set", "train.epoch=1");
        assertThat(errors).contains("train.epoch").contains("did you mean");
        assertThat(Path.of(other)).doesNotExist();
    }

    @Test
    @Order(11)
    void trainGoesOnFromTheWeightsOfAnotherRunOnOtherClasses() throws IOException {
        Path tuned = folder.resolve("tuned");
        JsonNode result = tune(tuned);
        assertThat(errors).contains("Weights of 9 of 10 layers from").contains("fresh: fc");
        assertThat(result.get("epochs").intValue()).isEqualTo(1);
        assertThat(tuned.resolve("model.bnn")).isNotEmptyFile();
    }

    @Test
    @Order(12)
    void aRunThatWasKilledBeforeItMarkedItsBestCheckpointMarksItWhenItGoesOn() throws IOException {
        Path tuned = folder.resolve("tuned");
        byte[] best = Files.readAllBytes(tuned.resolve("best"));
        byte[] model = Files.readAllBytes(tuned.resolve("model.bnn"));
        Files.delete(tuned.resolve("best"));
        Files.delete(tuned.resolve("model.bnn"));
        tune(tuned);
        assertThat(errors).contains("Resuming at epoch 2");
        assertThat(tuned.resolve("best")).hasBinaryContent(best);
        assertThat(tuned.resolve("model.bnn")).hasBinaryContent(model);
    }

    private JsonNode tune(Path target) throws IOException {
        return succeed(
                "train",
                "--data",
                folder.resolve("three").toString(),
                "--run",
                target.toString(),
                "--set",
                "network.name=resnet8",
                "--set",
                "train.from=" + run,
                "--set",
                "train.epochs=1",
                "--set",
                "data.batch=4");
    }

    @Test
    @Order(11)
    void trainRefusesToStartFromWhatHasNoWeightsForIt() {
        Path none = folder.resolve("none");
        List<String> arguments = List.of("train", "--data", data, "--run", none.toString());
        fail(with(arguments, "--set", "train.from=" + folder.resolve("nowhere")));
        assertThat(errors).contains("nowhere");
        fail(with(arguments, "--set", "train.from=" + run, "--set", "network.name=alexnet-cifar"));
        assertThat(errors).contains("No layer of").contains(run).contains("same family");
        assertThat(none).doesNotExist();
    }

    private static String[] with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private JsonNode train(String target) throws IOException {
        return succeed(
                "train",
                "--data",
                data,
                "--run",
                target,
                "--set",
                "network.name=resnet8",
                "--set",
                "train.epochs=3",
                "--set",
                "data.batch=32",
                "--set",
                "train.averaging-period=4");
    }

    private static List<JsonNode> metrics(String folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(folder, "metrics.jsonl"))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private JsonNode succeed(String... arguments) throws IOException {
        List<String> withJson = new ArrayList<>(List.of(arguments));
        withJson.add("--json");
        StringWriter out = new StringWriter();
        assertThat(execute(out, withJson)).as(errors).isZero();
        String[] lines = out.toString().strip().split("\\R");
        return JSON.readTree(lines[lines.length - 1]);
    }

    private void fail(String... arguments) {
        assertThat(execute(new StringWriter(), List.of(arguments))).as(errors).isEqualTo(2);
    }

    private int execute(StringWriter out, List<String> arguments) {
        StringWriter err = new StringWriter();
        int exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        errors = err.toString();
        return exitCode;
    }
}
