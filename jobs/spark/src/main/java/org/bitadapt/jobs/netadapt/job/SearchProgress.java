package org.bitadapt.jobs.netadapt.job;

import java.util.Locale;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.netadapt.history.NetworkFigures;
import org.bitadapt.jobs.netadapt.proposal.StoredModel;
import org.bitadapt.jobs.spark.JobFigure;
import org.bitadapt.jobs.spark.JobFigures;
import org.bitadapt.netadapt.search.Cut;
import org.bitadapt.netadapt.search.Evaluation;
import org.bitadapt.netadapt.search.Proposal;
import org.bitadapt.netadapt.search.Round;

/** Shows the progress of a search: a line per proposal when it ends, with an estimate of the time left. */
final class SearchProgress {

    private final Console console;
    private String unit = "";
    private double evaluationSeconds;
    private int evaluated;
    private long roundStarted;
    private int roundSize;
    private int roundDone;

    SearchProgress(Console console) {
        this.console = console;
    }

    /**
     * Called when an iteration starts.
     *
     * @param saved the resource that the iteration saves; empty if there is only one
     */
    void started(Round<StoredModel> round, int proposals, String saved, String unitOfAmounts) {
        unit = unitOfAmounts;
        int iteration = round.iteration();
        int remaining = round.proposals().size();
        JobFigures.set(JobFigure.ITERATION, iteration);
        roundStarted = System.nanoTime();
        roundSize = remaining;
        roundDone = 0;
        console.say(String.format(
                Locale.ROOT,
                "Iteration %d: at most %s %s%s; %d proposals%s",
                iteration,
                amount(round.constraint()),
                unit,
                saved.isEmpty() || saved.equalsIgnoreCase(unit) ? "" : " (" + saved + ")",
                proposals,
                remaining == proposals ? "" : ", " + (proposals - remaining) + " of them finished before"));
    }

    void infeasible(Proposal proposal) {
        console.say(String.format(
                Locale.ROOT,
                "  %-12s left out: even with %d %s %s %s",
                proposal.cut().part(),
                proposal.left(),
                proposal.cut().unit(),
                amount(proposal.resource()),
                unit));
    }

    /** @param iterationsLeft the most iterations that follow this one */
    void finished(Proposal proposal, int before, Evaluation.Scored<StoredModel> scored, int iterationsLeft) {
        roundDone++;
        JobFigures.count(JobFigure.PROPOSALS_DONE);
        console.say(String.format(
                Locale.ROOT,
                "  %-12s %4d -> %4d %-8s  %s %s  accuracy %5.2f %% -> %5.2f %%  %.1f s on %s%s",
                proposal.cut().part(),
                before,
                proposal.left(),
                proposal.cut().unit(),
                amount(proposal.resource()),
                unit,
                100 * scored.accuracyBefore(),
                100 * scored.accuracy(),
                scored.model().seconds(),
                scored.model().executor(),
                left(iterationsLeft)));
    }

    void failed(String group, String reason) {
        roundDone++;
        console.say("  " + Cut.title(group) + " left out: failed again and again: " + reason);
    }

    /** Called when all proposals of a round are evaluated. */
    void ended() {
        evaluationSeconds += (System.nanoTime() - roundStarted) / 1e9;
        evaluated += roundSize;
    }

    /** The time that the proposals still to come take at the speed of the proposals so far. */
    private String left(int iterationsLeft) {
        double seconds = evaluationSeconds + (System.nanoTime() - roundStarted) / 1e9;
        double each = seconds / (evaluated + roundDone);
        double minutes = each * (roundSize - roundDone + (double) iterationsLeft * roundSize) / 60;
        return String.format(Locale.ROOT, "  (about %.1f min of searching left)", minutes);
    }

    /** The times of a network on the modelled accelerator and on this machine. */
    static String onAccelerator(NetworkFigures figures) {
        return String.format(
                Locale.ROOT,
                "%,.0f us modelled on %s, %s here",
                figures.accelerator().micros(),
                figures.accelerator().hardware(),
                measured(figures));
    }

    /** The time of a network on this machine. */
    static String measured(NetworkFigures figures) {
        return String.format(Locale.ROOT, "%,.0f us measured", figures.latencyMicros());
    }

    static String amount(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%,.2f" : "%,.0f", value);
    }
}
