package org.bitadapt.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.contents.RunContents;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.report.SampleRun;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Objective;
import org.bitadapt.quant.layer.SgdMomentum;
import org.bitadapt.quant.pack.ModelPacker;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {

    private static final SampleRun SAMPLE = new SampleRun(3, 10, 1);
    private static final NetworkSpec NETWORK = PrecisionPolicy.BINARY.apply(Networks.named("resnet20", 10));

    private static final PixelNormalization PIXELS = new PixelNormalization(List.of(127, 127, 127), 1 / 64f);

    private final Configuration hadoop = new Configuration();

    @TempDir
    private Path temporary;

    @Test
    void aFinishedRunIsShownWhole() throws IOException {
        Path folder = temporary.resolve("first");
        try (RunWriter run = start(folder)) {
            train(run);
            run.writeAtomically(
                    EvaluationResult.FILE,
                    out -> out.write(SAMPLE.evaluation().toJson().getBytes(StandardCharsets.UTF_8)));
            run.mark(RunInfo.State.FINISHED);
        }

        JsonNode outcome = report(folder.toString());

        Path page = folder.resolve("report/index.html");
        assertThat(outcome.get("report").textValue()).isEqualTo(page.toString());
        assertThat(outcome.get("pictures"))
                .extracting(JsonNode::textValue)
                .anyMatch(name -> name.endsWith("/first/report/confusion.png"));
        assertThat(outcome.get("pictures")).hasSameSizeAs(pictures(page.getParent()));
        assertThat(Files.readString(page))
                .contains("first: resnet20", "finished", "2026-01-02 03:04:05 UTC", "Hysteresis loop of ")
                .doesNotContain("class=\"missing\"");
    }

    @Test
    void aRunThatHasJustBegunIsShownAsFarAsItIs() throws IOException {
        Path folder = temporary.resolve("young");
        try (RunWriter run = start(folder)) {
            assertThat(run.isResumed()).isFalse();
        }
        Path target = temporary.resolve("elsewhere");

        JsonNode outcome = report("--run", folder.toString(), "--output", target.toString());

        assertThat(outcome.get("pictures")).isEmpty();
        assertThat(Files.readString(target.resolve("index.html")))
                .contains("young: resnet20", "No epoch was trained", "averaging-period");
        assertThat(folder.resolve("report")).doesNotExist();
    }

    @Test
    void aDamagedEvaluationIsRefusedWithItsPlace() throws IOException {
        Path folder = temporary.resolve("damaged");
        try (RunWriter run = start(folder)) {
            run.writeAtomically(EvaluationResult.FILE, out -> out.write('{'));
            assertThatThrownBy(() -> RunContents.read(run.folder(), hadoop))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("Invalid evaluation: ")
                    .hasMessageEndingWith(" in " + folder.resolve(EvaluationResult.FILE));
        }
    }

    @Test
    void aDamagedModelIsRefused() throws IOException {
        try (RunWriter run = start(temporary.resolve("damaged"))) {
            run.writeAtomically(TrainedModel.FILE, out -> out.write(new byte[100]));
            assertThatThrownBy(() -> RunContents.read(run.folder(), hadoop)).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void anotherFolderIsRefused() {
        String nothing = temporary.resolve("nothing").toString();
        assertThatThrownBy(() -> RunContents.read(RunFolder.at(nothing, hadoop), hadoop))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("No run in ");
    }

    private RunWriter start(Path folder) throws IOException {
        Instant started = Instant.parse("2026-01-02T03:04:05Z");
        RunInfo info =
                new RunInfo("train", "1.2.3", 42, RunData.unnamed("ab".repeat(32)), started, 1, RunInfo.State.RUNNING);
        return RunFolder.at(folder.toString(), hadoop).start(info, Settings.reference());
    }

    private void train(RunWriter run) throws IOException {
        ComputationGraph graph = graph();
        giveRanges(graph);
        for (EpochMetrics epoch : SAMPLE.epochMetrics()) {
            run.append(epoch);
        }
        run.writeCheckpoint(2, checkpoint -> SavedGraph.write(graph, checkpoint, hadoop));
        run.markBest(2, 0.9);
        byte[] model =
                ModelPacker.pack(NETWORK, PIXELS, SAMPLE.evaluation().classNames(), NetworkGraph.parameters(graph));
        run.writeAtomically(TrainedModel.FILE, out -> out.write(model));
    }

    /** Gives a graph's activations ranges, as a first batch would. */
    private static void giveRanges(ComputationGraph graph) {
        NetworkGraph.layout(graph).slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.RANGE)
                .forEach(slice -> NetworkGraph.parameters(graph).put(slice.offset(), 6));
    }

    private static ComputationGraph graph() {
        EngineKey key = new EngineKey(
                NETWORK,
                PIXELS,
                new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
                new EngineOptions(1, 4, EngineOptions.Kind.REFERENCE));
        LearningRateSchedule schedule =
                new LearningRateSchedule(LearningRateSchedule.Curve.CONSTANT, 0.1, 0, 1, List.of(), 1);
        return NetworkGraph.create(key, new SgdMomentum(0.9, schedule), Objective.plain(0), 1);
    }

    private JsonNode report(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ReportCommand()).setOut(new PrintWriter(out));
        String[] all =
                Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new);
        assertThat(command.execute(all)).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private static List<String> pictures(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".png"))
                    .toList();
        }
    }
}
