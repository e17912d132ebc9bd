package org.bitadapt.quant.onnx;

import java.util.List;
import org.bitadapt.common.network.PixelNormalization;

/**
 * {@code value = scale * (code - zeroPoint)} of unsigned 8-bit codes.
 *
 * @param zeroPoints one for all, or one per channel
 */
record Quantization(double scale, List<Integer> zeroPoints) {

    /** Codes whose zero is 0, as all are behind an activation. */
    static Quantization codes(double scale) {
        return new Quantization(scale, List.of(0));
    }

    static Quantization pixels(PixelNormalization pixels) {
        boolean same = pixels.zeroPoints().stream().distinct().count() == 1;
        return new Quantization(pixels.scale(), same ? pixels.zeroPoints().subList(0, 1) : pixels.zeroPoints());
    }

    Quantization withScale(double newScale) {
        return new Quantization(newScale, zeroPoints);
    }

    boolean perChannel() {
        return zeroPoints.size() > 1;
    }
}
