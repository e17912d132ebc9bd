package org.bitadapt.jobs.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.dataset.ClassNames;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Teacher;

/**
 * The teacher of a training, {@code train.teacher}, as it travels to the workers.
 *
 * @param key the teacher's network, and how workers execute it
 * @param parameters the parameters of the teacher's best graph
 */
public record TeacherBroadcast(EngineKey key, Broadcast<float[]> parameters) implements Serializable, AutoCloseable {

    /**
     * Reads the best graph of the run that settings name.
     *
     * @param dataset the data set that is trained on
     * @param options the options of workers' engines
     * @return the teacher; empty if the settings name none
     * @throws org.bitadapt.jobs.command.BadInputException if the location is no run, if nothing is trained in the run
     *     yet, or if it has other images or classes than the data set
     */
    public static Optional<TeacherBroadcast> open(
            TrainConfig train, Dataset dataset, EngineOptions options, JavaSparkContext spark) throws IOException {
        if (train.teacher().isEmpty()) {
            return Optional.empty();
        }
        Configuration hadoop = spark.hadoopConfiguration();
        RunFolder run = RunFolder.at(train.teacher(), hadoop).existing();
        TrainedModel.Graph trained = TrainedModel.graph(run, hadoop);
        EngineKey own = trained.key();
        return Optional.of(new TeacherBroadcast(
                new EngineKey(own.network(), own.pixels(), own.settlement(), options),
                spark.broadcast(parameters(trained, dataset))));
    }

    /** The teacher's parameters, with its classes in the order of the data set. */
    private static float[] parameters(TrainedModel.Graph trained, Dataset dataset) {
        ParameterLayout layout = NetworkGraph.layout(trained.graph());
        float[] parameters = trained.graph().params().toFloatVector();
        List<String> names = trained.reading(dataset).manifest().classes();
        ClassNames.positions(names, dataset.manifest().classes())
                .ifPresent(to -> layout.permuteOutputs(layout.lastLayer(), to, parameters));
        return parameters;
    }

    /** Frees the teacher on the workers. */
    @Override
    public void close() {
        parameters.destroy();
    }

    /** Makes a teacher for one worker. */
    public Teacher teacher() {
        return new Teacher(key, parameters.value());
    }
}
