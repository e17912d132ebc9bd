package org.bitadapt.netadapt.search;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * A network with fewer channels in one group.
 *
 * @param group name of the group
 * @param channels that it keeps
 * @param network with these channels
 * @param resource what that network uses
 * @param feasible whether that meets the constraint; if not, {@code channels} is the least that is allowed
 */
public record Proposal(String group, int channels, NetworkSpec network, double resource, boolean feasible)
        implements Serializable {}
