package org.bitadapt.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitadapt.jobs.netadapt.history.IterationEntry;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.history.ProposalEntry;
import org.bitadapt.jobs.netadapt.history.SearchHistory;
import org.bitadapt.jobs.netadapt.history.SearchLimit;
import org.bitadapt.jobs.netadapt.history.SearchStart;
import org.bitadapt.jobs.picture.DisplayText;
import org.bitadapt.jobs.picture.ReportTable;
import org.bitadapt.netadapt.search.Cut;

/** Makes tables of text from a search. */
final class AdaptationTables {

    private static final String NONE = "–";

    private AdaptationTables() {}

    /** The table of the network at the start and as it is now: tuned, or the last winner. */
    static ReportTable beforeAfter(SearchHistory history) {
        IterationEntry start = history.start().entry();
        List<IterationEntry> entries = history.entries();
        NetworkFigures before = start.winner();
        IterationEntry last = entries.get(entries.size() - 1);
        NetworkFigures after = history.current();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("held-out accuracy (%)", "%.2f", 100 * start.accuracy(), 100 * last.accuracy()));
        history.result().filter(result -> result.accuracyKept() != null).ifPresent(result -> {
            rows.add(row("test accuracy (%)", "%.2f", 100 * result.testAccuracyBefore(), 100 * result.testAccuracy()));
        });
        rows.add(row("latency, measured (µs)", "%,.1f", before.latencyMicros(), after.latencyMicros()));
        rows.addAll(accelerator(before, after));
        rows.add(row("MACs", "%,.0f", before.macs(), after.macs()));
        rows.add(row("weights", "%,.0f", before.weights(), after.weights()));
        rows.add(row("bytes", "%,.0f", (double) before.bytes(), (double) after.bytes()));
        history.start()
                .limits()
                .forEach((name, limit) -> rows.add(row(
                        limited(name, limit),
                        "%,.1f",
                        before.limits().get(name),
                        after.limits().get(name))));
        return new ReportTable(List.of("", "before", "after", "kept"), rows);
    }

    private static String limited(String name, SearchLimit limit) {
        return String.format(Locale.ROOT, "%s, at most %,.1f (%s)", name, limit.budget(), limit.unit());
    }

    private static List<List<String>> accelerator(NetworkFigures before, NetworkFigures after) {
        if (before.accelerator() == null || after.accelerator() == null) {
            return List.of(
                    row("energy, modelled (µJ)", "%,.2f", before.energyMicrojoules(), after.energyMicrojoules()));
        }
        String where = ", modelled on " + before.accelerator().hardware();
        return List.of(
                row("energy" + where + " (µJ)", "%,.2f", before.energyMicrojoules(), after.energyMicrojoules()),
                row(
                        "time" + where + " (µs)",
                        "%,.1f",
                        before.accelerator().micros(),
                        after.accelerator().micros()));
    }

    private static List<String> row(String what, String format, double before, double after) {
        return List.of(
                what,
                String.format(Locale.ROOT, format, before),
                String.format(Locale.ROOT, format, after),
                before == 0 ? NONE : DisplayText.percent(after / before));
    }

    /** The table of proposals, a line per proposal. */
    static ReportTable proposals(SearchHistory history) {
        List<List<String>> rows = new ArrayList<>();
        for (IterationEntry iteration : history.iterations()) {
            iteration.proposals().forEach(proposal -> rows.add(row(history.start(), iteration, proposal)));
        }
        return new ReportTable(
                List.of(
                        "iteration",
                        "group",
                        "channels",
                        history.start().limits().isEmpty() ? history.start().unit() : "amount",
                        "accuracy before tuning",
                        "accuracy",
                        "seconds",
                        "executor",
                        "outcome"),
                rows);
    }

    private static List<String> row(SearchStart start, IterationEntry iteration, ProposalEntry proposal) {
        String unit = start.limits().isEmpty() ? "" : " " + start.unitOf(iteration);
        return List.of(
                Integer.toString(iteration.number()),
                Cut.title(proposal.group()),
                proposal.takesPlanes()
                        ? proposal.planesBefore() + " → " + proposal.planes() + " planes"
                        : proposal.channelsBefore() + " → " + proposal.channels(),
                String.format(Locale.ROOT, "%,.1f", proposal.resource()) + unit,
                percent(proposal.accuracyBefore()),
                percent(proposal.accuracy()),
                proposal.seconds() == null ? NONE : String.format(Locale.ROOT, "%,.1f", proposal.seconds()),
                proposal.executor() == null ? NONE : proposal.executor(),
                outcome(iteration, proposal));
    }

    private static String percent(Double share) {
        return share == null ? NONE : DisplayText.percent(share);
    }

    private static String outcome(IterationEntry iteration, ProposalEntry proposal) {
        if (!proposal.feasible()) {
            return "infeasible";
        }
        if (proposal.failure() != null) {
            return "failed: " + proposal.failure();
        }
        return proposal.group().equals(iteration.group()) ? "won" : "";
    }
}
