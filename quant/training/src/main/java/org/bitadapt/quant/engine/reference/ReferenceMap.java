package org.bitadapt.quant.engine.reference;

import org.bitadapt.common.lowering.FeatureMap;

/**
 * A feature map of the reference engine: {@code value = scale * stored}, channels-last.
 *
 * <p>Codes and pixels (less their zero point) are stored as whole numbers.
 */
final class ReferenceMap {

    final FeatureMap map;
    final float[] stored;
    /** The gradient of the loss by value. */
    final float[] gradient;

    double scale;

    ReferenceMap(FeatureMap map, int maximumBatch) {
        this.map = map;
        this.stored = new float[Math.multiplyExact(map.shape().size(), maximumBatch)];
        this.gradient = new float[stored.length];
    }
}
