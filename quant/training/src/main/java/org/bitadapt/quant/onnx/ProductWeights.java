package org.bitadapt.quant.onnx;

import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.engine.quantization.WeightQuantization;

/** The weights of a product, with the batch norm behind it folded in. */
final class ProductWeights {

    private final Step.Product product;
    private final Folding folding;
    private final float[] weights;
    private final int perOutput;
    private final double inputUnit;
    private final double outputUnit;

    private ProductWeights(Step.Product product, Folding folding, float[] weights, MapScales maps) {
        this.product = product;
        this.folding = folding;
        this.weights = weights;
        this.perOutput = product.weightsPerOutput();
        this.inputUnit = maps.of(product.input());
        this.outputUnit = maps.of(product.output());
    }

    static ProductWeights of(Step.Product product, MapScales maps, ParameterLayout layout, OnnxSource source) {
        WeightQuantization quantization = WeightQuantization.of(product, layout, source.parameters());
        int perOutput = product.weightsPerOutput();
        float[] weights = new float[Math.toIntExact(product.weightCount())];
        for (int output = 0; output < product.layer().outputs(); output++) {
            quantization.codes(output, weights, output * perOutput);
        }
        return new ProductWeights(product, Folding.of(product, maps, layout, source.parameters()), weights, maps);
    }

    int outputs() {
        return product.layer().outputs();
    }

    /** The shape of the weights, {@code [out][in][height][width]}, or {@code [out][in]} in a linear layer. */
    long[] shape() {
        Step.Window window = product.window();
        return product.layer() instanceof LayerSpec.Conv2d
                ? new long[] {outputs(), product.input().shape().channels(), window.height(), window.width()}
                : new long[] {outputs(), perOutput};
    }

    /**
     * The shape of an array of one number per channel: {@code [out][1][1]} for a convolution, {@code [out]} for a
     * linear layer.
     */
    long[] channelShape() {
        return product.layer() instanceof LayerSpec.Conv2d ? new long[] {outputs(), 1, 1} : new long[] {outputs()};
    }

    /** Multiplier, offset and residual scale in units of stored values. */
    Folding folding() {
        return folding;
    }

    /** The codes of quantized weights. */
    byte[] codes() {
        byte[] codes = new byte[weights.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) weights[i];
        }
        return codes;
    }

    /** The codes with inputs before outputs. */
    byte[] transposedCodes() {
        byte[] codes = new byte[weights.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i % perOutput * outputs() + i / perOutput] = (byte) weights[i];
        }
        return codes;
    }

    /**
     * The codes, with the opposite sign where a channel's multiplier is below 0, because {@link #scales} have no signs.
     */
    byte[] turnedCodes() {
        byte[] codes = codes();
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (folding.multiplier()[i / perOutput] < 0 ? -codes[i] : codes[i]);
        }
        return codes;
    }

    /** The factors of {@link #turnedCodes}, one per channel, above 0. */
    float[] scales() {
        float[] scales = new float[outputs()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = (float) Math.max(Math.abs(factor(c)), Float.MIN_NORMAL);
        }
        return scales;
    }

    /** The factors of {@link #turnedCodes} in units of stored values, one per channel. */
    float[] magnitudes() {
        float[] magnitudes = new float[outputs()];
        for (int c = 0; c < magnitudes.length; c++) {
            magnitudes[c] = Math.abs(folding.multiplier()[c]);
        }
        return magnitudes;
    }

    /** The weights as floats. */
    float[] values() {
        float[] values = new float[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (weights[i] * factor(i / perOutput));
        }
        return values;
    }

    /** The number that is added to each channel. */
    float[] bias() {
        float[] bias = new float[outputs()];
        for (int c = 0; c < bias.length; c++) {
            bias[c] = (float) (folding.offset()[c] * outputUnit);
        }
        return bias;
    }

    private double factor(int output) {
        return folding.multiplier()[output] * outputUnit / inputUnit;
    }
}
