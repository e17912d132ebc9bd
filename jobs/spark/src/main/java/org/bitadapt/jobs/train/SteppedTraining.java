package org.bitadapt.jobs.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.ClassWeighting;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The first steps of a training, by one worker in rounds of one minibatch each, so that the loss of every step can be
 * seen. Plan, Spark jobs, loading and averaging are those of {@link TrainingJob}.
 */
public final class SteppedTraining {

    private final JavaSparkContext spark;
    private final TrainingPlan plan;
    private final int epochLength;
    private final MinibatchLoader loader;
    private final ComputationGraph graph;

    private SteppedTraining(JavaSparkContext spark, TrainingPlan plan, int epochLength) {
        this.spark = spark;
        this.plan = plan;
        this.epochLength = epochLength;
        this.loader = new MinibatchLoader(plan.dataset(), plan.order(), plan.augmentation(), HadoopBroadcast.of(spark));
        this.graph = plan.newGraph();
    }

    /**
     * Plans the training; nothing is trained yet.
     *
     * @param settings the settings of a training that starts from random weights and learns from labels alone, all
     *     classes counting the same; its numbers of workers and of steps between averagings are taken as 1
     * @param epochLength the number of minibatches of an epoch, on which the schedule depends
     * @throws BadInputException if the settings are not of this kind, or do not suit the data set
     */
    public static SteppedTraining of(JavaSparkContext spark, Dataset dataset, Settings settings, int epochLength) {
        TrainingJobConfig config =
                TrainingJobConfig.of(settings.set("train.workers=1").set("train.averaging-period=1"));
        requirePlain(config.train());
        return new SteppedTraining(spark, TrainingPlan.of(dataset, config).withEpochsOf(epochLength), epochLength);
    }

    private static void requirePlain(TrainConfig train) {
        require(train.from().isEmpty(), "train.from", train.from(), "empty");
        require(train.teacher().isEmpty(), "train.teacher", train.teacher(), "empty");
        boolean unweighted = train.classWeights() == ClassWeighting.NONE;
        require(unweighted, "train.class-weights", train.classWeights(), "none");
    }

    private static void require(boolean met, String key, Object value, String rule) {
        if (!met) {
            throw new BadInputException("Invalid " + key + ": " + value + " (must be " + rule + ")", "");
        }
    }

    /** The settings that the training obeys. */
    public TrainingJobConfig config() {
        return plan.config();
    }

    /** The network with its precisions, and how pixels are read. */
    public EngineKey engine() {
        return NetworkGraph.configuration(graph).engineKey();
    }

    /** The layout that says where each parameter lies. */
    public ParameterLayout layout() {
        return NetworkGraph.layout(graph);
    }

    /** A copy of the parameters as they are. */
    public float[] parameters() {
        return graph.params().toFloatVector();
    }

    /** The number of steps of all epochs. */
    public int steps() {
        return Math.multiplyExact(plan.config().train().epochs(), epochLength);
    }

    /**
     * The minibatch of a step as its worker loads it: augmented pixels, unsigned 8 bit, {@code [image][y][x][channel]}, and
     * one-hot labels.
     *
     * @param step the number of the step, 0 to {@code steps() - 1}
     */
    public MultiDataSet minibatch(int step) throws IOException {
        return loader.load(step / epochLength, 0, step % epochLength);
    }

    /**
     * Trains.
     *
     * @param progress is told the number of steps that are done
     * @return the mean cross-entropy of each step's minibatch before the step, in nats
     * @throws DivergedException if losses or parameters are no longer finite
     */
    public List<Double> train(IntConsumer progress) {
        Rounds rounds = Rounds.of(epochLength, 1);
        int images = plan.order().batchSize();
        List<Double> losses = new ArrayList<>();
        try (SparkEpochs epochs = new SparkEpochs(spark, graph, loader, rounds, Optional.empty())) {
            for (int epoch = 0; epoch < plan.config().train().epochs(); epoch++) {
                // The sum of the epoch's earlier rounds is subtracted from the tally of the epoch so far.
                double[] before = {0};
                epochs.train(epoch, (done, tally) -> {
                    losses.add((tally.crossEntropy() - before[0]) / images);
                    before[0] = tally.crossEntropy();
                    progress.accept(losses.size());
                });
            }
        }
        return losses;
    }
}
