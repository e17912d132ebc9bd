package org.bitadapt.netadapt.energy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.Shape;

/** What the steps of a network give an accelerator to do. */
final class StageWork {

    private final Hardware hardware;
    private final OperandWidths widths;
    private final Map<String, Integer> parts;
    /** The maps behind a ReLU, by index. */
    private final Set<Integer> rectified = new HashSet<>();

    /**
     * @param parts for products by name, in how many equal parts their filters are computed
     */
    StageWork(Hardware hardware, OperandWidths widths, LoweredNetwork network, Map<String, Integer> parts) {
        this.hardware = hardware;
        this.widths = widths;
        this.parts = parts;
        network.steps().stream()
                .filter(this::isRectified)
                .forEach(step -> rectified.add(step.output().index()));
    }

    private boolean isRectified(Step step) {
        if (step instanceof Step.Product product) {
            return product.activation().isPresent();
        }
        return !(step instanceof Step.GlobalAverage)
                && rectified.contains(step.input().index());
    }

    private double zeros(FeatureMap map) {
        return rectified.contains(map.index()) ? hardware.maps().zeros() : 0;
    }

    Workload product(Step.Product product, int images) {
        int groups = product.groups();
        int split = parts.getOrDefault(product.name(), groups);
        if (split % groups != 0 || product.layer().outputs() % split != 0) {
            throw new IllegalArgumentException("Invalid parts of " + product.name() + ": " + split
                    + " (must be a multiple of its groups, and a divisor of its outputs)");
        }
        Shape out = product.output().shape();
        Geometry geometry = new Geometry(
                product.input().shape().channels() / groups,
                product.layer().outputs() / split,
                product.window().height(),
                product.window().width(),
                product.window().stride(),
                out.height(),
                out.width(),
                images);
        double residual = product.residual()
                .map(map -> (double) images * out.size() * widths.map(map))
                .orElse(0.0);
        return new Workload(
                geometry,
                split,
                widths.bits(product),
                residual,
                widths.macCost(product),
                zeros(product.input()),
                zeros(product.output()));
    }

    PoolingModel.Pooling maximum(Step.MaxPool pool, int images) {
        return pooling(
                pool,
                pool.window().height(),
                pool.window().width(),
                pool.window().stride(),
                images);
    }

    PoolingModel.Pooling average(Step.GlobalAverage average, int images) {
        Shape in = average.input().shape();
        return pooling(average, in.height(), in.width(), 1, images);
    }

    private PoolingModel.Pooling pooling(Step step, int height, int width, int stride, int images) {
        Shape out = step.output().shape();
        return new PoolingModel.Pooling(
                new Geometry(1, out.channels(), height, width, stride, out.height(), out.width(), images),
                widths.map(step.input()),
                widths.map(step.output()),
                widths.additionCost(),
                zeros(step.input()));
    }
}
