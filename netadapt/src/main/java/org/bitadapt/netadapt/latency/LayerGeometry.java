package org.bitadapt.netadapt.latency;

import java.io.Serializable;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Shape;

/**
 * All that a layer's time depends on but its channels.
 *
 * @param kind what it computes
 * @param kernel side of the window; 0 where it is the whole map
 * @param stride of the window; 1 where it is the whole map
 * @param padding on each side
 * @param height of the input
 * @param width of the input
 * @param weightBits for one weight; 0 without weights
 * @param input what the input's values are
 * @param output what the output's values are
 * @param residual what is added before the activation; {@link Residual#NONE} for nothing
 */
public record LayerGeometry(
        LayerKind kind,
        int kernel,
        int stride,
        int padding,
        int height,
        int width,
        int weightBits,
        FeatureMap.Kind input,
        FeatureMap.Kind output,
        Residual residual)
        implements Serializable {

    /** What is added before the activation. */
    public enum Residual {
        /** Nothing. */
        NONE,
        /** Unsigned 8-bit codes. */
        CODES,
        /** Floating point. */
        FLOATS;

        static Residual of(FeatureMap.Kind kind) {
            return kind == FeatureMap.Kind.CODES ? CODES : FLOATS;
        }
    }

    public LayerGeometry {
        boolean whole = kind == LayerKind.LINEAR || kind == LayerKind.GLOBAL_AVERAGE;
        require("kernel", kernel, whole ? 0 : 1, whole ? 0 : Integer.MAX_VALUE);
        require("stride", stride, 1, whole ? 1 : Integer.MAX_VALUE);
        require("padding", padding, 0, Math.max(kernel - 1, 0));
        require("height", height, 1, Integer.MAX_VALUE);
        require("width", width, 1, Integer.MAX_VALUE);
        if (kind.channelwise() ? weightBits != 0 : weightBits != 1 && weightBits != 8 && weightBits != 32) {
            throw new IllegalArgumentException(
                    "Invalid weight bits: " + weightBits + " (must be " + (kind.channelwise() ? "0)" : "1, 8 or 32)"));
        }
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            String rule = least == most ? String.valueOf(least) : "at least " + least;
            throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be "
                    + (value > most && least != most ? "at most " + most : rule) + ")");
        }
    }

    /** The geometry of a step; empty for dropout, which takes no time. */
    static Optional<LayerGeometry> of(Step step) {
        if (step instanceof Step.Product product) {
            return Optional.of(product(product));
        }
        if (step instanceof Step.MaxPool pool) {
            return Optional.of(pooling(LayerKind.MAX_POOL, pool, pool.window().height(), pool.window()));
        }
        return step instanceof Step.GlobalAverage
                ? Optional.of(pooling(LayerKind.GLOBAL_AVERAGE, step, 0, new Step.Window(0, 0, 1, 0)))
                : Optional.empty();
    }

    private static LayerGeometry product(Step.Product product) {
        boolean convolution = product.layer() instanceof LayerSpec.Conv2d;
        Shape in = product.input().shape();
        return new LayerGeometry(
                convolution ? LayerKind.CONVOLUTION : LayerKind.LINEAR,
                convolution ? product.window().height() : 0,
                product.window().stride(),
                product.window().padding(),
                in.height(),
                in.width(),
                product.layer().weights().bits(),
                product.input().kind(),
                product.output().kind(),
                product.residual().map(map -> Residual.of(map.kind())).orElse(Residual.NONE));
    }

    private static LayerGeometry pooling(LayerKind kind, Step step, int kernel, Step.Window window) {
        Shape in = step.input().shape();
        return new LayerGeometry(
                kind,
                kernel,
                window.stride(),
                window.padding(),
                in.height(),
                in.width(),
                0,
                step.input().kind(),
                step.output().kind(),
                Residual.NONE);
    }
}
