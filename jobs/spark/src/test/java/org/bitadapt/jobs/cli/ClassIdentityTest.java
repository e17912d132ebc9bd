package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.bitadapt.jobs.dataset.Colours;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests a model of the classes blue, green and red on the same images with classes in another order, and with other
 * names. The right class of an image is its colour, whatever the class's number.
 */
class ClassIdentityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRAINED = "blue, green, red";

    @TempDir
    static Path folder;

    private static String run;
    private static String trained;
    private static String reordered;
    private static String others;

    private String errors = "";

    @BeforeAll
    static void train() throws IOException {
        LocalSpark.session();
        run = place("run");
        trained = place("trained");
        reordered = place("reordered");
        others = place("others");
        Colours.write(Path.of(trained), List.of("blue", "green", "red"), List.of(2, 1, 0));
        Colours.write(Path.of(reordered), List.of("red", "blue", "green"), List.of(0, 2, 1));
        Colours.write(Path.of(others), List.of("Red", "blue", "green"), List.of(0, 2, 1));
        ClassIdentityTest test = new ClassIdentityTest();
        JsonNode result = test.succeed(test.training(trained, run, "train.epochs=3", "train.learning-rate=0.05"));
        assertThat(result.get("testAccuracy").doubleValue()).isGreaterThan(0.8);
    }

    @Test
    void aRunKeepsTheNamesOfItsClasses() throws IOException {
        JsonNode classes = JSON.readTree(Path.of(run, "run.json").toFile()).get("classes");
        assertThat(classes).hasToString("[\"blue\",\"green\",\"red\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"packed", "graph"})
    void evaluateCountsClassesByName(String form) throws IOException {
        String[] kept = {"--output", place("kept-" + form), "--form", form};
        JsonNode same = succeed(with(kept, "evaluate", "--model", run, "--data", trained));
        JsonNode other = succeed(with(kept, "evaluate", "--model", run, "--data", reordered));
        assertThat(same.get("accuracy").doubleValue()).isGreaterThan(0.8);
        assertThat(other.get("accuracy")).isEqualTo(same.get("accuracy"));
        assertThat(other.get("perClass")).isEqualTo(same.get("perClass"));
        assertThat(other.get("loss").doubleValue()).isLessThan(Math.log(3));
    }

    @Test
    void predictNamesTheClassesOfTheModel() throws IOException {
        assertThat(predicted(reordered)).isEqualTo(predicted(trained));
    }

    private Map<String, String> predicted(String data) throws IOException {
        String table = place("predicted-" + Path.of(data).getFileName());
        succeed("predict", "--model", run, "--data", data, "--output", table);
        return LocalSpark.session().read().parquet(table).select("id", "predicted").collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
    }

    @Test
    void exportComparesOnWhateverOrderTheDataSetHas() throws IOException {
        String model = place("exported.bnn");
        JsonNode result = succeed("export", "--model", run, "--output", model, "--data", reordered);
        assertThat(result.get("agreement").doubleValue()).isEqualTo(1);
    }

    @Test
    void reportNamesImagesByTheirOwnClasses() throws IOException {
        Path shown = copyOfRun("shown");
        succeed("evaluate", "--model", shown.toString(), "--data", trained);
        succeed("report", shown.toString(), "--data", reordered, "--output", place("page"));
        String page = Files.readString(folder.resolve("page/index.html"));
        Matcher exhibit = Pattern.compile("title=\"test/(\\d+)\">(\\w+)").matcher(page);
        List<String> colours = List.of("red", "green", "blue");
        int exhibits = 0;
        while (exhibit.find()) {
            assertThat(exhibit.group(2)).isEqualTo(colours.get(Integer.parseInt(exhibit.group(1)) % 3));
            exhibits++;
        }
        assertThat(exhibits).isGreaterThan(10);
    }

    @Test
    void netadaptGoesOnInTheOrderOfTheModel() throws IOException {
        JsonNode result = succeed(search(reordered, place("searched")));
        assertThat(result.get("heldOutAccuracyBefore").doubleValue()).isGreaterThan(0.8);
        assertThat(result.get("testAccuracyBefore").doubleValue()).isGreaterThan(0.8);
        JsonNode kept = JSON.readTree(folder.resolve("searched/run.json").toFile());
        assertThat(kept.get("classes")).hasToString("[\"blue\",\"green\",\"red\"]");
    }

    @Test
    void trainingFromARunTakesTheLastLayerClassByClass() throws IOException {
        // The rate is so small that only the weights that were taken can tell the classes apart.
        String[] still = {"train.from=" + run, "train.epochs=1", "train.learning-rate=1e-9"};
        JsonNode result = succeed(training(reordered, place("from"), still));
        assertThat(errors).contains("Weights of 10 of 10 layers");
        assertThat(result.get("testAccuracy").doubleValue()).isGreaterThan(0.8);
        succeed(training(others, place("from-others"), still));
        assertThat(errors).contains("Weights of 9 of 10 layers").contains("fresh: fc");
    }

    @Test
    void otherClassesAreRefusedWithBothLists() {
        refuse("evaluate", "--model", run, "--data", others);
        refuse("evaluate", "--model", Path.of(run, "model.bnn").toString(), "--data", others);
        refuse("predict", "--model", run, "--data", others, "--output", place("refused"));
        refuse("export", "--model", run, "--data", others, "--output", place("refused.bnn"));
        refuse("report", run, "--data", others, "--output", place("refused-page"));
        refuse(search(others, place("refused-search")));
    }

    private void refuse(String... arguments) {
        assertThat(execute(new StringWriter(), List.of(arguments))).as(errors).isEqualTo(2);
        assertThat(errors).contains(TRAINED).contains("Red, blue, green");
    }

    @Test
    void aRunThatKeptNoNamesKnowsOnlyItsOwnDataSet() throws IOException {
        Path old = copyOfRun("old");
        ObjectNode info = (ObjectNode) JSON.readTree(old.resolve("run.json").toFile());
        info.remove("classes");
        Files.writeString(old.resolve("run.json"), info.toString());
        Files.delete(old.resolve("model.bnn"));
        Files.delete(old.resolve("evaluation.json"));
        String[] evaluation = {"evaluate", "--model", old.toString(), "--output", place("kept-old"), "--data"};
        assertThat(succeed(with(new String[] {trained}, evaluation))
                        .get("accuracy")
                        .doubleValue())
                .isGreaterThan(0.8);
        assertThat(execute(new StringWriter(), List.of(with(new String[] {reordered}, evaluation))))
                .isEqualTo(2);
        assertThat(errors).contains("names of the model's classes were not kept");
    }

    private Path copyOfRun(String name) throws IOException {
        Path copy = folder.resolve(name);
        FileUtils.copyDirectory(Path.of(run).toFile(), copy.toFile());
        return copy;
    }

    private String[] training(String data, String target, String... settings) {
        return settings(
                List.of("train", "--data", data, "--run", target),
                Stream.concat(
                        Stream.of(
                                "network.name=resnet8",
                                "data.batch=6",
                                "data.augmentation.pad=1",
                                "train.averaging-period=2",
                                "train.schedule.warm-up-epochs=0"),
                        Stream.of(settings)));
    }

    private String[] search(String data, String target) {
        return settings(
                List.of("netadapt", "--model", run, "--data", data, "--run", target),
                Stream.of(
                        "data.batch=6",
                        "netadapt.resource=macs",
                        "netadapt.reduction.initial-reduction=0.05",
                        "netadapt.reduction.max-iterations=1",
                        "netadapt.latency.warm-up-seconds=0",
                        "netadapt.latency.measure-seconds=0",
                        "netadapt.short-term.images=6",
                        "netadapt.short-term.held-out=12",
                        "netadapt.long-term.epochs=1"));
    }

    private static String[] settings(List<String> command, Stream<String> settings) {
        List<String> all = new ArrayList<>(command);
        settings.forEach(setting -> all.addAll(List.of("--set", setting)));
        return all.toArray(String[]::new);
    }

    private static String[] with(String[] last, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }

    private static String place(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode succeed(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(execute(out, List.of(with(new String[] {"--json"}, arguments))))
                .as(errors)
                .isZero();
        String[] lines = out.toString().strip().split("\\R");
        return JSON.readTree(lines[lines.length - 1]);
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
