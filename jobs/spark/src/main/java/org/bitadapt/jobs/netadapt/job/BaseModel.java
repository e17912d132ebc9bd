package org.bitadapt.jobs.netadapt.job;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;

/**
 * The trained network that a search starts from.
 *
 * @param run the run that trained the network
 * @param trained the run's best graph
 */
public record BaseModel(RunFolder run, TrainedModel.Graph trained) {

    /** The beginnings of the settings' keys that describe the network and are not the search's to choose. */
    private static final List<String> INHERITED = List.of("network.", "train.hysteresis.", "train.latents");

    /**
     * The best network of a run.
     *
     * @throws BadInputException if there is no such run, or nothing is trained in the run yet
     */
    public static BaseModel open(String location, Configuration hadoop) throws IOException {
        RunFolder run = RunFolder.at(location, hadoop).existing();
        if (TrainedModel.open(location, TrainedModel.Form.GRAPH, hadoop) instanceof TrainedModel.Graph graph) {
            return new BaseModel(run, graph);
        }
        throw new BadInputException("Invalid --model: " + location + " (must be a run)", "Give a run's folder.");
    }

    public EngineKey key() {
        return trained.key();
    }

    /**
     * A data set as the network goes on with it: classes are in the network's order, and pixels are normalized as in
     * its training.
     *
     * @throws BadInputException if the data set has other classes or images than the network
     */
    Dataset reading(Dataset dataset) {
        return trained.reading(dataset).normalizedBy(key().pixels());
    }

    /** The model's network, parameters and velocities. */
    TrainingStart start() {
        return new TrainingStart(
                key().network(), trained.graph().params().toFloatVector(), NetworkGraph.velocities(trained.graph()));
    }

    /** The settings, in which those that describe the network are taken from the model's own training. */
    Settings inheritedBy(Settings settings) throws IOException {
        SortedMap<String, String> own = run.settings().values();
        Settings result = settings;
        for (String key : own.keySet()) {
            if (INHERITED.stream().anyMatch(key::startsWith)) {
                result = result.set(key + "=" + own.get(key));
            }
        }
        return result;
    }
}
