package org.bitadapt.jobs.netadapt.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.bitadapt.netadapt.search.Cut;

/**
 * A proposal and its result. A figure that was not measured is null: infeasible proposals are not tuned. A proposal takes
 * channels or planes; the numbers of the other are null.
 *
 * @param group the name of the proposal's cut: that of the group, or that of the layer and {@value Cut#PLANES}
 * @param channelsBefore the channels of the group in the network that the proposal starts from
 * @param channels the number of channels that stay
 * @param planesBefore the planes of the layer in the network that the proposal starts from
 * @param planes the number of planes that stay
 * @param resource the amount of the iteration's resource that the network then uses, as the search counts it
 * @param feasible whether that amount meets the iteration's constraint
 * @param accuracyBefore the accuracy on held-out images before tuning, 0 to 1
 * @param accuracy the accuracy on held-out images after tuning, 0 to 1
 * @param seconds the seconds that the proposal's tasks took
 * @param executor the executor on which the last task ran, {@code id@host}
 * @param failure the last error, if the proposal failed at every attempt
 */
public record ProposalEntry(
        String group,
        Integer channelsBefore,
        Integer channels,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer planesBefore,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer planes,
        double resource,
        boolean feasible,
        Double accuracyBefore,
        Double accuracy,
        Double seconds,
        String executor,
        String failure) {

    /** Whether the proposal takes planes of a layer, and not channels of a group. */
    public boolean takesPlanes() {
        return planes != null;
    }
}
