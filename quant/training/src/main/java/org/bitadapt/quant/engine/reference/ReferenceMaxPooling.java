package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.arithmetic.ConvolutionShape;
import org.bitadapt.quant.engine.quantization.MapScales;

/** Maximum pooling, whose gradient goes to the first largest value of a window, row by row. */
final class ReferenceMaxPooling implements ReferenceStep {

    private final ConvolutionShape shape;
    private final int channels;
    private final ReferenceMap input;
    private final ReferenceMap output;
    private final int[] winner;

    ReferenceMaxPooling(Step.MaxPool step, ReferenceMap input, ReferenceMap output) {
        this.shape = ConvolutionShape.of(step.input(), step.output(), step.window());
        this.channels = step.input().shape().channels();
        this.input = input;
        this.output = output;
        this.winner = new int[output.stored.length];
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        forward(pass);
    }

    @Override
    public void forward(Pass pass) {
        output.scale = input.scale;
        Arrays.fill(output.stored, Float.NEGATIVE_INFINITY);
        shape.visit(pass.images(), (in, out, tap) -> {
            for (int c = 0; c < channels; c++) {
                if (input.stored[in + c] > output.stored[out + c]) {
                    output.stored[out + c] = input.stored[in + c];
                    winner[out + c] = in + c;
                }
            }
        });
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        for (int i = 0; i < pass.images() * output.map.shape().size(); i++) {
            input.gradient[winner[i]] += output.gradient[i];
        }
    }
}
