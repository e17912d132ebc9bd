package org.bitadapt.jobs.netadapt.history;

/**
 * A proposal and its result. A figure that was not measured is null: infeasible proposals are not tuned.
 *
 * @param group the group that the proposal shrinks
 * @param channelsBefore the channels of the group in the network that the proposal starts from
 * @param channels the number of channels that stay
 * @param resource the amount of the resource that the network then uses, as the search counts it
 * @param feasible whether that amount meets the iteration's constraint
 * @param accuracyBefore the accuracy on held-out images before tuning, 0 to 1
 * @param accuracy the accuracy on held-out images after tuning, 0 to 1
 * @param seconds the seconds that the proposal's tasks took
 * @param executor the executor on which the last task ran, {@code id@host}
 * @param failure the last error, if the proposal failed at every attempt
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
