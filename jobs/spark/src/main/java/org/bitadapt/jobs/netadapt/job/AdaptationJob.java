package org.bitadapt.jobs.netadapt.job;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.AdaptationJobConfig;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.model.SavedGraph;
import org.bitadapt.jobs.model.Scorers;
import org.bitadapt.jobs.netadapt.history.IterationCost;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.history.SearchResult;
import org.bitadapt.jobs.netadapt.history.SearchStart;
import org.bitadapt.jobs.netadapt.latency.NetworkMeasurer;
import org.bitadapt.jobs.netadapt.latency.WholeLatency;
import org.bitadapt.jobs.netadapt.proposal.SparkEvaluator;
import org.bitadapt.jobs.netadapt.proposal.StoredModel;
import org.bitadapt.jobs.netadapt.tuning.ShortTermTuning;
import org.bitadapt.jobs.netadapt.tuning.Tuning;
import org.bitadapt.jobs.netadapt.tuning.TuningRecipe;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.jobs.score.SplitScoring;
import org.bitadapt.jobs.score.Tally;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.spark.RunAttempt;
import org.bitadapt.jobs.train.TeacherBroadcast;
import org.bitadapt.jobs.train.TrainOutcome;
import org.bitadapt.jobs.train.TrainingJob;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.search.Budgets;
import org.bitadapt.netadapt.search.Proposals;
import org.bitadapt.netadapt.search.Search;
import org.bitadapt.netadapt.search.SearchState;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Shrinks a trained network to a budget: the search, the long tuning of the network that it found, and one look at the
 * test split.
 *
 * <p>A job that is killed anywhere and started again ends with the same network: finished proposals are on disk, and
 * everything else depends on settings, data and the network alone.
 */
public final class AdaptationJob {

    private final SparkSession session;
    private final JavaSparkContext spark;
    private final Configuration hadoop;
    private final Console console;
    private final Dataset dataset;
    private final BaseModel model;
    private final Settings settings;
    private final AdaptationJobConfig config;
    private final TrainingJob training;

    /**
     * @param settings all settings of the search; the network's come from the model instead
     * @throws BadInputException if the settings do not suit the data set, or the data set does not suit the model
     */
    public AdaptationJob(SparkSession session, Console console, Dataset dataset, BaseModel model, Settings settings)
            throws IOException {
        this.session = session;
        this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.hadoop = spark.hadoopConfiguration();
        this.console = console;
        this.dataset = model.reading(dataset);
        this.model = model;
        this.settings = model.inheritedBy(settings);
        this.config = AdaptationJobConfig.of(this.settings);
        if (dataset.shards(Split.VALIDATION).isEmpty()) {
            throw new BadInputException(
                    "The data set " + dataset + " has no validation images to choose proposals by",
                    "Preprocess it with a validation split.");
        }
        SearchRequirements.check(config.netadapt(), model.key().network());
        SearchSetup.computed(config.netadapt())
                .ifPresent(resource -> SearchSetup.requireBudget(
                        config.netadapt(), resource, model.key().network()));
        Settings longTerm = this.settings
                .set("train.epochs=" + config.netadapt().longTerm().epochs())
                .set("train.learning-rate=" + config.netadapt().longTerm().learningRate());
        this.training = TrainingJob.goingOn(session, console, this.dataset, longTerm, model.start());
    }

    /**
     * Does the whole job, or goes on with it.
     *
     * @throws BadInputException if the run belongs to another job or was started from another model
     */
    public NetAdaptOutcome run(RunFolder folder) throws IOException {
        RunInfo info = RunInfo.starting("netadapt", config.netadapt().seed(), RunData.of(dataset));
        return RunAttempt.at(folder, info, settings, spark.sc(), this::adapt);
    }

    private NetAdaptOutcome adapt(RunWriter run) throws IOException {
        console.say((run.isResumed() ? "Resuming the run: " : "Run: ") + run.folder());
        NetAdaptConfig netadapt = config.netadapt();
        SearchRecords records = new SearchRecords(run, hadoop);
        WholeLatency latency = new WholeLatency(
                session.sparkContext(), console, netadapt.latency(), model.key().pixels());
        SearchSetup setup = new SearchSetup(spark, console, netadapt, records, latency);
        long clock = System.nanoTime();
        NetworkMeasurer measurer = new NetworkMeasurer(
                latency,
                setup.resource(model),
                SearchSetup.limited(netadapt),
                netadapt,
                dataset.manifest().classes());
        double tableSeconds = (System.nanoTime() - clock) / 1e9;
        Search.Result<StoredModel> found;
        try (TeacherBroadcast teacher = teacher()) {
            found = search(records, setup, measurer, new ShortTermTuning(recipe(teacher)));
        }
        console.say("The search is over: " + words(found.end()) + ".");
        return finish(run, new Found(records, measurer, found, tableSeconds));
    }

    private Search.Result<StoredModel> search(
            SearchRecords records, SearchSetup setup, NetworkMeasurer measurer, Tuning tuning) throws IOException {
        NetAdaptConfig netadapt = config.netadapt();
        SearchStart start = setup.start(model, measurer, tuning);
        SearchState<StoredModel> state = setup.state(start, model);
        Budgets budgets = SearchSetup.budgets(netadapt, measurer.resource(), state.start());
        setup.announce(start, budgets);
        SparkEvaluator evaluator = new SparkEvaluator(spark, tuning, records.folder(), netadapt.seed());
        SearchReporter reporter = new SearchReporter(console, records, measurer, budgets, evaluator::spent);
        return new Search<>(
                        new Proposals(measurer.resource(), netadapt.rules()),
                        budgets,
                        netadapt.selection(),
                        evaluator,
                        reporter,
                        state)
                .run();
    }

    /** The teacher of the tunings; null without a teacher. */
    private TeacherBroadcast teacher() throws IOException {
        EngineOptions options = EngineOptions.automatic(1, config.data().batch());
        return TeacherBroadcast.open(config.train(), dataset, options, spark).orElse(null);
    }

    private TuningRecipe recipe(TeacherBroadcast teacher) {
        return new TuningRecipe(
                dataset, model.key().pixels(), model.key().settlement().grown(), config, teacher);
    }

    private static String words(Search.End end) {
        return switch (end) {
            case BUDGET_MET -> "the network is within the budget";
            case ITERATIONS_USED_UP -> "all iterations of the schedule are used up";
            case NOTHING_FEASIBLE -> "no group can shrink enough for the next step";
        };
    }

    /** The network that the search found, and what the search worked with. */
    private record Found(
            SearchRecords records, NetworkMeasurer measurer, Search.Result<StoredModel> result, double tableSeconds) {

        StoredModel model() {
            return result.state().current().model();
        }
    }

    private NetAdaptOutcome finish(RunWriter run, Found found) throws IOException {
        TrainingStart winner = found.records().model(found.model());
        console.say("Tuning what was found.");
        TrainOutcome tuning = training.startingFrom(winner).train(run);
        ComputationGraph graph =
                SavedGraph.read(run.folder().bestCheckpoint().orElseThrow().folder(), hadoop);
        TrainingStart tuned =
                new TrainingStart(winner.network(), graph.params().toFloatVector(), NetworkGraph.velocities(graph));
        NetworkFigures figures = found.measurer().measure(tuned).figures();
        SearchResult result = new SearchResult(
                words(found.result().end()),
                figures,
                tuning.validationAccuracy(),
                tuning.testAccuracy() == null ? null : Double.valueOf(testAccuracyBefore()),
                tuning.testAccuracy(),
                tuning.seconds(),
                found.tableSeconds());
        found.records().write(SearchHistory.RESULT, result);
        found.records().writeParquet(session);
        return summary(run.folder(), found.records().history(), tuning);
    }

    private double testAccuracyBefore() {
        try (JobDescription ignored = JobDescription.of(spark, "Score the network of the start on the test split");
                Scorers scorers = model.trained().scorers(spark)) {
            return Tally.of(
                            SplitScoring.score(spark, dataset, Split.TEST, Integer.MAX_VALUE, scorers.source()),
                            dataset.manifest().classes().size())
                    .accuracy();
        }
    }

    private static NetAdaptOutcome summary(RunFolder run, SearchHistory history, TrainOutcome tuning) {
        SearchStart start = history.start();
        NetworkFigures before = start.entry().winner();
        SearchResult result = history.result().orElseThrow();
        NetworkFigures after = result.tuned();
        IterationCost cost = history.cost();
        int last = history.entries().size() - 1;
        return new NetAdaptOutcome(
                run.toString(),
                start.network(),
                start.resource().toLowerCase(Locale.ROOT),
                start.unit(),
                history.iterations().size(),
                result.end(),
                before.resource(),
                after.resource(),
                before.latencyMicros(),
                after.latencyMicros(),
                after.latencyMicros() / before.latencyMicros(),
                after.accelerator().hardware(),
                before.energyMicrojoules(),
                after.energyMicrojoules(),
                before.accelerator().micros(),
                after.accelerator().micros(),
                start.entry().accuracy(),
                history.entries().get(last).accuracy(),
                result.testAccuracyBefore(),
                result.testAccuracy(),
                result.accuracyKept(),
                after.channels(),
                after.planes().isEmpty() ? null : after.planes(),
                after.limits().isEmpty() ? null : after.limits(),
                cost.arithmeticShare(),
                tuning.model(),
                after.bytes(),
                result.tableSeconds() + cost.seconds() + result.tuningSeconds());
    }
}
