package org.bitadapt.quant.engine.contract;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/**
 * Forward and backward passes of one network.
 *
 * <p>An engine holds scratch memory and compiled kernels but no parameters: parameters are passed in, as one direct
 * {@link FloatBuffer} in native byte order laid out by {@link ParameterLayout}. An engine serves one caller at a time,
 * and may use several threads of its own.
 *
 * <p>For a 1-bit layer the product is {@code alpha_c * S * I}, with {@code alpha_c = mean|w|} of the output channel's
 * latent weights, {@code S} the scale of the input codes and {@code I} the exact integer sum of codes times signs.
 */
public interface TrainingEngine extends AutoCloseable {

    /** How the parameters of the engine's network are laid out. */
    ParameterLayout layout();

    /**
     * Computes class scores with running statistics, as the exported model does.
     *
     * @param parameters the parameter vector; not changed
     * @param pixels the images {@code [image][y][x][channel]}, unsigned 8 bit, direct
     * @param images the number of images, at least 1
     * @param scores receives the scores {@code [image][class]}, direct
     */
    default void evaluate(FloatBuffer parameters, ByteBuffer pixels, int images, FloatBuffer scores) {
        evaluate(parameters, pixels, images, scores, StepListener.NONE);
    }

    /**
     * Computes class scores with running statistics, and tells a listener of each step. Weights are prepared before the
     * first step: a model that is only evaluated would keep them prepared.
     */
    void evaluate(FloatBuffer parameters, ByteBuffer pixels, int images, FloatBuffer scores, StepListener listener);

    /**
     * Runs the forward pass of a training step, with batch statistics and dropout, and keeps what the backward pass
     * needs.
     *
     * @param seed the seed of the dropout masks of this step
     */
    void forward(FloatBuffer parameters, ByteBuffer pixels, int images, long seed, FloatBuffer scores);

    /**
     * Runs the backward pass of the last {@link #forward}.
     *
     * @param parameters the parameter vector, unchanged since {@code forward}
     * @param scoreGradient the loss gradient by score, {@code [image][class]}, of the sum (not the mean) over images
     * @param gradient receives the gradient, laid out as the parameters: for trained parameters the loss gradient by
     *     parameter; for running statistics and ranges {@code old - new}, so that subtracting it moves the state on; 0
     *     for signs
     */
    void backward(FloatBuffer parameters, FloatBuffer scoreGradient, FloatBuffer gradient);

    /**
     * Restores the invariants of the state after an optimizer step or an averaging: scales the latent weights of 1-bit
     * layers, clips them to -1..1 and lets their signs flip, as the engine's
     * {@link org.bitadapt.quant.engine.hysteresis.Settlement} says.
     *
     * @param parameters the parameter vector; changed in place
     * @param step the number of steps taken so far, from which a growing threshold follows; 0 or more
     */
    void settle(FloatBuffer parameters, int step);

    /**
     * Nanoseconds that the engine's first thread has spent in each phase so far.
     *
     * @return the nanoseconds by phase; empty where the engine does not measure itself
     */
    default Map<Phase, Long> nanosByPhase() {
        return Map.of();
    }

    /** Releases native memory. */
    @Override
    void close();
}
