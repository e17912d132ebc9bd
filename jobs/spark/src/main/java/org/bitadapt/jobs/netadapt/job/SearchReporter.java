package org.bitadapt.jobs.netadapt.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.netadapt.history.IterationCost;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.history.ProposalEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.latency.NetworkMeasurer;
import org.bitadapt.jobs.netadapt.proposal.CoreTime;
import org.bitadapt.jobs.netadapt.proposal.StoredModel;
import org.bitadapt.netadapt.search.Budgets;
import org.bitadapt.netadapt.search.Cut;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.Iteration;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.Round;
import org.bitadapt.netadapt.search.SearchListener;
import org.bitadapt.netadapt.search.SearchState;
import org.bitadapt.runtime.latency.LatencyComparison;

/** Listens to a search: shows its progress, measures winners and writes finished iterations. */
final class SearchReporter implements SearchListener<StoredModel> {

    private final Console console;
    private final SearchRecords records;
    private final NetworkMeasurer measurer;
    private final Budgets budgets;
    private final Supplier<CoreTime> spent;
    private final SearchProgress progress;
    private final Map<String, Proposal> proposals = new LinkedHashMap<>();
    private ChannelGroups groups;
    private int iterationsLeft;
    private long started;
    private CoreTime spentBefore;

    /**
     * @param budgets the resources that are saved
     * @param spent gives the time that evaluations have taken so far
     */
    SearchReporter(
            Console console,
            SearchRecords records,
            NetworkMeasurer measurer,
            Budgets budgets,
            Supplier<CoreTime> spent) {
        this.console = console;
        this.records = records;
        this.measurer = measurer;
        this.budgets = budgets;
        this.spent = spent;
        this.progress = new SearchProgress(console);
    }

    @Override
    public void started(Round<StoredModel> round, List<Proposal> all) {
        started = System.nanoTime();
        spentBefore = spent.get();
        groups = ChannelGroups.of(round.current().network());
        iterationsLeft = budgets.iterationsAfter(round);
        proposals.clear();
        all.forEach(proposal -> proposals.put(proposal.group(), proposal));
        int feasible = (int) all.stream().filter(Proposal::feasible).count();
        progress.started(
                round,
                feasible,
                round.saved(),
                budgets.saved(round.saved()).resource().unit());
        all.stream().filter(proposal -> !proposal.feasible()).forEach(progress::infeasible);
    }

    @Override
    public void evaluated(Evaluation<StoredModel> evaluation, SearchState<StoredModel> state) {
        if (evaluation instanceof Evaluation.Scored<StoredModel> scored) {
            Proposal proposal = proposals.get(scored.group());
            progress.finished(proposal, proposal.cut().before(groups), scored, iterationsLeft);
        } else if (evaluation instanceof Evaluation.Failed<StoredModel> failed) {
            progress.failed(failed.group(), failed.reason());
        }
    }

    @Override
    public void finished(Iteration<StoredModel> iteration, SearchState<StoredModel> state) {
        progress.ended();
        try {
            IterationEntry entry = entry(iteration);
            records.write(entry, state);
            records.keepOnly(iteration.number(), iteration.group());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write iteration " + iteration.number() + ": " + e.getMessage(), e);
        }
    }

    private IterationEntry entry(Iteration<StoredModel> iteration) throws IOException {
        CoreTime cores = spent.get().minus(spentBefore);
        NetworkMeasurer.Measured winner =
                measurer.measure(records.model(iteration.winner().model()));
        if (winner.packed().isPresent()) {
            records.write(
                    SearchHistory.folder(iteration.number()) + "/model.bnn",
                    winner.packed().get());
        }
        IterationCost cost =
                new IterationCost((System.nanoTime() - started) / 1e9, cores.seconds(), cores.arithmeticSeconds());
        say(iteration, winner, cost);
        return new IterationEntry(
                iteration.number(),
                iteration.constraint(),
                iteration.saved(),
                iteration.group(),
                iteration.winner().accuracy(),
                winner.figures(),
                cost,
                entries(iteration));
    }

    private List<ProposalEntry> entries(Iteration<StoredModel> iteration) {
        Map<String, Evaluation<StoredModel>> evaluations = new HashMap<>();
        iteration.evaluations().forEach(evaluation -> evaluations.put(evaluation.group(), evaluation));
        return iteration.proposals().stream()
                .map(proposal -> entry(proposal, evaluations.get(proposal.group())))
                .toList();
    }

    /** @param evaluation null for an infeasible proposal, which is not evaluated */
    private ProposalEntry entry(Proposal proposal, Evaluation<StoredModel> evaluation) {
        var scored = evaluation instanceof Evaluation.Scored<StoredModel> known ? known : null;
        var failed = evaluation instanceof Evaluation.Failed<StoredModel> known ? known : null;
        boolean planes = proposal.cut() instanceof Cut.Planes;
        Integer before = proposal.cut().before(groups);
        Integer left = proposal.left();
        return new ProposalEntry(
                proposal.group(),
                planes ? null : before,
                planes ? null : left,
                planes ? before : null,
                planes ? left : null,
                proposal.resource(),
                proposal.feasible(),
                scored == null ? null : Double.valueOf(scored.accuracyBefore()),
                scored == null ? null : Double.valueOf(scored.accuracy()),
                scored == null ? null : Double.valueOf(scored.model().seconds()),
                scored == null ? null : scored.model().executor(),
                failed == null ? null : failed.reason());
    }

    private void say(Iteration<StoredModel> iteration, NetworkMeasurer.Measured winner, IterationCost cost) {
        console.say(String.format(
                Locale.ROOT,
                "Iteration %d: %s wins, accuracy %.2f %%, %s %s (%.1f %% of the start)%s; %s; %.1f s",
                iteration.number(),
                Cut.title(iteration.group()),
                100 * iteration.winner().accuracy(),
                SearchProgress.amount(iteration.winner().resource()),
                measurer.resource().unit(),
                100 * iteration.winner().resource() / budgets.starts().get(0),
                others(winner.figures()),
                latency(iteration.winner().resource(), winner),
                cost.seconds()));
    }

    /** The further resources as text, as shares of the start. */
    private String others(NetworkFigures figures) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < budgets.all().size(); i++) {
            String name = budgets.all().get(i).name();
            double share = figures.limits().get(name) / budgets.starts().get(i);
            text.append(String.format(Locale.ROOT, ", %s %.1f %%", name, 100 * share));
        }
        return text.toString();
    }

    /** The times as text: measured, and beside it that of the table or of the accelerator, if the search saves there. */
    private String latency(double resource, NetworkMeasurer.Measured winner) {
        return switch (measurer.resource().kind()) {
            case LATENCY -> new LatencyComparison(resource, winner.latency()).describe();
            case ENERGY, EDP -> SearchProgress.onAccelerator(winner.figures());
            case MEMORY, MACS, WEIGHTS -> SearchProgress.measured(winner.figures());
        };
    }
}
