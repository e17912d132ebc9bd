package org.bitadapt.quant.engine.reference;

import java.nio.FloatBuffer;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.arithmetic.DropoutMask;
import org.bitadapt.quant.engine.quantization.MapScales;

/** Dropout: zeroes stored values and moves {@code 1 / (1 - rate)} into the map's scale. */
final class ReferenceDropout implements ReferenceStep {

    private final Step.Drop step;
    private final ReferenceMap input;
    private final ReferenceMap output;

    ReferenceDropout(Step.Drop step, ReferenceMap input, ReferenceMap output) {
        this.step = step;
        this.input = input;
        this.output = output;
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        output.scale = input.scale;
        System.arraycopy(input.stored, 0, output.stored, 0, values(pass));
    }

    @Override
    public void forward(Pass pass) {
        output.scale = input.scale / (1 - step.rate());
        DropoutMask mask = mask(pass);
        for (int i = 0; i < values(pass); i++) {
            output.stored[i] = mask.keeps(i) ? input.stored[i] : 0;
        }
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        DropoutMask mask = mask(pass);
        float factor = (float) (1 / (1 - step.rate()));
        for (int i = 0; i < values(pass); i++) {
            if (mask.keeps(i)) {
                input.gradient[i] += output.gradient[i] * factor;
            }
        }
    }

    private DropoutMask mask(Pass pass) {
        return new DropoutMask(step.rate(), pass.seed(), step.output().index());
    }

    private int values(Pass pass) {
        return pass.images() * step.output().shape().size();
    }
}
