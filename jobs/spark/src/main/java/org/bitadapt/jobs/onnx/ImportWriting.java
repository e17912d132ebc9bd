package org.bitadapt.jobs.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.NetworkJson;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Locations;
import org.bitadapt.jobs.config.HysteresisConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.ImportedRun;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Objective;
import org.bitadapt.quant.layer.SgdMomentum;
import org.bitadapt.quant.onnx.reading.ImportedNetwork;
import org.bitadapt.runtime.image.Fit;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Writes an imported network as a run whose first epoch is the best: all commands go on from it as from a training.
 *
 * @param network the network
 * @param classes the names of its classes
 * @param dataset the data set that was given; its checksum and its fit are kept
 */
record ImportWriting(ImportedNetwork network, List<String> classes, Optional<Dataset> dataset) {

    private static final String OUTCOME = "import.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Refuses a run that is there already, unless an import into it was interrupted.
     *
     * @throws BadInputException if the run is finished
     */
    static void requireNew(RunFolder run) throws IOException {
        if (run.exists() && run.info().state() == RunInfo.State.FINISHED) {
            throw new BadInputException(
                    "The run " + run + " is there already, made by "
                            + run.info().command(),
                    "Name another folder.");
        }
    }

    /** Writes the run. */
    void write(RunFolder folder, ImportOutcome outcome, Configuration hadoop) throws IOException {
        Settings settings = Settings.reference()
                .set("network.name=" + Locations.shown(folder.path(ImportedRun.NETWORK)))
                .set("network.precision=float32");
        TrainConfig train = TrainingJobConfig.of(settings).train();
        RunInfo info = RunInfo.starting(ImportedRun.COMMAND, train.seed(), data());
        try (RunWriter run = folder.start(info, settings)) {
            try {
                text(run, ImportedRun.NETWORK, NetworkJson.write(network.spec()));
                text(run, OUTCOME, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome) + "\n");
                run.truncateMetrics(-1);
                ComputationGraph graph = graph(train);
                run.writeCheckpoint(0, target -> SavedGraph.write(graph, target, hadoop));
                run.markBest(0, Double.NaN);
                run.mark(RunInfo.State.FINISHED);
            } catch (IOException | RuntimeException | Error e) {
                run.markFailed(e);
                throw e;
            }
        }
    }

    private RunData data() {
        return dataset.map(data -> new RunData(
                        data.checksum(),
                        data.manifest().name(),
                        data.location(),
                        classes,
                        data.manifest().fit()))
                .orElseGet(() -> new RunData("", "", "", classes, Fit.CROP));
    }

    private static void text(RunWriter run, String name, String text) throws IOException {
        run.writeAtomically(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private ComputationGraph graph(TrainConfig train) {
        Hysteresis.Scale scale = train.hysteresis().scale() == HysteresisConfig.Scale.RELATIVE
                ? Hysteresis.Scale.RELATIVE
                : Hysteresis.Scale.ABSOLUTE;
        EngineKey key = new EngineKey(
                network.spec(),
                network.pixels(),
                Settlement.of(new Hysteresis((float) train.hysteresis().threshold(), scale)),
                EngineOptions.automatic(
                        1, TrainingJobConfig.of(Settings.reference()).data().batch()));
        ComputationGraph graph = NetworkGraph.create(
                key,
                new SgdMomentum(train.momentum(), LearningRateSchedule.constant(train.learningRate())),
                Objective.plain(train.weightDecay()),
                train.seed());
        NetworkGraph.restore(graph, network.parameters(), new float[0]);
        return graph;
    }
}
