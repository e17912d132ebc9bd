package org.bitadapt.quant.engine;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Forward and backward passes of one network.
 *
 * <p>An engine holds scratch memory and compiled kernels but no parameters: those are passed in, as one direct
 * {@link FloatBuffer} in native byte order laid out by {@link ParameterLayout}. It serves one caller at a time, and may
 * use several threads of its own.
 *
 * <p>For a 1-bit layer the product is {@code alpha_c * S * I}, with {@code alpha_c = mean|w|} of the output channel's
 * latent weights, {@code S} the scale of the input codes and {@code I} the exact integer sum of codes times signs.
 */
public interface TrainingEngine extends AutoCloseable {

    /** How the parameters of the engine's network are laid out. */
    ParameterLayout layout();

    /**
     * Class scores with running statistics, as the exported model computes them.
     *
     * @param parameters the parameter vector; not changed
     * @param pixels {@code [image][y][x][channel]}, unsigned 8 bit, direct
     * @param images at least 1
     * @param scores output, {@code [image][class]}, direct
     */
    default void evaluate(FloatBuffer parameters, ByteBuffer pixels, int images, FloatBuffer scores) {
        evaluate(parameters, pixels, images, scores, StepListener.NONE);
    }

    /**
     * The same, heard step by step. Weights are prepared before the first step: a model that is only evaluated would
     * keep them prepared.
     */
    void evaluate(FloatBuffer parameters, ByteBuffer pixels, int images, FloatBuffer scores, StepListener listener);

    /**
     * The forward pass of a training step: batch statistics, dropout; what the backward pass needs is kept.
     *
     * @param seed of the dropout masks of this step
     */
    void forward(FloatBuffer parameters, ByteBuffer pixels, int images, long seed, FloatBuffer scores);

    /**
     * The backward pass of the last {@link #forward}.
     *
     * @param parameters unchanged since {@code forward}
     * @param scoreGradient loss gradient by score, {@code [image][class]}, summed (not averaged) over images
     * @param gradient output, laid out as the parameters: for trained parameters the loss gradient by parameter; for
     *     running statistics and ranges {@code old - new}, so that subtracting it moves the state on; 0 for signs
     */
    void backward(FloatBuffer parameters, FloatBuffer scoreGradient, FloatBuffer gradient);

    /**
     * Restores the invariants of the state after an optimizer step or an averaging: scales the latent weights of 1-bit
     * layers, clips them to -1..1 and lets their signs flip, as the engine's {@link Settlement} says.
     *
     * @param parameters the parameter vector; changed in place
     * @param step steps taken so far, from which a growing threshold follows; 0 or more
     */
    void settle(FloatBuffer parameters, int step);

    /**
     * Nanoseconds that the engine's first thread has spent in each phase so far.
     *
     * @return empty where the engine does not measure itself
     */
    default Map<Phase, Long> nanosByPhase() {
        return Map.of();
    }

    /** Releases native memory. */
    @Override
    void close();
}
