package org.bitadapt.quant.layer;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.contract.TrainingEngine;

/**
 * The training pass of one width: a borrowed engine, which keeps the feature maps from the forward to the backward pass.
 */
final class WidthPass {

    private final EngineKey key;
    private final Width width;
    private final TrainingEngine engine;
    private final int classes;

    private WidthPass(EngineKey key, Width width) {
        this.key = key;
        this.width = width;
        this.classes = key.network().classes();
        this.engine = EnginePool.shared().borrow(key, width);
    }

    /** Borrows an engine of one width. */
    static WidthPass of(EngineKey key, Width width) {
        return new WidthPass(key, width);
    }

    /**
     * Runs the forward pass.
     *
     * @param column the first of this width's columns among the scores
     * @param scores receives this width's scores, {@code [images][all widths * classes]}
     */
    void forward(FloatBuffer parameters, ByteBuffer pixels, int images, long seed, int column, FloatBuffer scores) {
        int columns = scores.capacity() / images;
        if (columns == classes) {
            engine.forward(parameters, pixels, images, seed, scores);
            return;
        }
        FloatBuffer own = Buffers.direct(new float[images * classes]);
        engine.forward(parameters, pixels, images, seed, own);
        for (int image = 0; image < images; image++) {
            scores.put(image * columns + column, own, image * classes, classes);
        }
    }

    /**
     * Runs the backward pass.
     *
     * @param column the first of this width's columns among the scores
     * @param scoreGradient the gradient by all widths' scores
     * @param gradient receives this width's gradient
     */
    void backward(FloatBuffer parameters, int images, int column, FloatBuffer scoreGradient, FloatBuffer gradient) {
        int columns = scoreGradient.capacity() / images;
        if (columns == classes) {
            engine.backward(parameters, scoreGradient, gradient);
            return;
        }
        FloatBuffer own = Buffers.direct(new float[images * classes]);
        for (int image = 0; image < images; image++) {
            own.put(image * classes, scoreGradient, image * columns + column, classes);
        }
        engine.backward(parameters, own, gradient);
    }

    /** Gives the engine back. */
    void release() {
        EnginePool.shared().giveBack(key, width, engine);
    }
}
