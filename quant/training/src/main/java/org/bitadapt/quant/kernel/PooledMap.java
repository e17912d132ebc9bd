package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;

/**
 * A pooled map or its gradient, and beside each value the number of the tap that won, an unsigned byte.
 *
 * @param values unsigned bytes of a map, or floats of a gradient
 * @param winners the numbers of the taps
 */
public record PooledMap(ByteBuffer values, ByteBuffer winners) {}
