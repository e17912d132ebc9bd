package org.bitadapt.netadapt.latency;

import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.Shape;
import org.bitadapt.runtime.latency.LayerGeometry;
import org.bitadapt.runtime.latency.LayerGeometry.Residual;
import org.bitadapt.runtime.latency.LayerKind;
import org.bitadapt.runtime.latency.LayerShape;
import org.bitadapt.runtime.latency.MapKind;

/** The shapes under which tables list the steps of a network. */
final class StepShapes {

    private static final Step.Window WHOLE = new Step.Window(0, 0, 1, 0);

    private StepShapes() {}

    /** The shape of a step; empty for dropout, which takes no time. */
    static Optional<LayerShape> shape(Step step) {
        return geometry(step)
                .map(geometry -> new LayerShape(
                        geometry,
                        step.input().shape().channels(),
                        step.output().shape().channels()));
    }

    /** The geometry of a step; empty for dropout. */
    static Optional<LayerGeometry> geometry(Step step) {
        if (step instanceof Step.Product product) {
            return Optional.of(geometry(product));
        }
        if (step instanceof Step.MaxPool pool) {
            return Optional.of(geometry(LayerKind.MAX_POOL, pool, pool.window(), 0, Residual.NONE));
        }
        return step instanceof Step.GlobalAverage
                ? Optional.of(geometry(LayerKind.GLOBAL_AVERAGE, step, WHOLE, 0, Residual.NONE))
                : Optional.empty();
    }

    static LayerGeometry geometry(Step.Product product) {
        boolean convolution = product.layer() instanceof LayerSpec.Conv2d;
        Residual residual = product.residual()
                .map(map -> map.kind() == FeatureMap.Kind.CODES ? Residual.CODES : Residual.FLOATS)
                .orElse(Residual.NONE);
        return geometry(
                convolution ? LayerKind.CONVOLUTION : LayerKind.LINEAR,
                product,
                convolution ? product.window() : WHOLE,
                product.layer().weights().bits(),
                residual);
    }

    private static LayerGeometry geometry(
            LayerKind kind, Step step, Step.Window window, int weightBits, Residual residual) {
        Shape in = step.input().shape();
        return new LayerGeometry(
                kind,
                window.height(),
                window.stride(),
                window.padding(),
                in.height(),
                in.width(),
                weightBits,
                MapKind.valueOf(step.input().kind().name()),
                MapKind.valueOf(step.output().kind().name()),
                residual);
    }
}
