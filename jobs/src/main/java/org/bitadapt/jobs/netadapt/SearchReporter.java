package org.bitadapt.jobs.netadapt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.netadapt.history.IterationCost;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.history.ProposalEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.train.TrainingStart;
import org.bitadapt.netadapt.resource.ResourceKind;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.Iteration;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.ReductionSchedule;
import org.bitadapt.netadapt.search.Round;
import org.bitadapt.netadapt.search.SearchListener;
import org.bitadapt.netadapt.search.SearchState;
import org.bitadapt.runtime.latency.LatencyComparison;
import org.bitadapt.runtime.latency.Measurement;

/** Listens to a search: shows its progress, measures winners and writes finished iterations. */
final class SearchReporter implements SearchListener<String>, SparkEvaluator.Listener {

    private final Parts parts;
    private final SearchProgress progress;
    private final Map<String, ProposalResult> results = new TreeMap<>();
    private final Map<String, Proposal> proposals = new LinkedHashMap<>();
    private ChannelGroups groups;
    private int iterationsLeft;
    private long started;
    private double coreSeconds;
    private double arithmeticSeconds;

    /**
     * The parts that a reporter works with.
     *
     * @param start the amount of the resource that the network used at the start
     * @param classes the names of the classes, for packed models
     */
    record Parts(
            Console console,
            Configuration hadoop,
            SearchFolder folder,
            SearchRecords records,
            WholeLatency latency,
            ResourceFigures figures,
            ReductionSchedule schedule,
            double start,
            List<String> classes) {}

    SearchReporter(Parts parts) {
        this.parts = parts;
        this.progress =
                new SearchProgress(parts.console(), parts.figures().resource().unit());
    }

    @Override
    public void started(Round<String> round, List<Proposal> all) {
        started = System.nanoTime();
        coreSeconds = 0;
        arithmeticSeconds = 0;
        groups = ChannelGroups.of(round.current().network());
        iterationsLeft = iterationsLeft(round);
        proposals.clear();
        all.forEach(proposal -> proposals.put(proposal.group(), proposal));
        results.clear();
        try {
            results.putAll(parts.folder().finished(round.iteration(), parts.hadoop()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int feasible = (int) all.stream().filter(Proposal::feasible).count();
        progress.started(
                round.iteration(),
                round.constraint(),
                feasible,
                round.proposals().size());
        all.stream().filter(proposal -> !proposal.feasible()).forEach(progress::infeasible);
    }

    /** The most iterations that are left, if each saves no more than it must. */
    private int iterationsLeft(Round<String> round) {
        ReductionSchedule schedule = parts.schedule();
        double resource = round.constraint();
        int iteration = round.iteration();
        while (iteration < schedule.maxIterations() && resource > schedule.budgetOf(parts.start())) {
            resource = schedule.constraint(++iteration, parts.start(), resource);
        }
        return iteration - round.iteration();
    }

    @Override
    public void finished(ProposalResult result) {
        results.put(result.group(), result);
        progress.finished(
                proposals.get(result.group()), groups.named(result.group()).channels(), result, iterationsLeft);
    }

    @Override
    public void ended(double seconds, int cores, double arithmeticSeconds) {
        coreSeconds += seconds * cores;
        this.arithmeticSeconds += arithmeticSeconds;
        progress.ended(seconds);
    }

    @Override
    public void evaluated(Evaluation<String> evaluation, SearchState<String> state) {
        if (evaluation instanceof Evaluation.Failed<String> failed) {
            progress.failed(failed.group(), failed.reason());
        }
    }

    @Override
    public void finished(Iteration<String> iteration, SearchState<String> state) {
        try {
            IterationEntry entry = entry(iteration);
            parts.records().write(entry, state);
            parts.records().check();
            parts.folder().keepOnly(iteration.number(), iteration.group(), parts.hadoop());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write iteration " + iteration.number() + ": " + e.getMessage(), e);
        }
    }

    private IterationEntry entry(Iteration<String> iteration) throws IOException {
        TrainingStart winner = parts.folder().read(iteration.winner().model(), parts.hadoop());
        Measurement measured = parts.latency().measure(winner);
        long bytes = 0;
        if (WholeLatency.packs(winner.network())) {
            byte[] packed = parts.latency().pack(winner, parts.classes());
            parts.records().write(SearchHistory.folder(iteration.number()) + "/model.bnn", packed);
            bytes = packed.length;
        }
        NetworkFigures figures = parts.figures().of(winner.network(), measured.medianMicros(), bytes);
        IterationCost cost = new IterationCost((System.nanoTime() - started) / 1e9, coreSeconds, arithmeticSeconds);
        say(iteration, measured, cost);
        return new IterationEntry(
                iteration.number(),
                iteration.constraint(),
                iteration.group(),
                iteration.winner().accuracy(),
                figures,
                cost,
                iteration.proposals().stream()
                        .map(proposal -> entry(iteration, proposal))
                        .toList());
    }

    private ProposalEntry entry(Iteration<String> iteration, Proposal proposal) {
        ProposalResult result = results.get(proposal.group());
        String failure = iteration.evaluations().stream()
                .filter(evaluation -> evaluation.group().equals(proposal.group()))
                .filter(Evaluation.Failed.class::isInstance)
                .map(evaluation -> ((Evaluation.Failed<String>) evaluation).reason())
                .findFirst()
                .orElse(null);
        return new ProposalEntry(
                proposal.group(),
                groups.named(proposal.group()).channels(),
                proposal.channels(),
                proposal.resource(),
                proposal.feasible(),
                result == null ? null : Double.valueOf(result.accuracyBefore()),
                result == null ? null : Double.valueOf(result.accuracy()),
                result == null ? null : Double.valueOf(result.seconds()),
                result == null ? null : result.executor(),
                failure);
    }

    private void say(Iteration<String> iteration, Measurement measured, IterationCost cost) {
        parts.console()
                .say(String.format(
                        Locale.ROOT,
                        "Iteration %d: %s wins, accuracy %.2f %%, %s %s (%.1f %% of the start); %s; %.1f s",
                        iteration.number(),
                        iteration.group(),
                        100 * iteration.winner().accuracy(),
                        SearchProgress.amount(iteration.winner().resource()),
                        parts.figures().resource().unit(),
                        100 * iteration.winner().resource() / parts.start(),
                        latency(iteration.winner().resource(), measured),
                        cost.seconds()));
    }

    /** The measured time as text, beside the table's estimate if the search saves latency. */
    private String latency(double resource, Measurement measured) {
        return parts.figures().resource().kind() == ResourceKind.LATENCY
                ? new LatencyComparison(resource, measured).describe()
                : String.format(Locale.ROOT, "%,.0f us measured", measured.medianMicros());
    }
}
