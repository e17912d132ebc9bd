package org.bitadapt.quant.kernel;

/**
 * A stretch of a map.
 *
 * @param from the position of the first value
 * @param to the position behind the last value
 */
public record Stretch(int from, int to) {}
