package org.bitadapt.jobs.netadapt.history;

import java.util.List;

/**
 * An iteration; number 0 is the network that the search starts from.
 *
 * @param number counted from 1
 * @param constraint which proposals had to meet
 * @param group that the winner shrank; empty for number 0
 * @param accuracy of the winner on held-out images, 0 to 1
 * @param winner what it uses
 * @param cost what the iteration took
 * @param proposals all, infeasible ones too
 */
public record IterationEntry(
        int number,
        double constraint,
        String group,
        double accuracy,
        NetworkFigures winner,
        IterationCost cost,
        List<ProposalEntry> proposals) {

    public IterationEntry {
        proposals = List.copyOf(proposals);
    }
}
