package org.bitadapt.jobs.netadapt.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.NetAdaptConfig;
import org.bitadapt.jobs.netadapt.history.IterationCost;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.history.SearchLimit;
import org.bitadapt.jobs.netadapt.history.SearchStart;
import org.bitadapt.jobs.netadapt.latency.LatencyTables;
import org.bitadapt.jobs.netadapt.latency.NetworkMeasurer;
import org.bitadapt.jobs.netadapt.latency.WholeLatency;
import org.bitadapt.jobs.netadapt.proposal.SearchFolder;
import org.bitadapt.jobs.netadapt.proposal.StoredModel;
import org.bitadapt.jobs.netadapt.tuning.Tuning;
import org.bitadapt.jobs.spark.HadoopBroadcast;
import org.bitadapt.jobs.spark.JobDescription;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.energy.NetworkEnergy;
import org.bitadapt.netadapt.latency.LatencyTable;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.EnergyDelay;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Memory;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.resource.Weights;
import org.bitadapt.netadapt.search.Budget;
import org.bitadapt.netadapt.search.Budgets;
import org.bitadapt.netadapt.search.Candidate;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.SearchState;
import org.bitadapt.runtime.latency.LatencyComparison;
import org.bitadapt.runtime.latency.LatencyHeader;
import org.bitadapt.runtime.latency.Measurement;

/** Prepares what a search needs before its first iteration; it is measured once, and read again by a resumed job. */
final class SearchSetup {

    private final JavaSparkContext spark;
    private final Configuration hadoop;
    private final Console console;
    private final NetAdaptConfig config;
    private final SearchRecords records;
    private final WholeLatency latency;

    SearchSetup(
            JavaSparkContext spark,
            Console console,
            NetAdaptConfig config,
            SearchRecords records,
            WholeLatency latency) {
        this.spark = spark;
        this.hadoop = spark.hadoopConfiguration();
        this.console = console;
        this.config = config;
        this.records = records;
        this.latency = latency;
    }

    /** The resource that is saved. */
    Resource resource(BaseModel model) throws IOException {
        Optional<Resource> computed = computed(config);
        return computed.isPresent() ? computed.get() : latencies(model);
    }

    /** The resource that is saved; empty if it must be measured. */
    static Optional<Resource> computed(NetAdaptConfig config) {
        return computed(config.resource(), config.hardware());
    }

    private static Optional<Resource> computed(ResourceKind kind, String hardware) {
        return switch (kind) {
            case LATENCY -> Optional.empty();
            case ENERGY -> Optional.of(new Energy(Hardware.named(hardware)));
            case EDP -> Optional.of(new EnergyDelay(Hardware.named(hardware)));
            case MEMORY -> Optional.of(new Memory());
            case MACS -> Optional.of(new Macs());
            case WEIGHTS -> Optional.of(new Weights());
        };
    }

    /** The further resources that have a budget. */
    static List<Resource> limited(NetAdaptConfig config) {
        return config.limits().budgets().keySet().stream()
                .map(kind -> computed(kind, config.hardware()).orElseThrow())
                .toList();
    }

    /**
     * The resources that are saved, the searched one first.
     *
     * @param searched the searched resource
     * @param start the candidate from which the search starts
     */
    static Budgets budgets(NetAdaptConfig config, Resource searched, Candidate<?> start) {
        List<Budget> all = new ArrayList<>();
        all.add(new Budget(searched, config.reduction().schedule()));
        Map<ResourceKind, Double> shares = config.limits().budgets();
        for (Resource resource : limited(config)) {
            all.add(new Budget(resource, config.reduction().schedule(shares.get(resource.kind()))));
        }
        return new Budgets(all, start);
    }

    private Map<String, SearchLimit> limits(NetworkFigures start) {
        Map<ResourceKind, Double> shares = config.limits().budgets();
        Map<String, SearchLimit> limits = new LinkedHashMap<>();
        for (Resource resource : limited(config)) {
            String name = resource.kind().name().toLowerCase(Locale.ROOT);
            double budget = shares.get(resource.kind()) * start.limits().get(name);
            limits.put(name, new SearchLimit(resource.unit(), budget));
        }
        return limits;
    }

    /**
     * Refuses a budget that the network meets already: there is nothing to search.
     *
     * @throws BadInputException if the budget is not below what the network uses
     */
    static void requireBudget(NetAdaptConfig config, Resource resource, NetworkSpec network) {
        double taken = resource.total(network);
        double budget = config.reduction().schedule().budgetOf(taken);
        if (budget >= taken) {
            throw new BadInputException(
                    String.format(
                            Locale.ROOT,
                            "Invalid netadapt.reduction.budget: %s (must be below what %s takes, %s %s)",
                            config.reduction().budget(),
                            network.name(),
                            taken,
                            resource.unit()),
                    "Give a smaller budget, or take the network as it is.");
        }
    }

    private LatencyTable latencies(BaseModel model) throws IOException {
        if (!records.hasLatencies()) {
            String table = config.latency().table();
            records.write(
                    table.isEmpty()
                            ? LatencyTables.measure(
                                    console, latency, model.key().network(), config)
                            : LatencyTables.read(table, hadoop));
        }
        LatencyTable known = records.latencies();
        warnOfAnotherEngine(
                known.header(),
                latency.here(model.key().network(), known.header().date()));
        return known;
    }

    private void warnOfAnotherEngine(LatencyHeader table, LatencyHeader here) {
        if (!table.engine().equals(here.engine()) || !table.machine().equals(here.machine())) {
            console.say(String.format(
                    Locale.ROOT,
                    "The latency table is of target %s (%s, engine %s); whole networks are measured here (%s, engine %s).",
                    table.target(),
                    table.machine(),
                    table.engine(),
                    here.machine(),
                    here.engine()));
        }
    }

    /**
     * Scores and measures the network at the start, or reads the figures that an earlier job has found.
     *
     * @throws BadInputException if the run was started from another model
     */
    SearchStart start(BaseModel model, NetworkMeasurer measurer, Tuning tuning) throws IOException {
        if (records.has(SearchHistory.START)) {
            SearchStart known = records.history().start();
            if (!known.model().equals(model.run().toString())) {
                throw new BadInputException(
                        "The run was started from another model: " + known.model() + ", now " + model.run(),
                        "Name another folder, or give the same model to resume it.");
            }
            return known.entry().winner().accelerator() == null ? completed(known, model, measurer) : known;
        }
        TrainingStart start = model.start();
        requireBudget(config, measurer.resource(), start.network());
        double accuracy = score(start, tuning);
        records.write(new Evaluation.Scored<>("", accuracy, accuracy, SearchFolder.start()), start);
        NetworkFigures figures = measurer.measure(start).figures();
        SearchStart found = new SearchStart(
                model.run().toString(),
                start.network().name(),
                config.resource().name(),
                measurer.resource().unit(),
                config.reduction().schedule().budgetOf(figures.resource()),
                limits(figures),
                latency.engine(start.network()),
                new IterationEntry(0, figures.resource(), "", "", accuracy, figures, IterationCost.NONE, List.of()));
        records.write(SearchHistory.START, found);
        return found;
    }

    /** The start of an older version's search, with the figures of the accelerator that it lacks. */
    private static SearchStart completed(SearchStart known, BaseModel model, NetworkMeasurer measurer) {
        IterationEntry entry = known.entry();
        NetworkEnergy accelerator = measurer.energy(model.key().network());
        return new SearchStart(
                known.model(),
                known.network(),
                known.resource(),
                known.unit(),
                known.budget(),
                known.limits(),
                known.engine(),
                new IterationEntry(
                        entry.number(),
                        entry.constraint(),
                        entry.saved(),
                        entry.group(),
                        entry.accuracy(),
                        entry.winner().withAccelerator(accelerator),
                        entry.cost(),
                        entry.proposals()));
    }

    /** The accuracy of a model, scored in a task: there a machine computes the same as where proposals are scored. */
    private double score(TrainingStart model, Tuning tuning) {
        Broadcast<SerializableConfiguration> configuration = HadoopBroadcast.of(spark);
        Broadcast<TrainingStart> broadcast = spark.broadcast(model);
        try (JobDescription ignored = JobDescription.of(spark, "Score the network to shrink")) {
            return spark.parallelize(List.of(0), 1)
                    .map(unused -> tuning.score(
                            broadcast.value(), configuration.value().value()))
                    .first();
        } finally {
            broadcast.destroy();
        }
    }

    /** Tells what the search begins with, and whether its schedule can reach the budgets. */
    void announce(SearchStart start, Budgets budgets) {
        IterationEntry entry = start.entry();
        console.say(String.format(
                Locale.ROOT,
                "Shrinking %s: %s %s, accuracy %.2f %% on held-out images; %s",
                start.network(),
                SearchProgress.amount(entry.winner().resource()),
                start.unit(),
                100 * entry.accuracy(),
                latency(entry)));
        start.limits()
                .forEach((name, limit) -> console.say(String.format(
                        Locale.ROOT,
                        "Budget of %s: %s of %s %s",
                        name,
                        SearchProgress.amount(limit.budget()),
                        SearchProgress.amount(entry.winner().limits().get(name)),
                        limit.unit())));
        console.say(budgets.reach());
    }

    private String latency(IterationEntry entry) {
        NetworkFigures figures = entry.winner();
        return switch (config.resource()) {
            case LATENCY ->
                new LatencyComparison(figures.resource(), new Measurement(figures.latencyMicros(), 0, 1, 0)).describe();
            case ENERGY, EDP -> SearchProgress.onAccelerator(figures);
            case MEMORY, MACS, WEIGHTS -> SearchProgress.measured(figures);
        };
    }

    /** The state of the search: finished iterations, and finished proposals of the iteration under way. */
    SearchState<StoredModel> state(SearchStart start, BaseModel model) throws IOException {
        SearchState<StoredModel> state = records.hasState()
                ? records.state()
                : SearchState.of(new Candidate<>(
                        model.key().network(),
                        SearchFolder.start(),
                        start.entry().winner().resource(),
                        start.entry().accuracy()));
        int iteration = state.iterations().size() + 1;
        return new SearchState<>(state.start(), state.iterations(), records.finished(iteration));
    }
}
