/**
 * BitAdapt's networks inside DL4J: one layer that holds a whole lowered network, its parameter initializer, and the
 * optimizer and learning-rate schedule that train it.
 *
 * <p>DL4J stays the container (graph, flat parameter vector, updater state, serializer, Spark training master); the
 * arithmetic is a {@link org.bitadapt.quant.engine.TrainingEngine}.
 */
package org.bitadapt.quant.layer;
