package org.bitadapt.quant.engine.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.OneDnnStep;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.quantization.MapScales;

/** Computes one worker's part of a global average. */
final class OneDnnAverage implements OneDnnStep {

    private final Step.GlobalAverage step;
    private final Slice slice;
    private final int channels;
    private final int pixels;
    private final int summands;
    private final float[] sums;
    private final List<ByteBuffer> outputGradients;
    private final Optional<ByteBuffer> inputGradient;

    OneDnnAverage(Step.GlobalAverage step, GradientPlan.StepBuffers buffers, Slice slice) {
        this.step = step;
        this.slice = slice;
        this.channels = step.input().shape().channels();
        this.pixels = step.input().shape().size() / channels;
        this.summands = MapScales.summands(step.input());
        this.sums = new float[channels];
        this.outputGradients = slice.gradients(buffers.output());
        this.inputGradient = slice.gradient(buffers.input());
    }

    @Override
    public void evaluate(Pass pass, MapScales scales) {
        slice.enter(Phase.POOLING);
        average();
    }

    @Override
    public void forward(Pass pass) {
        slice.enter(Phase.POOLING);
        average();
        slice.memory().scale(step.output(), slice.memory().scale(step.input()) / summands);
    }

    private void average() {
        ByteBuffer input = slice.memory().mapBytes(step.input());
        ByteBuffer output = slice.memory().mapBytes(step.output());
        boolean codes = step.input().kind() == FeatureMap.Kind.CODES;
        float factor = (float) summands / pixels;
        for (int image = 0; image < slice.images(); image++) {
            Arrays.fill(sums, 0);
            int from = image * pixels * channels;
            for (int i = 0; i < pixels * channels; i++) {
                sums[i % channels] += codes ? input.get(from + i) & 0xFF : input.getFloat((from + i) * Float.BYTES);
            }
            for (int c = 0; c < channels; c++) {
                output.putFloat((image * channels + c) * Float.BYTES, sums[c] * factor);
            }
        }
    }

    @Override
    public void backward(Pass pass, FloatBuffer gradient) {
        slice.enter(Phase.POOLING);
        inputGradient.ifPresent(this::spread);
    }

    private void spread(ByteBuffer target) {
        for (int image = 0; image < slice.images(); image++) {
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (ByteBuffer contribution : outputGradients) {
                    sum += contribution.getFloat((image * channels + c) * Float.BYTES);
                }
                sums[c] = sum / pixels;
            }
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int c = 0; c < channels; c++) {
                    target.putFloat(((image * pixels + pixel) * channels + c) * Float.BYTES, sums[c]);
                }
            }
        }
    }
}
