package org.bitadapt.netadapt.search;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * A network that a search has come to.
 *
 * @param network the layers
 * @param model holds the network's parameters, such as the vector or the path of a file
 * @param resource the amount of the searched resource that the network uses
 * @param accuracy the accuracy on the held-out images, 0 to 1
 * @param <M> the type of models; serializable if search states are to be serialized
 */
public record Candidate<M>(NetworkSpec network, M model, double resource, double accuracy) implements Serializable {}
