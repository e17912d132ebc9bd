package org.bitadapt.netadapt.energy;

import java.util.Optional;
import org.bitadapt.common.lowering.Step;

/** The least energy of a stage on given tiles. */
final class StageModel {

    private final LayerModel layers;
    private final PoolingModel pooling;
    private final StageWork work;

    StageModel(Hardware hardware, LayerModel layers, StageWork work) {
        this.layers = layers;
        this.pooling = new PoolingModel(hardware);
        this.work = work;
    }

    /**
     * The plan with the least energy; empty if the stage does not fit the tiles.
     *
     * @param images the images that are computed together
     */
    Optional<LayerPlan> plan(Stage stage, Placement placement, int images) {
        Step step = stage.step();
        if (step instanceof Step.Product product) {
            return layers.plan(work.product(product, images), placement);
        }
        if (step instanceof Step.MaxPool pool) {
            return Optional.of(pooling.plan(work.maximum(pool, images), placement));
        }
        if (step instanceof Step.GlobalAverage average) {
            return Optional.of(pooling.plan(work.average(average, images), placement));
        }
        throw new IllegalArgumentException("Unsupported step: " + step.name() + " (must be a product or pooling)");
    }

    /** The multiply-accumulates, comparisons and additions of a stage for one image. */
    double operations(Stage stage) {
        Step step = stage.step();
        if (step instanceof Step.Product product) {
            return product.macs();
        }
        return step instanceof Step.MaxPool pool
                ? work.maximum(pool, 1).windows().macs()
                : step.input().shape().size();
    }
}
