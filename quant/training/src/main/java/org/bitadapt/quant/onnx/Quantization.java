package org.bitadapt.quant.onnx;

import java.util.List;
import org.bitadapt.common.network.PixelNormalization;

/**
 * The meaning of unsigned 8-bit codes: {@code value = scale * (code - zeroPoint)}.
 *
 * @param zeroPoints one zero point for all channels, or one per channel
 */
record Quantization(double scale, List<Integer> zeroPoints) {

    /** The code at which {@code QuantizeLinear} ends. */
    static final int LARGEST_CODE = 255;

    /** Codes with zero point 0, which all codes behind an activation have. */
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
