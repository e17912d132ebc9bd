package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.OneDnnStep;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.quantization.MapScales;
import org.bitadapt.quant.kernel.ElementwiseKernels;
import org.bitadapt.quant.kernel.ScalarMaxPooling;

/** Computes one worker's part of maximum pooling. */
final class OneDnnMaxPooling implements OneDnnStep {

    private final Step.MaxPool step;
    private final Slice slice;
    private final ScalarMaxPooling pooling;
    private final ByteBuffer winners;
    private final List<ByteBuffer> outputGradients;
    private final Optional<ByteBuffer> inputGradient;

    OneDnnMaxPooling(Step.MaxPool step, int index, GradientPlan.StepBuffers buffers, Slice slice) {
        this.step = step;
        this.slice = slice;
        this.pooling = new ScalarMaxPooling(
                step.input().shape().channels(),
                ScalarMaxPooling.Side.of(
                        step.input().shape().height(), step.output().shape().height()),
                ScalarMaxPooling.Side.of(
                        step.input().shape().width(), step.output().shape().width()),
                step.window().height(),
                step.window().stride(),
                step.window().padding());
        this.winners = slice.memory().kept(index).bytes();
        this.outputGradients = slice.gradients(buffers.output());
        this.inputGradient = slice.gradient(buffers.input());
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        slice.enter(Phase.POOLING);
        pool();
    }

    @Override
    public void forward(Pass pass) {
        slice.enter(Phase.POOLING);
        pool();
        slice.memory().scale(step.output(), slice.memory().scale(step.input()));
    }

    private void pool() {
        ByteBuffer input = slice.memory().mapBytes(step.input());
        ByteBuffer output = slice.memory().mapBytes(step.output());
        if (step.input().kind() == FeatureMap.Kind.CODES) {
            pooling.codes(input, slice.images(), output, winners);
        } else {
            pooling.floats(input, slice.images(), output, winners);
        }
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        slice.enter(Phase.POOLING);
        ByteBuffer sum = outputGradients.get(0);
        int values = slice.images() * step.output().shape().size();
        outputGradients.stream()
                .skip(1)
                .forEach(further -> ElementwiseKernels.best().add(further, 0, values, sum));
        inputGradient.ifPresent(target -> pooling.spread(sum, winners, slice.images(), target));
    }
}
