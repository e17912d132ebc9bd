package org.bitadapt.netadapt.search;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * A network with fewer channels in one group.
 *
 * @param group name of the group
 * @param channels the number of channels that the group keeps
 * @param network the network with these channels
 * @param resource the amount of the resource that the network uses
 * @param feasible whether {@code resource} meets the constraint; if not, {@code channels} is the least allowed number
 */
public record Proposal(String group, int channels, NetworkSpec network, double resource, boolean feasible)
        implements Serializable {}
