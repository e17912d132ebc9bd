package org.bitadapt.jobs.train;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterTransfer;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The best network of an earlier run, whose weights another training starts from: {@code train.from}.
 *
 * @param run the run that trained the network
 * @param trained the run's best graph
 */
record Pretrained(RunFolder run, TrainedModel.Graph trained) {

    /**
     * Reads the best network of a run.
     *
     * @param location the run's folder
     * @throws BadInputException if the location is no run, or nothing is trained in the run yet
     */
    static Pretrained open(String location, Configuration hadoop) throws IOException {
        RunFolder run = RunFolder.at(location, hadoop).existing();
        return new Pretrained(run, TrainedModel.graph(run, hadoop));
    }

    /**
     * Puts the run's weights in place of a network's own, where layers have the same name and size. The last layer,
     * whose outputs are the classes, is taken class by class where both networks have classes of the same names, and
     * else starts fresh.
     *
     * @param fresh the network with fresh weights; not changed
     * @param dataset the data set that the network is to be trained on
     * @param console is told which weights were taken
     * @throws BadInputException if no layer has the same name and size
     */
    TrainingStart startOf(ComputationGraph fresh, Dataset dataset, Console console) {
        ParameterLayout layout = NetworkGraph.layout(trained.graph());
        float[] values = trained.graph().params().toFloatVector();
        Optional<int[]> positions = positions(dataset);
        positions.ifPresent(to -> layout.permuteOutputs(layout.lastLayer(), to, values));
        ParameterTransfer transfer = ParameterTransfer.of(
                NetworkGraph.layout(fresh),
                fresh.params().toFloatVector(),
                layout,
                values,
                positions.isPresent() ? Set.of() : Set.of(layout.lastLayer()));
        if (transfer.taken().isEmpty()) {
            throw new BadInputException(
                    "No layer of " + run + ", which train.from names, has the name and size of one of this network",
                    "Name the run of a network of the same family, or remove train.from.");
        }
        console.say(String.format(
                Locale.ROOT,
                "Weights of %d of %d layers from %s%s",
                transfer.taken().size(),
                transfer.taken().size() + transfer.kept().size(),
                run,
                transfer.kept().isEmpty() ? "" : "; fresh: " + String.join(", ", transfer.kept())));
        EngineKey key = NetworkGraph.configuration(fresh).engineKey();
        sayIfOtherPixels(key.pixels(), console);
        return new TrainingStart(key.network(), transfer.parameters(), new float[0]);
    }

    /**
     * The positions of the earlier run's classes in a data set; empty if the classes are others, or not known to be the
     * same.
     */
    private Optional<int[]> positions(Dataset dataset) {
        List<String> names = trained.knownNames();
        if (names.isEmpty() && trained.trainedOn().equals(dataset.checksum())) {
            names = dataset.manifest().classes();
        }
        return ClassNames.positions(names, dataset.manifest().classes());
    }

    private void sayIfOtherPixels(PixelNormalization pixels, Console console) {
        PixelNormalization before = trained.key().pixels();
        if (!before.equals(pixels)) {
            console.say(String.format(
                    Locale.ROOT,
                    "Pixels are normalized by this data set (zero points %s, scale %.4f), not as in %s (%s, %.4f)",
                    zeros(pixels),
                    pixels.scale(),
                    run,
                    zeros(before),
                    before.scale()));
        }
    }

    /** The zero points of a normalization, as people read them. */
    private static List<? extends Number> zeros(PixelNormalization pixels) {
        return pixels.shifts().isEmpty()
                ? pixels.zeroPoints()
                : IntStream.range(0, pixels.zeroPoints().size())
                        .mapToObj(pixels::zero)
                        .toList();
    }
}
