package org.bitadapt.jobs.netadapt.tuning;

import java.io.IOException;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.jobs.train.BatchNormStatistics;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.pruning.Pruning;
import org.bitadapt.netadapt.pruning.Surgery;
import org.bitadapt.netadapt.search.Cut;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.Teacher;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Prunes one group or layer of a network, tunes the rest for a short time and scores the network before and after. A tuning runs
 * on one thread, within one task or several tasks after each other.
 *
 * <p>The result depends on the network, the group and the seed alone.
 *
 * @param recipe the recipe of the tuning
 */
public record ShortTermTuning(TuningRecipe recipe) implements Tuning, Serializable {

    @Override
    public Tuned tune(Tuned soFar, ProposalTask task, Configuration hadoop) throws IOException {
        Stopwatch arithmetic = new Stopwatch();
        TuningImages images = new TuningImages(recipe, task.seed(), hadoop);
        Tuned start = task.part().isFirst() ? prune(soFar.model(), task, images, arithmetic) : soFar;
        TrainingStart model = start.model();
        arithmetic.start();
        ComputationGraph graph = recipe.graph(model.network(), task.seed());
        NetworkGraph.restore(graph, model.parameters(), model.velocities());
        arithmetic.stop();
        fit(graph, task.part(), images, arithmetic);
        FloatBuffer parameters = NetworkGraph.parameters(graph);
        double accuracy = start.accuracy();
        if (task.part().isLast()) {
            calibrate(graph, images, arithmetic);
            accuracy = score(recipe.engine(model.network()), parameters, images, arithmetic);
        }
        float[] tuned = new float[parameters.capacity()];
        parameters.get(0, tuned);
        return new Tuned(
                new TrainingStart(model.network(), tuned, NetworkGraph.velocities(graph)),
                start.accuracyBefore(),
                accuracy,
                soFar.arithmeticSeconds() + arithmetic.seconds());
    }

    private Tuned prune(TrainingStart model, ProposalTask task, TuningImages images, Stopwatch arithmetic)
            throws IOException {
        arithmetic.start();
        TrainingStart pruned = task.cut() instanceof Cut.Channels channels
                ? cut(model, channels)
                : new TrainingStart(task.cut().of(model.network()), model.parameters(), model.velocities());
        arithmetic.stop();
        double accuracy =
                score(recipe.engine(pruned.network()), Buffers.direct(pruned.parameters()), images, arithmetic);
        return new Tuned(pruned, accuracy, accuracy, 0);
    }

    private TrainingStart cut(TrainingStart model, Cut.Channels channels) {
        Surgery surgery = new Pruning(
                        model.network(),
                        model.parameters(),
                        recipe.config().netadapt().filters(),
                        recipe.config().netadapt().seed())
                .cut(ChannelGroups.of(model.network()).named(channels.part()), channels.left());
        float[] velocities = model.velocities().length == 0 ? new float[0] : surgery.velocities(model.velocities());
        return new TrainingStart(surgery.network(), surgery.parameters(model.parameters()), velocities);
    }

    private static double score(EngineKey key, FloatBuffer parameters, TuningImages images, Stopwatch arithmetic)
            throws IOException {
        HeldOut heldOut = images.heldOut();
        arithmetic.start();
        double accuracy = heldOut.accuracy(key, parameters);
        arithmetic.stop();
        return accuracy;
    }

    private void fit(ComputationGraph graph, TuningPart part, TuningImages images, Stopwatch arithmetic)
            throws IOException {
        int first = part.firstStep(recipe.steps());
        graph.getConfiguration().setIterationCount(first); // for the learning rate and the seeds of dropout
        Optional<Teacher> teacher = recipe.teacher();
        for (int step = first; step < part.endStep(recipe.steps()); step++) {
            Tuning.stopIfCancelled();
            MultiDataSet batch = images.minibatch(step);
            arithmetic.start();
            graph.fit(teacher.isPresent() ? teacher.get().teach(batch) : batch);
            arithmetic.stop();
        }
    }

    private void calibrate(ComputationGraph graph, TuningImages images, Stopwatch arithmetic) throws IOException {
        EngineKey key = NetworkGraph.configuration(graph).engineKey();
        FloatBuffer parameters = NetworkGraph.parameters(graph);
        int batches = Math.min(BatchNormStatistics.ENOUGH_BATCHES, recipe.steps());
        try (BatchNormStatistics statistics = new BatchNormStatistics(key, parameters)) {
            for (int step = 0; step < batches; step++) {
                MultiDataSet batch = images.minibatch(step);
                arithmetic.start();
                statistics.add(Buffers.bytes(batch.getFeatures(0)), recipe.batch());
                arithmetic.stop();
            }
            BatchNormStatistics.write(NetworkGraph.layout(graph), parameters, List.of(statistics.sums()), batches);
        }
    }

    @Override
    public double score(TrainingStart model, Configuration hadoop) throws IOException {
        HeldOut heldOut = new TuningImages(recipe, recipe.config().netadapt().seed(), hadoop).heldOut();
        return heldOut.accuracy(recipe.engine(model.network()), Buffers.direct(model.parameters()));
    }

    /** Adds up the time between starts and stops. */
    private static final class Stopwatch {
        private long nanos;
        private long since;

        void start() {
            since = System.nanoTime();
        }

        void stop() {
            nanos += System.nanoTime() - since;
        }

        double seconds() {
            return nanos / 1e9;
        }
    }
}
