package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.jobs.train.BatchNormStatistics;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.pruning.Pruning;
import org.bitadapt.netadapt.pruning.Surgery;
import org.bitadapt.quant.layer.Buffers;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Prunes one group of a network, tunes the rest for a short time and scores it before and after, within one task and on
 * one thread.
 *
 * <p>Depends on the network, the group and the seed alone.
 *
 * @param recipe how
 */
record ShortTermTuning(TuningRecipe recipe) implements Tuning, Serializable {

    private static final int CALIBRATION_BATCHES = 10;

    @Override
    public Tuned tune(TrainingStart model, ProposalTask task, Configuration hadoop) throws IOException {
        Stopwatch arithmetic = new Stopwatch();
        arithmetic.start();
        ChannelGroups groups = ChannelGroups.of(model.network());
        Surgery surgery = new Pruning(
                        model.network(),
                        model.parameters(),
                        recipe.config().netadapt().filters(),
                        recipe.config().netadapt().seed())
                .cut(groups.named(task.group()), task.channels());
        float[] velocities = model.velocities().length == 0 ? new float[0] : surgery.velocities(model.velocities());
        TrainingStart pruned = new TrainingStart(surgery.network(), surgery.parameters(model.parameters()), velocities);
        arithmetic.stop();
        return tune(pruned, task.seed(), hadoop, arithmetic);
    }

    private Tuned tune(TrainingStart pruned, long seed, Configuration hadoop, Stopwatch arithmetic) throws IOException {
        TuningImages images = new TuningImages(recipe, seed, hadoop);
        HeldOut heldOut = images.heldOut();
        EngineKey key = recipe.engine(pruned.network());
        arithmetic.start();
        double before = heldOut.accuracy(key, Buffers.direct(pruned.parameters()));
        ComputationGraph graph = recipe.graph(pruned.network(), seed);
        NetworkGraph.restore(graph, pruned.parameters(), pruned.velocities());
        arithmetic.stop();
        for (int step = 0; step < recipe.steps(); step++) {
            Tuning.stopIfCancelled();
            MultiDataSet batch = images.minibatch(step);
            arithmetic.start();
            graph.fit(batch);
            arithmetic.stop();
        }
        calibrate(graph, images, arithmetic);
        arithmetic.start();
        FloatBuffer parameters = NetworkGraph.parameters(graph);
        double after = heldOut.accuracy(key, parameters);
        arithmetic.stop();
        float[] tuned = new float[parameters.capacity()];
        parameters.get(0, tuned);
        return new Tuned(
                new TrainingStart(pruned.network(), tuned, NetworkGraph.velocities(graph)),
                before,
                after,
                arithmetic.seconds());
    }

    private void calibrate(ComputationGraph graph, TuningImages images, Stopwatch arithmetic) throws IOException {
        EngineKey key = NetworkGraph.configuration(graph).engineKey();
        FloatBuffer parameters = NetworkGraph.parameters(graph);
        int batches = Math.min(CALIBRATION_BATCHES, recipe.steps());
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
