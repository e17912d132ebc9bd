package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.quantization.MapScales;

/** The mean over height and width; for integer maps an exact sum, whose scale holds the division. */
final class ReferenceAverage implements ReferenceStep {

    private final ReferenceMap input;
    private final ReferenceMap output;
    private final int channels;
    private final int pixels;
    private final int summands;

    ReferenceAverage(Step.GlobalAverage step, ReferenceMap input, ReferenceMap output) {
        this.input = input;
        this.output = output;
        this.channels = step.input().shape().channels();
        this.pixels = step.input().shape().size() / channels;
        this.summands = MapScales.summands(step.input());
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        forward(pass);
    }

    @Override
    public void forward(Pass pass) {
        output.scale = input.scale / summands;
        for (int image = 0; image < pass.images(); image++) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    sum += input.stored[(image * pixels + pixel) * channels + c];
                }
                output.stored[image * channels + c] = (float) (sum * summands / pixels);
            }
        }
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        for (int i = 0; i < pass.images() * pixels * channels; i++) {
            int image = i / (pixels * channels);
            input.gradient[i] += output.gradient[image * channels + i % channels] / pixels;
        }
    }
}
