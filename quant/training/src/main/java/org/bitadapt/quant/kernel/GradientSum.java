package org.bitadapt.quant.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The gradient of a map that one or two layers read.
 *
 * @param gradient the gradient in floats
 * @param other the floats to be added, if any
 */
public record GradientSum(ByteBuffer gradient, Optional<ByteBuffer> other) {}
