package org.bitadapt.jobs.netadapt.history;

import java.util.List;

/**
 * An iteration of a search; number 0 is the network that the search starts from.
 *
 * @param number the number of the iteration, counted from 1
 * @param constraint the amount of the resource that proposals had to meet
 * @param group the group that the winner shrank; empty for number 0
 * @param accuracy the accuracy of the winner on held-out images, 0 to 1
 * @param winner the figures of the winner
 * @param cost the time that the iteration took
 * @param proposals all proposals, infeasible ones included
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
