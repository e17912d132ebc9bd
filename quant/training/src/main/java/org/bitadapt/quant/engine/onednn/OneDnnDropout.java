package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.arithmetic.DropoutMask;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.OneDnnStep;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.quantization.MapScales;

/** Computes one worker's part of dropout. */
final class OneDnnDropout implements OneDnnStep {

    private final Step.Drop step;
    private final Slice slice;
    private final int values;
    private final boolean codes;
    private final List<ByteBuffer> outputGradients;
    private final Optional<ByteBuffer> inputGradient;

    OneDnnDropout(Step.Drop step, GradientPlan.StepBuffers buffers, Slice slice) {
        this.step = step;
        this.slice = slice;
        this.values = slice.images() * step.output().shape().size();
        this.codes = step.input().kind() == FeatureMap.Kind.CODES;
        this.outputGradients = slice.gradients(buffers.output());
        this.inputGradient = slice.gradient(buffers.input());
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        slice.enter(Phase.POOLING);
        int bytes = codes ? values : values * Float.BYTES;
        slice.memory().mapBytes(step.output()).put(0, slice.memory().mapBytes(step.input()), 0, bytes);
    }

    @Override
    public void forward(Pass pass) {
        slice.enter(Phase.POOLING);
        ByteBuffer input = slice.memory().mapBytes(step.input());
        ByteBuffer output = slice.memory().mapBytes(step.output());
        DropoutMask mask = mask(pass);
        long position = position(pass);
        for (int i = 0; i < values; i++) {
            boolean kept = mask.keeps(position + i);
            if (codes) {
                output.put(i, kept ? input.get(i) : 0);
            } else {
                output.putFloat(i * Float.BYTES, kept ? input.getFloat(i * Float.BYTES) : 0);
            }
        }
        slice.memory().scale(step.output(), slice.memory().scale(step.input()) / (1 - step.rate()));
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        slice.enter(Phase.POOLING);
        inputGradient.ifPresent(target -> spread(pass, target));
    }

    private void spread(Pass pass, ByteBuffer target) {
        DropoutMask mask = mask(pass);
        long position = position(pass);
        float factor = (float) (1 / (1 - step.rate()));
        for (int i = 0; i < values; i++) {
            float sum = 0;
            for (ByteBuffer contribution : outputGradients) {
                sum += contribution.getFloat(i * Float.BYTES);
            }
            target.putFloat(i * Float.BYTES, mask.keeps(position + i) ? sum * factor : 0);
        }
    }

    private DropoutMask mask(Pass pass) {
        return new DropoutMask(step.rate(), pass.seed(), step.output().index());
    }

    private long position(Pass pass) {
        return (long) pass.firstImage() * step.output().shape().size();
    }
}
