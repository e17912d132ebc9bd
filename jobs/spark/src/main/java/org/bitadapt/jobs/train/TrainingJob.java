package org.bitadapt.jobs.train;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.command.FlatTable;
import org.bitadapt.jobs.command.Progress;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.TrainConfig;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.run.Checkpoint;
import org.bitadapt.jobs.run.EpochMetrics;
import org.bitadapt.jobs.run.MetricsTable;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.jobs.score.Tally;
import org.bitadapt.jobs.spark.DataFrames;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.spark.JobFigure;
import org.bitadapt.jobs.spark.JobFigures;
import org.bitadapt.jobs.spark.RunAttempt;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains a network on a data set into a run: epochs of averaging rounds, each followed by validation and a checkpoint.
 *
 * <p>A killed job leaves the last checkpoint; started again, it goes on from there and ends with the metrics of an
 * unbroken run, because an epoch depends on nothing but the checkpoint before it and its own number.
 */
public final class TrainingJob {

    private static final int KEPT_CHECKPOINTS = 2;

    private final SparkSession session;
    private final JavaSparkContext spark;
    private final Configuration hadoop;
    private final Console console;
    private final TrainingPlan plan;
    private final TrainingScores scores;
    private final Settings settings;

    /**
     * @param settings all settings of the training, as the run keeps them
     * @throws org.bitadapt.jobs.command.BadInputException if the settings do not suit the data set
     */
    public TrainingJob(SparkSession session, Console console, Dataset dataset, Settings settings) {
        this(session, console, TrainingPlan.of(dataset, TrainingJobConfig.of(settings)), settings);
    }

    /**
     * A job that goes on from a network, whatever network the settings name; the file that they name need not be there.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if the settings do not suit the data set
     */
    public static TrainingJob goingOn(
            SparkSession session, Console console, Dataset dataset, Settings settings, TrainingStart start) {
        return new TrainingJob(
                session, console, TrainingPlan.of(dataset, TrainingJobConfig.of(settings), start), settings);
    }

    private TrainingJob(SparkSession session, Console console, TrainingPlan plan, Settings settings) {
        this.session = session;
        this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.hadoop = spark.hadoopConfiguration();
        this.console = console;
        this.settings = settings;
        this.plan = plan;
        this.scores = new TrainingScores(spark, plan);
    }

    /** This job with a network and parameters to go on from, whatever network the settings name. */
    public TrainingJob startingFrom(TrainingStart start) {
        return new TrainingJob(session, console, plan.startingFrom(start), settings);
    }

    /** The checksum of the data set that a run notes. */
    public String dataChecksum() {
        return plan.dataset().checksum();
    }

    /**
     * Trains, or goes on training.
     *
     * @throws org.bitadapt.jobs.command.BadInputException if the run belongs to another job, or {@code train.from} has
     *     no weights for the network
     */
    public TrainOutcome run(RunFolder folder) throws IOException {
        plan.note().ifPresent(console::say);
        if (plan.pretrained().isPresent() && folder.latestCheckpoint().isEmpty()) {
            Pretrained pretrained = Pretrained.open(plan.pretrained().get(), hadoop);
            return startingFrom(pretrained.startOf(plan.newGraph(), plan.dataset(), console))
                    .run(folder);
        }
        RunInfo info = RunInfo.starting("train", plan.config().train().seed(), RunData.of(plan.dataset()));
        return RunAttempt.at(folder, info, settings, spark.sc(), this::train);
    }

    /**
     * Trains, or goes on training, within a run that the caller has started and marks.
     *
     * @param run the run, whose last checkpoint the training goes on from, if there is one
     */
    public TrainOutcome train(RunWriter run) throws IOException {
        Optional<Checkpoint> last = run.folder().latestCheckpoint();
        ComputationGraph graph = last.isPresent() ? SavedGraph.read(last.get().folder(), hadoop) : plan.newGraph();
        int first = last.map(checkpoint -> checkpoint.epoch() + 1).orElse(0);
        run.truncateMetrics(first - 1);
        if (last.isPresent()) {
            // A kill right after this checkpoint may have left it unmarked.
            markIfBest(run, last.get().epoch());
        }
        announce(run, first);
        double roundSeconds = 0;
        double fitSeconds = 0;
        double teacherSeconds = 0;
        try (SparkEpochs epochs = epochs(graph)) {
            for (int epoch = first; epoch < plan.config().train().epochs() && !stopsEarly(run); epoch++) {
                Trained trained = epoch(epochs, graph, epoch);
                fitSeconds += trained.tally().fitSeconds();
                teacherSeconds += trained.tally().teacherSeconds();
                roundSeconds += trained.seconds();
                save(run, graph, trained.metrics());
            }
        }
        try (JobDescription ignored = JobDescription.of(spark, "Write the metrics as a table")) {
            FlatTable metrics = MetricsTable.of(run.folder().metrics());
            run.writeFolder(
                    RunFolder.METRICS_TABLE, target -> DataFrames.writeParquet(session, metrics, target.toString()));
        }
        double available = roundSeconds * plan.config().train().workers();
        Double teacherShare = plan.config().train().teacher().isEmpty() ? null : share(teacherSeconds, available);
        return finish(run, share(fitSeconds, available), teacherShare);
    }

    private static double share(double seconds, double available) {
        return available == 0 ? 0 : seconds / available;
    }

    private void announce(RunWriter run, int first) {
        TrainConfig train = plan.config().train();
        console.say(String.format(
                Locale.ROOT,
                "%s %s on %s: %,d images an epoch, %s x %d images, averaged every %d steps",
                first == 0 ? "Training" : "Resuming at epoch " + (first + 1) + ":",
                plan.network().name(),
                plan.dataset().manifest().name(),
                plan.imagesPerEpoch(),
                train.workers() == 1 ? "one worker" : train.workers() + " workers",
                plan.config().data().batch(),
                train.averagingPeriod()));
        console.say("Run: " + run.folder());
        DataSize.warn(plan.config(), plan.order().records(), plan.order().batchesPerWorker(), console);
    }

    private SparkEpochs epochs(ComputationGraph graph) throws IOException {
        MinibatchLoader loader =
                new MinibatchLoader(plan.dataset(), plan.order(), plan.augmentation(), HadoopBroadcast.of(spark));
        return new SparkEpochs(
                spark,
                graph,
                loader,
                plan.rounds(),
                TeacherBroadcast.open(plan.config().train(), plan.dataset(), plan.engineOptions(), spark));
    }

    /**
     * An epoch that is done.
     *
     * @param tally the tally of what the workers saw
     * @param seconds the seconds of the epoch's rounds
     */
    private record Trained(TrainingTally tally, double seconds, EpochMetrics metrics) {}

    private Trained epoch(SparkEpochs epochs, ComputationGraph graph, int epoch) {
        long started = System.nanoTime();
        SignFlips flips = new SignFlips(NetworkGraph.layout(graph), NetworkGraph.parameters(graph));
        String label = "Epoch " + (epoch + 1) + "/" + plan.config().train().epochs();
        try (Progress progress = console.progress(label, plan.order().batchesPerWorker())) {
            JobFigures.set(JobFigure.EPOCH, epoch + 1);
            TrainingTally tally = epochs.train(epoch, (done, soFar) -> {
                long nanos = System.nanoTime() - started;
                progress.at(done, figures(soFar) + "  " + speed(soFar, nanos) + left(epoch, done, nanos));
                soFar.show(nanos / 1e9);
            });
            double trained = (System.nanoTime() - started) / 1e9;
            epochs.calibrate(epoch);
            Optional<Tally> validation = scores.validation(graph);
            validation.ifPresent(result -> JobFigures.set(JobFigure.VALIDATION_ACCURACY, result.accuracy()));
            Map<String, Double> byWidth = scores.validationByWidth(graph, validation);
            double seconds = (System.nanoTime() - started) / 1e9;
            progress.at(
                    plan.order().batchesPerWorker(),
                    figures(tally)
                            + validation
                                    .map(result ->
                                            String.format(Locale.ROOT, "  validation %.2f %%", 100 * result.accuracy()))
                                    .orElse(""));
            EpochMetrics metrics = new EpochMetrics(
                    epoch,
                    tally.firstRate(),
                    tally.lastRate(),
                    tally.meanLoss(),
                    tally.accuracy(),
                    validation.map(Tally::meanLoss).orElse(Double.NaN),
                    validation.map(Tally::accuracy).orElse(Double.NaN),
                    tally.images() / trained,
                    seconds,
                    flips.shares(NetworkGraph.parameters(graph)),
                    byWidth);
            return new Trained(tally, trained, metrics);
        }
    }

    private static String speed(TrainingTally tally, long nanos) {
        return String.format(Locale.ROOT, "%,.0f images/s", tally.images() / (nanos / 1e9));
    }

    /**
     * The time that the whole training takes from here, if all epochs are like the current epoch; empty in the last
     * epoch.
     */
    private String left(int epoch, int done, long nanos) {
        int later = plan.config().train().epochs() - epoch - 1;
        double epochsLeft = later + 1 - (double) done / plan.order().batchesPerWorker();
        double epochNanos = (double) nanos * plan.order().batchesPerWorker() / done;
        return later == 0 ? "" : "  training " + Progress.time((long) (epochsLeft * epochNanos)) + " left";
    }

    private static String figures(TrainingTally tally) {
        return String.format(Locale.ROOT, "loss %.3f  accuracy %.2f %%", tally.meanLoss(), 100 * tally.accuracy());
    }

    /** Saves the metrics before the checkpoint: a resumed job drops metrics of epochs that have no checkpoint. */
    private void save(RunWriter run, ComputationGraph graph, EpochMetrics metrics) throws IOException {
        run.append(metrics);
        run.writeCheckpoint(metrics.epoch(), folder -> SavedGraph.write(graph, folder, hadoop));
        markIfBest(run, metrics.epoch());
        run.keepCheckpoints(KEPT_CHECKPOINTS);
    }

    private static void markIfBest(RunWriter run, int epoch) throws IOException {
        EpochMetrics best = new EpochHistory(run.folder().metrics()).best();
        if (best.epoch() == epoch) {
            run.markBest(epoch, best.validationAccuracy());
        }
    }

    private boolean stopsEarly(RunWriter run) throws IOException {
        int patience = plan.config().train().earlyStopping().patience();
        List<EpochMetrics> metrics = run.folder().metrics();
        boolean stops = patience > 0 && !metrics.isEmpty() && new EpochHistory(metrics).epochsSinceBest() >= patience;
        if (stops) {
            console.say("Stopped early: no better validation accuracy in " + patience + " epochs");
        }
        return stops;
    }

    private TrainOutcome finish(RunWriter run, double arithmeticShare, Double teacherShare) throws IOException {
        EpochHistory history = new EpochHistory(run.folder().metrics());
        EpochMetrics best = history.best();
        Checkpoint kept = run.folder().bestCheckpoint().orElseThrow();
        Delivery delivery = new Delivery(scores, run, SavedGraph.read(kept.folder(), hadoop));
        Double test = delivery.test();
        Optional<TrainedModel.Packed> packed = delivery.pack();
        return new TrainOutcome(
                run.folder().toString(),
                plan.network().name(),
                history.epochs().size(),
                best.epoch() + 1,
                history.last().trainLoss(),
                history.last().trainAccuracy(),
                Double.isNaN(best.validationAccuracy()) ? null : best.validationAccuracy(),
                test,
                history.medianImagesPerSecond(),
                arithmeticShare,
                teacherShare,
                history.seconds(),
                packed.map(TrainedModel.Packed::location).orElse(null),
                packed.isPresent() ? delivery.testByWidth(packed.get()) : null);
    }
}
