package org.bitadapt.jobs.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.common.network.Width;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.latency.LatencyGrid;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.LayerUse;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Memory;
import org.bitadapt.netadapt.search.ProposalRules.Takes;
import org.bitadapt.netadapt.search.SearchJson;
import org.bitadapt.netadapt.search.SearchState;
import org.bitadapt.runtime.latency.GridSteps;
import org.bitadapt.runtime.latency.LatencyFile;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.LatencyRow;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerKind;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.Measurement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Runs searches on a few images, as a user runs them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NetAdaptTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static String data;
    private static String base;
    private static JsonNode undisturbed;

    private String errors = "";

    @BeforeAll
    static void train() throws IOException {
        LocalSpark.session();
        data = folder.resolve("data").toString();
        base = folder.resolve("base").toString();
        new GeneratedImages(5, 64).writeTo(folder.resolve("images"));
        NetAdaptTest test = new NetAdaptTest();
        test.succeed("preprocess", "--source", "cifar10", "--input", folder.resolve("images") + "", "--output", data);
        test.succeed(
                "train",
                "--data",
                data,
                "--run",
                base,
                "--set",
                "network.name=resnet8",
                "--set",
                "data.batch=32",
                "--set",
                "train.epochs=1");
    }

    @Test
    @Order(1)
    void aSearchLeavesTablesWinnersAndATunedNetwork() throws IOException {
        undisturbed = adapt("macs", "netadapt.resource=macs");
        assertThat(undisturbed.get("iterations").intValue()).isEqualTo(2);
        assertThat(undisturbed.get("finalResource").doubleValue())
                .isLessThanOrEqualTo(0.9 * undisturbed.get("initialResource").doubleValue());
        assertThat(undisturbed.get("testAccuracy").doubleValue()).isBetween(0.0, 1.0);
        assertThat(undisturbed.get("arithmeticShare").doubleValue()).isBetween(0.0, 1.0);
        Path search = run("macs").resolve("search");
        assertThat(Files.readAllLines(search.resolve("iterations.csv"))).hasSize(1 + 3);
        assertThat(search.resolve("proposals.parquet")).isDirectory();
        assertThat(models("macs", 2)).hasSize(1);
        assertThat(search.resolve("iteration-002/model.bnn")).isNotEmptyFile();
        assertThat(errors)
                .contains("accuracy")
                .contains("min of searching left")
                .contains("The schedule cannot be sure");
    }

    @Test
    @Order(2)
    void aReportShowsTheSearch() throws IOException {
        JsonNode report = succeed("report", run("macs").toString());
        assertThat(report.get("pictures").toString())
                .contains("adaptation.png")
                .contains("channels.png")
                .contains("latency.png")
                .contains("energy.png")
                .contains("curves.png");
        assertThat(Files.readString(run("macs").resolve("report/index.html")))
                .contains("Before and after")
                .contains("test accuracy (%)")
                .contains("energy, modelled on eyeriss (µJ)")
                .contains("time, modelled on eyeriss (µs)");
    }

    @Test
    @Order(3)
    void aSearchKilledWithinAnIterationEndsWithTheSameNetwork() throws IOException {
        copy(run("macs"), run("killed"));
        FileTime finished = interruptInSecondIteration(run("killed"));
        JsonNode resumed = adapt("killed", "netadapt.resource=macs");
        assertThat(errors).contains("Resuming").contains("1 of them finished before");
        assertThat(resumed.get("channels")).isEqualTo(undisturbed.get("channels"));
        assertThat(run("killed").resolve("model.bnn"))
                .hasSameBinaryContentAs(run("macs").resolve("model.bnn"));
        assertThat(Files.getLastModifiedTime(models("killed", 2).get(0))).isEqualTo(finished);
    }

    /** Makes a run look as `kill -9` leaves it after the second iteration's winner and half of another proposal. */
    private static FileTime interruptInSecondIteration(Path killed) throws IOException {
        Path state = killed.resolve("search/state.json");
        SearchJson<JsonNode> json = new SearchJson<>(JsonNode.class);
        SearchState<JsonNode> two = json.read(Files.readString(state));
        Files.writeString(
                state,
                json.write(new SearchState<>(two.start(), two.iterations().subList(0, 1), List.of())));
        Path second = killed.resolve("search/iteration-002");
        Files.delete(second.resolve("table.json"));
        Files.delete(second.resolve("model.bnn"));
        Files.write(second.resolve(".conv1.zip.0.tmp"), new byte[] {'P', 'K', 3});
        for (String name : List.of("best", "metrics.jsonl", "model.bnn", "evaluation.json", "search/result.json")) {
            Files.delete(killed.resolve(name));
        }
        delete(killed.resolve("checkpoints"));
        return Files.getLastModifiedTime(models("killed", 2).get(0));
    }

    @Test
    @Order(4)
    void aTableOfMacsChoosesTheChannelsOfTheMacsResource() throws IOException {
        Path table = folder.resolve("macs.csv");
        Files.writeString(table, macs().text());
        JsonNode result = adapt("table", "netadapt.resource=latency", "netadapt.latency.table=" + table);
        assertThat(result.get("channels")).isEqualTo(undisturbed.get("channels"));
        assertThat(result.get("finalResource")).isEqualTo(undisturbed.get("finalResource"));
        assertThat(errors).contains("% apart");
    }

    private static LatencyFile macs() {
        return table(
                LatencyGrid.of(PrecisionPolicy.BINARY.apply(Networks.named("resnet8", 10)), new GridSteps(8, 8), 8),
                NetAdaptTest::macs);
    }

    private static LatencyFile bits(List<LayerShape> shapes) {
        return table(shapes, shape -> shape.geometry().weightBits() * macs(shape));
    }

    private static LatencyFile table(List<LayerShape> shapes, ToDoubleFunction<LayerShape> micros) {
        return new LatencyFile(
                LatencyHeader.here("counts", "none", 1, "2026-01-01T00:00:00Z"),
                shapes.stream()
                        .map(shape -> new LatencyRow(shape, new Measurement(micros.applyAsDouble(shape), 0, 1, 0)))
                        .toList());
    }

    private static double macs(LayerShape shape) {
        LayerGeometry geometry = shape.geometry();
        if (geometry.weightBits() == 0) {
            return 0;
        }
        boolean linear = geometry.kind() == LayerKind.LINEAR;
        int side =
                linear ? 1 : (geometry.height() + 2 * geometry.padding() - geometry.kernel()) / geometry.stride() + 1;
        int window = linear ? geometry.height() * geometry.width() : geometry.kernel() * geometry.kernel();
        return (double) shape.inputs() * shape.outputs() * window * side * side;
    }

    /** A network of a file whose layers have up to three planes, and two widths; two budgets. */
    @Test
    @Order(7)
    void planesAreTakenUntilAllBudgetsAreMet() throws IOException {
        NetworkSpec network = PrecisionPolicy.BINARY
                .withWidth(new Width(3, 8))
                .apply(Networks.named("resnet8", 10))
                .withWidths(List.of(new Width(1, 8), new Width(3, 8)))
                .renamed(name -> "mine");
        Path file = folder.resolve("mine.json");
        Files.writeString(file, NetworkJson.write(network));
        String model = folder.resolve("planes").toString();
        String[] training = {
            "train",
            "--data",
            data,
            "--run",
            model,
            "--set",
            "network.name=" + file,
            "--set",
            "data.batch=32",
            "--set",
            "train.epochs=1",
            "--set",
            "network.precision=own"
        };
        succeed(training);
        assertThat(errors).doesNotContain("another precision");

        Path table = folder.resolve("bits.csv");
        Files.writeString(
                table,
                bits(LatencyGrid.of(network, Takes.PLANES, new GridSteps(8, 8), 8))
                        .text());
        JsonNode result = succeed(arguments(
                        "fewer",
                        model,
                        "netadapt.resource=latency",
                        "netadapt.latency.table=" + table,
                        "netadapt.proposals=planes",
                        "netadapt.exclude=[\"layer1.*\", \"layer2.*\", fc]",
                        "netadapt.limits.energy=0.999",
                        "netadapt.limits.memory=0.999",
                        "netadapt.reduction.budget=0.95",
                        "netadapt.reduction.max-iterations=5")
                .toArray(String[]::new));

        assertThat(result.get("end").asText()).isEqualTo("the network is within the budget");
        assertThat(result.get("limits").get("memory").doubleValue())
                .isLessThanOrEqualTo(0.999 * new Memory().total(network));
        assertThat(result.get("limits").get("energy").doubleValue())
                .isLessThanOrEqualTo(0.999 * new Energy(Hardware.named("eyeriss")).total(network));
        Map<String, Double> macs = new Macs()
                .layers(LoweredNetwork.of(network)).stream().collect(toMap(LayerUse::layer, LayerUse::amount));
        double start = 0;
        double end = 0;
        for (Node node : network.weighted()) {
            WeightPrecision weights = ((LayerSpec.Weighted) node.layer()).weights();
            int now = weights.bits();
            if (weights.planes() > 0) {
                now = result.get("planes").get(node.name()).intValue();
                assertThat(now).isBetween(node.name().startsWith("layer3.") ? 1 : weights.planes(), weights.planes());
            }
            start += weights.bits() * macs.get(node.name());
            end += now * macs.get(node.name());
        }
        assertThat(result.get("initialResource").doubleValue()).isEqualTo(start);
        assertThat(result.get("finalResource").doubleValue()).isEqualTo(end).isLessThanOrEqualTo(0.95 * start);
        assertThat(errors)
                .containsPattern("3 -> +[12] planes")
                .contains("Budget of energy: ")
                .contains("(planes) wins");
        Path search = run("fewer").resolve("search");
        assertThat(Files.readAllLines(search.resolve("iterations.csv")).get(0)).endsWith(",planes,saved,limits");
        assertThat(Files.readAllLines(search.resolve("proposals.csv")).get(0)).endsWith(",planesBefore,planes");
        NetworkSpec found = TrainedModel.open(
                                run("fewer").toString(),
                                TrainedModel.Form.GRAPH,
                                LocalSpark.context().hadoopConfiguration())
                        instanceof TrainedModel.Graph graph
                ? graph.key().network()
                : null;
        assertThat(found.widths()).isEqualTo(network.widths());
        JsonNode report = succeed("report", run("fewer").toString());
        assertThat(report.get("pictures").toString()).contains("planes.png");
        assertThat(Files.readString(run("fewer").resolve("report/index.html")))
                .contains("energy, at most")
                .containsPattern("3 → [12] planes");
    }

    @Test
    @Order(8)
    void whatAFileSaysIsNotChangedWithoutAWord() {
        List<String> training = List.of(
                "train",
                "--data",
                data,
                "--run",
                folder.resolve("changed").toString(),
                "--set",
                "network.name=" + folder.resolve("mine.json"),
                "--set",
                "data.batch=32",
                "--set",
                "train.epochs=1");
        assertThat(execute(new StringWriter(), training)).as(errors).isZero();
        assertThat(errors)
                .containsPattern(
                        "The file of mine has another precision for \\d+ quantized layers and other widths, which"
                                + " network.precision=own keeps\\.");
        assertThat(execute(
                        new StringWriter(),
                        arguments("none", base, "netadapt.resource=memory", "netadapt.proposals=planes")))
                .isEqualTo(2);
        assertThat(errors).contains("Nothing of resnet8 can save memory");
        assertThat(execute(new StringWriter(), arguments("none", base, "netadapt.exclude=[conv9]")))
                .isEqualTo(2);
        assertThat(errors)
                .contains("Invalid exclude: conv9 (must be the name of a convolution or linear layer of resnet8");
    }

    @Test
    @Order(5)
    void anotherModelDoesNotGoOnWithASearch() throws IOException {
        copy(Path.of(base), folder.resolve("twin"));
        assertThat(execute(
                        new StringWriter(),
                        arguments("macs", folder.resolve("twin").toString(), "netadapt.resource=macs")))
                .isEqualTo(2);
        assertThat(errors).contains("started from another model");
    }

    @Test
    @Order(6)
    void missingOptionsAndModelsAreNamed() {
        assertThat(execute(new StringWriter(), List.of("netadapt", "--data", data)))
                .isEqualTo(2);
        assertThat(errors).contains("Missing option: --model RUN");
        assertThat(execute(
                        new StringWriter(),
                        arguments("none", folder.resolve("nothing").toString())))
                .isEqualTo(2);
        assertThat(errors).contains("No run in");
    }

    private JsonNode adapt(String name, String... settings) throws IOException {
        return succeed(arguments(name, base, settings).toArray(String[]::new));
    }

    private static List<String> arguments(String name, String model, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "netadapt", "--model", model, "--data", data, "--run", run(name).toString()));
        List<String> all = new ArrayList<>(List.of(
                "data.batch=32",
                "netadapt.linear-multiple=8",
                "netadapt.reduction.initial-reduction=0.05",
                "netadapt.reduction.decay=1",
                "netadapt.reduction.max-iterations=2",
                "netadapt.reduction.budget=0.6",
                "netadapt.latency.warm-up-seconds=0",
                "netadapt.latency.measure-seconds=0",
                "netadapt.short-term.images=64",
                "netadapt.short-term.held-out=20",
                "netadapt.long-term.epochs=1"));
        all.addAll(List.of(settings));
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }

    private static Path run(String name) {
        return folder.resolve(name);
    }

    private static List<Path> models(String name, int iteration) throws IOException {
        try (Stream<Path> files = Files.list(run(name).resolve("search/iteration-00" + iteration))) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private JsonNode succeed(String... arguments) throws IOException {
        List<String> withJson = new ArrayList<>(List.of(arguments));
        withJson.add("--json");
        StringWriter out = new StringWriter();
        assertThat(execute(out, withJson)).as(errors).isZero();
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
