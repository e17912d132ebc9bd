package org.bitadapt.jobs.netadapt.history;

/**
 * A proposal and what became of it. What was not measured is null: infeasible proposals are not tuned.
 *
 * @param group that it shrinks
 * @param channelsBefore channels of the group in the network it starts from
 * @param channels that stay
 * @param resource what the network then uses, as the search counts it
 * @param feasible whether that meets the iteration's constraint
 * @param accuracyBefore tuning, on held-out images, 0 to 1
 * @param accuracy after tuning
 * @param seconds that its task took
 * @param executor where it ran, {@code id@host}
 * @param failure the last error, if it failed however often it was tried
 */
public record ProposalEntry(
        String group,
        int channelsBefore,
        int channels,
        double resource,
        boolean feasible,
        Double accuracyBefore,
        Double accuracy,
        Double seconds,
        String executor,
        String failure) {}
