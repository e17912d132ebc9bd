package org.bitadapt.netadapt.search;

import java.io.Serializable;
import org.bitadapt.common.network.NetworkSpec;

/**
 * A network that a search has come to.
 *
 * @param network its layers
 * @param model what holds its parameters, such as the vector or the path of a file
 * @param resource what it uses
 * @param accuracy on the held-out images, 0 to 1
 * @param <M> of models; serializable if states are to be
 */
public record Candidate<M>(NetworkSpec network, M model, double resource, double accuracy) implements Serializable {}
