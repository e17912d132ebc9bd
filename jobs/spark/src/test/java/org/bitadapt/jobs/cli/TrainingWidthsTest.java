package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DecodedShard;
import org.bitadapt.jobs.dataset.Shard;
import org.bitadapt.jobs.dataset.ShardReader;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a network of several bit widths from its settings to its packed model and its page, by the commands. */
class TrainingWidthsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Width NARROW = new Width(1, 8);
    private static final Width WIDE = new Width(2, 8);

    @TempDir
    private static Path shared;

    private static String data;
    private static Path run;
    private static JsonNode trained;

    @TempDir
    private Path folder;

    /** What a command left. */
    private record Said(int exitCode, JsonNode summary, String out, String errors) {}

    @BeforeAll
    static void train() throws IOException {
        data = TinyRuns.make().dataset();
        run = shared.resolve("whole");
        trained = trained(run, "train.epochs=2");
    }

    /** Trains two widths with two workers, so that nothing depends on the number of epochs. */
    private static JsonNode trained(Path folder, String... settings) throws IOException {
        Said said = train(folder, settings);
        assertThat(said.exitCode).as(said.errors).isZero();
        return said.summary;
    }

    private static Said train(Path folder, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "network.name=resnet8",
                "network.widths.weights=[1, 2]",
                "data.batch=16",
                "train.epochs=1",
                "train.workers=2",
                "train.averaging-period=4",
                "train.learning-rate=0.1",
                "train.schedule.type=constant",
                "train.hysteresis.growth=none"));
        all.addAll(List.of(settings));
        List<String> arguments =
                new ArrayList<>(List.of("train", "--json", "--data", data, "--run", folder.toString()));
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return said(arguments.toArray(String[]::new));
    }

    private static Said said(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        boolean isJson = exitCode == 0 && List.of(arguments).contains("--json");
        return new Said(exitCode, isJson ? JSON.readTree(out.toString()) : null, out.toString(), err.toString());
    }

    private static Said succeeded(String... arguments) throws IOException {
        Said said = said(arguments);
        assertThat(said.exitCode).as(said.errors).isZero();
        return said;
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    private static List<JsonNode> epochs(Path folder) throws IOException {
        List<JsonNode> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("metrics.jsonl"))) {
            epochs.add(JSON.readTree(line));
        }
        return epochs;
    }

    /** The oracle is a plain loop over the test images with a session of the packed model. */
    @Test
    void theRunHasTheAccuracyOfThePackedModelAtEachWidth() throws IOException {
        PackedModel model = PackedModel.load(run.resolve("model.bnn"));
        assertThat(model.widths()).containsExactly(NARROW, WIDE);
        JsonNode kept = read(run.resolve("widths.json"));
        assertThat(kept.get("records").intValue()).isEqualTo(64);
        assertThat(kept.get("bytes").longValue()).isEqualTo(Files.size(run.resolve("model.bnn")));
        for (int i = 0; i < 2; i++) {
            Width width = model.widths().get(i);
            JsonNode figures = kept.get("widths").get(i);
            assertThat(figures.get("weights").intValue()).isEqualTo(width.weights());
            assertThat(figures.get("maps").intValue()).isEqualTo(8);
            assertThat(figures.get("accuracy").doubleValue()).isEqualTo(accuracy(model, width));
            assertThat(figures.get("bytes").intValue()).isEqualTo(model.trim(List.of(width)).length);
            assertThat(figures.get("latencyMicros").isNull()).isTrue();
            JsonNode evaluated = succeeded(
                            "evaluate",
                            "--json",
                            "--model",
                            run.toString(),
                            "--data",
                            data,
                            "--weights",
                            Integer.toString(width.weights()))
                    .summary;
            assertThat(evaluated.get("accuracy")).isEqualTo(figures.get("accuracy"));
            assertThat(evaluated.get("balancedAccuracy")).isEqualTo(figures.get("balancedAccuracy"));
        }
        assertThat(trained.get("widths")).isEqualTo(kept.get("widths"));
    }

    private static double accuracy(PackedModel model, Width width) throws IOException {
        Configuration hadoop = new Configuration();
        Dataset dataset = Dataset.open(new org.apache.hadoop.fs.Path(data), hadoop);
        byte[] pixels = new byte[3 * 32 * 32];
        float[] scores = new float[10];
        int right = 0;
        try (Session session = model.openSession(SessionOptions.DEFAULT)) {
            session.use(width);
            for (Shard shard : dataset.shards(Split.TEST)) {
                DecodedShard images = new ShardReader(dataset, hadoop).read(shard);
                for (int row = 0; row < images.records(); row++) {
                    images.copyImage(row, ByteBuffer.wrap(pixels));
                    session.run(pixels, scores);
                    int best = 0;
                    for (int label = 1; label < scores.length; label++) {
                        best = scores[label] > scores[best] ? label : best;
                    }
                    right += best == images.label(row) ? 1 : 0;
                }
            }
        }
        return right / 64.0;
    }

    /** The oracle is an evaluation of the training graph at the narrow width, taken out as a network of its own. */
    @Test
    void everyEpochHasTheValidationAccuracyOfEachWidth() throws IOException {
        JsonNode last = epochs(run).get(1);
        assertThat(last.get("widthAccuracy")).hasSize(2);
        assertThat(last.at("/widthAccuracy/w2a8")).isEqualTo(last.get("validationAccuracy"));
        int best = trained.get("bestEpoch").intValue() - 1;
        JsonNode narrow = succeeded(
                        "evaluate",
                        "--json",
                        "--model",
                        run.toString(),
                        "--data",
                        data,
                        "--form",
                        "graph",
                        "--split",
                        "validation",
                        "--weights",
                        "1")
                .summary;
        assertThat(epochs(run).get(best).at("/widthAccuracy/w1a8")).isEqualTo(narrow.get("accuracy"));
        for (JsonNode epoch : epochs(Path.of(TinyRuns.make().training()))) {
            assertThat(epoch.has("widthAccuracy")).isFalse();
        }
        assertThat(Path.of(TinyRuns.make().training(), "widths.json")).doesNotExist();
    }

    /** The oracle is the unbroken training of both epochs. */
    @Test
    void aTrainingThatStoppedAfterAnEpochEndsAsAnUnbrokenOne() throws IOException {
        Path broken = folder.resolve("broken");
        trained(broken, "train.epochs=1");
        trained(broken, "train.epochs=2");
        assertThat(broken.resolve("model.bnn")).hasSameBinaryContentAs(run.resolve("model.bnn"));
        assertThat(broken.resolve("widths.json")).hasSameBinaryContentAs(run.resolve("widths.json"));
        assertThat(parameters(broken)).isEqualTo(parameters(run));
        for (int epoch = 0; epoch < 2; epoch++) {
            for (String key : List.of("trainLoss", "validationLoss", "widthAccuracy", "flippedShare")) {
                assertThat(epochs(broken).get(epoch).get(key))
                        .isEqualTo(epochs(run).get(epoch).get(key));
            }
        }
    }

    private static float[] parameters(Path folder) throws IOException {
        return TrainedModel.openGraph(folder.toString(), new Configuration())
                .graph()
                .params()
                .toFloatVector();
    }

    @Test
    void aSandwichOfThreeWidthsStartsFromTheWeightsOfOneBit() throws IOException {
        Path sandwich = folder.resolve("sandwich");
        Said said = train(
                sandwich,
                "network.widths.weights=[1, 2, 3]",
                "train.sampling=sandwich",
                "train.from=" + TinyRuns.make().training());
        assertThat(said.exitCode).as(said.errors).isZero();
        assertThat(said.errors).containsPattern("Weights of (\\d+) of \\1 layers from ");
        assertThat(PackedModel.load(sandwich.resolve("model.bnn")).widths())
                .containsExactly(NARROW, WIDE, new Width(3, 8));
        assertThat(epochs(sandwich).get(0).get("widthAccuracy")).hasSize(3);
        assertThat(read(sandwich.resolve("widths.json")).get("widths")).hasSize(3);
    }

    @Test
    void aFloat32RunIsABeginningButHasNoWidths() throws IOException {
        Path floats = folder.resolve("floats");
        trained(floats, "network.precision=float32", "network.widths.weights=[1]");
        assertThat(floats.resolve("widths.json")).doesNotExist();
        Said refused = said("evaluate", "--model", floats.toString(), "--data", data, "--widths", "all");
        assertThat(refused.exitCode).isEqualTo(2);
        assertThat(refused.errors).contains("Invalid --widths: all (").contains("is a float32 network");

        Path from = folder.resolve("from-floats");
        Said said = train(from, "train.from=" + floats);
        assertThat(said.exitCode).as(said.errors).isZero();
        assertThat(said.errors).containsPattern("Weights of (\\d+) of \\1 layers from ");
        assertThat(PackedModel.load(from.resolve("model.bnn")).widths()).containsExactly(NARROW, WIDE);
    }

    @Test
    void anExportOfOneWidthIsTheTrimmedFile() throws IOException {
        Path file = folder.resolve("narrow.bnn");
        succeeded("export", "--model", run.toString(), "--weights", "1", "--output", file.toString());
        byte[] whole = Files.readAllBytes(run.resolve("model.bnn"));
        assertThat(file).hasBinaryContent(PackedModel.load(whole).trim(List.of(NARROW)));
        assertThat(Files.size(file)).isLessThan(whole.length);
    }

    @Test
    void bitsThatTheModelLacksAreRefused() throws IOException {
        for (String[] more : new String[][] {{}, {"--widths", "all"}}) {
            List<String> arguments =
                    new ArrayList<>(List.of("evaluate", "--model", run.toString(), "--data", data, "--weights", "3"));
            arguments.addAll(List.of(more));
            Said said = said(arguments.toArray(String[]::new));
            assertThat(said.exitCode).isEqualTo(2);
            assertThat(said.errors)
                    .contains("Invalid --weights: 3 (")
                    .contains("model.bnn has 1, 2)")
                    .contains("bits are added by training with network.widths");
        }
        Said said = said("evaluate", "--model", run.toString(), "--data", data, "--energy", "eyeriss");
        assertThat(said.exitCode).isEqualTo(2);
        assertThat(said.errors).contains("Missing option: --widths all (must be given with --energy)");
        said = said("evaluate", "--model", run.toString(), "--data", data, "--widths", "all", "--measure", "61");
        assertThat(said.exitCode).isEqualTo(2);
        assertThat(said.errors).contains("Invalid --measure: 61.0 (must be 0 to 60)");
    }

    @Test
    void allWidthsAreComparedInOneTable() throws IOException {
        Path copy = folder.resolve("compared");
        JsonNode before = read(run.resolve("widths.json"));
        JsonNode json = succeeded(
                        "evaluate",
                        "--json",
                        "--model",
                        run.toString(),
                        "--data",
                        data,
                        "--widths",
                        "all",
                        "--warm-up",
                        "0",
                        "--measure",
                        "0",
                        "--output",
                        copy.toString())
                .summary;
        assertThat(json.get("hardware").textValue()).isEqualTo("eyeriss");
        assertThat(json.get("bytes")).isEqualTo(before.get("bytes"));
        for (int i = 0; i < 2; i++) {
            JsonNode figures = json.get("widths").get(i);
            for (String key : List.of("weights", "maps", "accuracy", "balancedAccuracy", "bytes")) {
                assertThat(figures.get(key))
                        .isEqualTo(before.get("widths").get(i).get(key));
            }
            assertThat(figures.get("latencyMicros").doubleValue()).isPositive();
        }
        // The narrow width is the known network of 1-bit weights.
        JsonNode known = succeeded("inspect", "--json", "--network", "resnet8", "--energy", "eyeriss").summary;
        assertThat(json.at("/widths/0/energyMicrojoules").doubleValue())
                .isCloseTo(known.get("total").doubleValue() / 1e6, within(1e-9));
        assertThat(json.at("/widths/1/energyMicrojoules").doubleValue())
                .isGreaterThan(json.at("/widths/0/energyMicrojoules").doubleValue());
        assertThat(read(copy.resolve("widths.json")).get("widths")).isEqualTo(json.get("widths"));
        assertThat(ImageIO.read(copy.resolve("widths.png").toFile()).getWidth()).isEqualTo(1440);
        assertThat(run.resolve("widths.png")).doesNotExist();
    }

    /** A packed model without its run has no network to model, and no folder of its own. */
    @Test
    void aFileAloneIsComparedWithoutEnergy() throws IOException {
        Path file = Files.copy(run.resolve("model.bnn"), folder.resolve("alone.bnn"));
        String table = succeeded(
                        "evaluate",
                        "--model",
                        file.toString(),
                        "--data",
                        data,
                        "--widths",
                        "all",
                        "--weights",
                        "1",
                        "--warm-up",
                        "0",
                        "--measure",
                        "0")
                .out;
        assertThat(table)
                .containsPattern("w1a8 +1 +8 +[0-9.]+ % +[0-9.]+ % +[0-9.,]+ +- +[0-9,]+")
                .doesNotContain("w2a8")
                .contains("Energy: only known of a run");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aModelOfSeveralWidthsShowsTheBytesOfEach() throws IOException {
        JsonNode json = succeeded("inspect", "--json", run.toString()).summary;
        PackedModel model = PackedModel.load(run.resolve("model.bnn"));
        Map<Integer, Integer> bytes = new TreeMap<>();
        json.get("widths")
                .forEach(width -> bytes.put(
                        width.get("weights").intValue(), width.get("bytes").intValue()));
        assertThat(bytes).isEqualTo(Map.of(1, model.trim(List.of(NARROW)).length, 2, model.trim(List.of(WIDE)).length));
        JsonNode last = json.get("chunks").get(1);
        assertThat(last.get("weights").intValue()).isEqualTo(2);
        assertThat(last.get("end").longValue()).isEqualTo(Files.size(run.resolve("model.bnn")));
        assertThat(succeeded("inspect", run.toString()).out)
                .contains("1-bit weights with maps of 8 bits: scales ", "bytes of this width alone");
        assertThat(succeeded("inspect", TinyRuns.make().training()).out).doesNotContain("this width alone");
    }

    @Test
    void thePageOfTheRunHasItsWidths() throws IOException {
        Path page = folder.resolve("page");
        succeeded("report", run.toString(), "--output", page.toString());
        assertThat(Files.readString(page.resolve("index.html")))
                .contains("<section id=\"widths\"", ">Bit widths</h2>", "w1a8", "w2a8");
        assertThat(page.resolve("widths.png")).exists();
    }
}
