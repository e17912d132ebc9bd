package org.bitadapt.jobs.netadapt.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An iteration of a search; number 0 is the network that the search starts from.
 *
 * @param number the number of the iteration, counted from 1
 * @param constraint the amount of the iteration's resource that proposals had to meet
 * @param saved the resource that the iteration saved, such as {@code memory}; empty if the search saves only one
 * @param group the name of the winner's cut; empty for number 0
 * @param accuracy the accuracy of the winner on held-out images, 0 to 1
 * @param winner the figures of the winner
 * @param cost the time that the iteration took
 * @param proposals all proposals, infeasible ones included
 */
public record IterationEntry(
        int number,
        double constraint,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String saved,
        String group,
        double accuracy,
        NetworkFigures winner,
        IterationCost cost,
        List<ProposalEntry> proposals) {

    public IterationEntry {
        saved = saved == null ? "" : saved;
        proposals = List.copyOf(proposals);
    }

    /** Whether constraint and proposals' amounts are of a resource. */
    public boolean saves(String resource) {
        return saved.isEmpty() || saved.equalsIgnoreCase(resource);
    }
}
