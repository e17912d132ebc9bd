package org.bitadapt.quant.engine.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.contract.StepListener;
import org.bitadapt.quant.engine.onednn.product.OneDnnProduct;
import org.bitadapt.quant.engine.onednn.product.SharedProducts;
import org.bitadapt.quant.engine.onednn.product.WeightGradients;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.OneDnnStep;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.onednn.worker.Workers;
import org.bitadapt.quant.engine.quantization.MapScales;

/** The steps of a network, bound to the workers' memory for one number of images. */
final class BatchProgram {

    private final List<Slice> slices;
    private final List<List<OneDnnStep>> steps = new ArrayList<>();
    private final WeightGradients weightGradients;

    /** The parts that the programs of one engine share. */
    record Shared(LoweredNetwork network, GradientPlan plan, Workers workers, SharedProducts products) {}

    BatchProgram(Shared shared, int images) {
        slices = shared.workers().slices(images);
        List<List<OneDnnProduct>> products = new ArrayList<>();
        shared.network().products().forEach(product -> products.add(new ArrayList<>()));
        slices.forEach(slice -> steps.add(bind(shared, slice, products)));
        weightGradients = shared.products().weightGradients(products);
    }

    /** Binds the steps to a slice, and adds the bound products to {@code products}. */
    private static List<OneDnnStep> bind(Shared shared, Slice slice, List<List<OneDnnProduct>> products) {
        List<OneDnnStep> bound = new ArrayList<>();
        int product = 0;
        for (int i = 0; i < shared.network().steps().size(); i++) {
            Step step = shared.network().steps().get(i);
            GradientPlan.StepBuffers buffers = shared.plan().steps().get(i);
            if (step instanceof Step.Product) {
                OneDnnProduct made = shared.products().bind(product, buffers, slice);
                products.get(product++).add(made);
                bound.add(made);
            } else if (step instanceof Step.MaxPool pool) {
                bound.add(new OneDnnMaxPooling(pool, i, buffers, slice));
            } else if (step instanceof Step.GlobalAverage average) {
                bound.add(new OneDnnAverage(average, buffers, slice));
            } else {
                bound.add(new OneDnnDropout((Step.Drop) step, buffers, slice));
            }
        }
        return bound;
    }

    /** Makes what training needs beyond an evaluation; does nothing the second time. */
    void prepareTraining() {
        weightGradients.prepare();
    }

    /** The number of workers that take part: fewer than the team has if there are fewer images. */
    int workers() {
        return slices.size();
    }

    Slice slice(int worker) {
        return slices.get(worker);
    }

    void evaluate(int worker, FloatBuffer parameters, MapScales scales, StepListener listener) {
        OneDnnStep.Pass pass =
                new OneDnnStep.Pass(parameters, 0, slices.get(worker).first());
        List<OneDnnStep> mine = steps.get(worker);
        for (int i = 0; i < mine.size(); i++) {
            listener.reached(i);
            mine.get(i).evaluate(pass, scales);
        }
        listener.reached(mine.size());
    }

    void forward(int worker, FloatBuffer parameters, long seed) {
        OneDnnStep.Pass pass =
                new OneDnnStep.Pass(parameters, seed, slices.get(worker).first());
        steps.get(worker).forEach(step -> step.forward(pass));
    }

    void backward(int worker, FloatBuffer parameters, long seed, FloatBuffer gradient) {
        OneDnnStep.Pass pass =
                new OneDnnStep.Pass(parameters, seed, slices.get(worker).first());
        List<OneDnnStep> mine = steps.get(worker);
        for (int i = mine.size() - 1; i >= 0; i--) {
            mine.get(i).backward(pass, gradient);
        }
        Slice slice = slices.get(worker);
        slice.meet();
        slice.enter(Phase.REDUCTION);
        weightGradients.reduce(slice, slices.size(), parameters, gradient);
    }
}
