package org.bitadapt.quant.onnx;

import org.bitadapt.common.lowering.Step;

/** A bias as int32 in units of the products to which it is added. */
@SuppressWarnings("ArrayRecordComponent") // made once, written once, never compared
record BiasCodes(int[] codes, float[] units) {

    /**
     * The bias of a product.
     *
     * @param quantization what the input's codes mean
     * @param zeroPoint the zero point that the product takes for all channels; the bias makes up for the difference
     *     where a channel has another zero point
     */
    static BiasCodes of(Step.Product product, ProductWeights weights, Quantization quantization, int zeroPoint) {
        float[] bias = weights.bias();
        float[] scales = weights.scales();
        byte[] weightCodes = weights.turnedCodes();
        int perOutput = product.weightsPerOutput();
        int perChannel = product.window().height() * product.window().width();
        int zeroPoints = quantization.zeroPoints().size();
        int[] codes = new int[scales.length];
        float[] units = new float[scales.length];
        for (int c = 0; c < codes.length; c++) {
            units[c] = (float) (scales[c] * quantization.scale());
            int code = (int) Math.rint(bias[c] / (double) units[c]); // saturates
            for (int i = 0; i < perOutput; i++) {
                int own = quantization.zeroPoints().get(i / perChannel % zeroPoints);
                code += weightCodes[c * perOutput + i] * (zeroPoint - own);
            }
            codes[c] = code;
        }
        return new BiasCodes(codes, units);
    }
}
