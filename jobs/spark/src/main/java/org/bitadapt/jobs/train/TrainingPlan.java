package org.bitadapt.jobs.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.HysteresisConfig;
import org.bitadapt.jobs.config.NetworkConfig;
import org.bitadapt.jobs.config.PrecisionChange;
import org.bitadapt.jobs.config.ScheduleConfig;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Augmentation;
import org.bitadapt.jobs.dataset.BatchOrder;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetManifest;
import org.bitadapt.jobs.dataset.ShardCache;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.hysteresis.LatentScale;
import org.bitadapt.quant.engine.hysteresis.Settlement;
import org.bitadapt.quant.layer.EngineKey;
import org.bitadapt.quant.layer.LearningRateSchedule;
import org.bitadapt.quant.layer.LearningRateSchedule.Curve;
import org.bitadapt.quant.layer.NetworkGraph;
import org.bitadapt.quant.layer.SgdMomentum;
import org.bitadapt.quant.pack.ModelPacker;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The plan of a training, resolved from settings and a data set: the network, the order of the minibatches, the rounds
 * of an epoch and the learning rate by step.
 */
final class TrainingPlan {

    private final Dataset dataset;
    private final TrainingJobConfig config;
    private final EngineKey engine;
    private final BatchOrder order;
    private final int epochLength;
    private final Rounds rounds;
    private final Optional<TrainingStart> start;
    private final Optional<String> note;

    private TrainingPlan(
            Dataset dataset,
            TrainingJobConfig config,
            NetworkSpec network,
            Optional<TrainingStart> start,
            OptionalInt shortEpoch,
            Optional<String> note) {
        this.note = note;
        this.dataset = dataset;
        this.start = start;
        this.config = config;
        TrainConfig train = config.train();
        this.order = BatchOrder.of(
                dataset,
                Split.TRAIN,
                train.seed(),
                train.workers(),
                config.data().batch(),
                ShardCache.TRAINING_BYTES);
        this.epochLength = shortEpoch.orElse(order.batchesPerWorker());
        this.rounds = Rounds.of(epochLength, train.averagingPeriod());
        this.engine = new EngineKey(
                network,
                dataset.pixels(),
                settlement(train, Math.multiplyExact(train.epochs(), epochLength)),
                EngineOptions.automatic(
                        config.resources().threads(), config.data().batch()));
    }

    /**
     * Resolves settings.
     *
     * @throws BadInputException if the network does not suit the data set or cannot be packed, or the data set is too small
     *     for the workers
     */
    static TrainingPlan of(Dataset dataset, TrainingJobConfig config) {
        try {
            NetworkSpec file = named(dataset.manifest(), config.network());
            NetworkSpec network = config.network().applyTo(file);
            if (packs(network)) {
                ModelPacker.requirePackable(network);
            }
            Optional<String> note = PrecisionChange.of(file, network, "network.precision=own");
            return new TrainingPlan(dataset, config, network, Optional.empty(), OptionalInt.empty(), note);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    e.getMessage(), "Change network.name, data.batch or train.workers, or take another data set.");
        }
    }

    /**
     * Resolves settings for a network that is given, whatever network they name.
     *
     * @throws BadInputException if the data set is too small for the workers
     */
    static TrainingPlan of(Dataset dataset, TrainingJobConfig config, TrainingStart start) {
        try {
            return new TrainingPlan(
                    dataset, config, start.network(), Optional.of(start), OptionalInt.empty(), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    e.getMessage(), "Change data.batch or train.workers, or take another data set.");
        }
    }

    /** This plan for another network, from given parameters on. */
    TrainingPlan startingFrom(TrainingStart other) {
        return new TrainingPlan(
                dataset, config, other.network(), Optional.of(other), OptionalInt.of(epochLength), Optional.empty());
    }

    /**
     * This plan with epochs that end early.
     *
     * @param length the number of each worker's minibatches in an epoch
     * @throws BadInputException if the training split has fewer minibatches
     */
    TrainingPlan withEpochsOf(int length) {
        if (length > order.batchesPerWorker()) {
            throw new BadInputException(
                    "Invalid epoch: " + length + " minibatches (must be at most " + order.batchesPerWorker()
                            + ", those of the training split)",
                    "Take fewer steps, or a smaller data.batch.");
        }
        return new TrainingPlan(dataset, config, network(), start, OptionalInt.of(length), note);
    }

    /** The run whose weights are still to be put in place of fresh ones. */
    Optional<String> pretrained() {
        return Optional.of(config.train().from()).filter(from -> start.isEmpty() && !from.isEmpty());
    }

    /** A line for people where the network's file has other precisions than the settings. */
    Optional<String> note() {
        return note;
    }

    /** Whether a trained network becomes a packed model: a network with a float32 layer has no integer form. */
    static boolean packs(NetworkSpec network) {
        return network.weighted().stream()
                .noneMatch(node -> ((LayerSpec.Weighted) node.layer()).weights() == WeightPrecision.FLOAT32);
    }

    private static NetworkSpec named(DatasetManifest data, NetworkConfig network) {
        return Networks.named(network.name(), data.classes().size(), data.image());
    }

    private static Settlement settlement(TrainConfig train, int steps) {
        int growthSteps = switch (train.hysteresis().growth()) {
            case NONE -> 0;
            case LINEAR -> steps;
        };
        LatentScale latents = switch (train.latents()) {
            case FREE -> LatentScale.FREE;
            case FIXED -> LatentScale.FIXED;
        };
        return new Settlement(hysteresis(train.hysteresis()), growthSteps, latents);
    }

    private static Hysteresis hysteresis(HysteresisConfig config) {
        return new Hysteresis(
                (float) config.threshold(),
                switch (config.scale()) {
                    case RELATIVE -> Hysteresis.Scale.RELATIVE;
                    case ABSOLUTE -> Hysteresis.Scale.ABSOLUTE;
                });
    }

    Dataset dataset() {
        return dataset;
    }

    TrainingJobConfig config() {
        return config;
    }

    NetworkSpec network() {
        return engine.network();
    }

    /** The options of workers' engines. */
    EngineOptions engineOptions() {
        return engine.options();
    }

    BatchOrder order() {
        return order;
    }

    Rounds rounds() {
        return rounds;
    }

    /**
     * The number of training images of one epoch; the few images that do not fill a minibatch for every worker sit the
     * epoch out.
     */
    long imagesPerEpoch() {
        return (long) epochLength * order.workers() * order.batchSize();
    }

    Augmentation augmentation() {
        return config.data()
                .augmentation()
                .drawnBy(engine.pixels().zeroPoints(), config.train().seed());
    }

    /** Makes a graph with fresh weights, or with the weights that were given. */
    ComputationGraph newGraph() {
        TrainConfig train = config.train();
        ComputationGraph graph = NetworkGraph.create(
                engine,
                new SgdMomentum(train.momentum(), schedule()),
                TrainingObjective.of(train, dataset.manifest()),
                train.seed());
        start.ifPresent(given -> NetworkGraph.restore(graph, given.parameters(), given.velocities()));
        return graph;
    }

    /** The schedule of the learning rate by the step of each worker. */
    LearningRateSchedule schedule() {
        TrainConfig train = config.train();
        ScheduleConfig schedule = train.schedule();
        List<Integer> milestones = schedule.milestones().stream()
                .map(epoch -> Math.multiplyExact(epoch, epochLength))
                .toList();
        return new LearningRateSchedule(
                curve(schedule.type()),
                train.learningRate(),
                Math.multiplyExact(schedule.warmUpEpochs(), epochLength),
                Math.multiplyExact(train.epochs(), epochLength),
                milestones,
                schedule.factor());
    }

    private static Curve curve(ScheduleConfig.Type type) {
        return switch (type) {
            case COSINE -> Curve.COSINE;
            case STEP -> Curve.STEP;
            case CONSTANT -> Curve.CONSTANT;
        };
    }
}
