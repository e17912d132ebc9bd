package org.bitadapt.quant.engine.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.contract.Phase;
import org.bitadapt.quant.engine.contract.StepListener;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.MapScales;

/** The steps of a network, bound to the workers' memory for one number of images. */
final class BatchProgram {

    private final List<Slice> slices = new ArrayList<>();
    private final List<List<OneDnnStep>> steps = new ArrayList<>();
    private final List<List<ProductExecution>> executions = new ArrayList<>();
    private final WeightGradients weightGradients;
    private boolean preparedForTraining;

    /** The parts that the programs of one engine share. */
    record Shared(
            LoweredNetwork network,
            ParameterLayout layout,
            GradientPlan plan,
            WorkerTeam team,
            List<Worker> workers,
            WeightPreparation preparation,
            List<SharedProduct> products) {}

    BatchProgram(Shared shared, int images) {
        shared.products().forEach(product -> executions.add(new ArrayList<>()));
        int most = (images + shared.workers().size() - 1) / shared.workers().size();
        for (int first = 0; first < images; first += most) {
            Worker worker = shared.workers().get(slices.size());
            Slice slice = new Slice(worker, shared.team(), first, Math.min(most, images - first));
            slices.add(slice);
            steps.add(bind(shared, slice));
        }
        weightGradients = new WeightGradients(shared, executions);
    }

    private List<OneDnnStep> bind(Shared shared, Slice slice) {
        List<OneDnnStep> bound = new ArrayList<>();
        int product = 0;
        for (int i = 0; i < shared.network().steps().size(); i++) {
            Step step = shared.network().steps().get(i);
            GradientPlan.StepBuffers buffers = shared.plan().steps().get(i);
            if (step instanceof Step.Product) {
                SharedProduct common = shared.products().get(product);
                ProductExecution execution = new ProductExecution(common, buffers, slice);
                executions.get(product++).add(execution);
                bound.add(new OneDnnProduct(common, shared.layout(), buffers, execution, slice));
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

    void prepareTraining() {
        if (!preparedForTraining) {
            executions.forEach(BatchProgram::prepareTraining);
            preparedForTraining = true;
        }
    }

    /**
     * Puts the second slice's gradients into the gradient vector where they fit: a large network's weights are most of
     * its memory.
     */
    private static void prepareTraining(List<ProductExecution> slices) {
        for (int i = 0; i < slices.size(); i++) {
            ProductExecution execution = slices.get(i);
            boolean borrows = i == 1
                    && execution.fitsSigns()
                    && execution.weightGradientFormat().equals(slices.get(0).weightGradientFormat());
            execution.prepareTraining(borrows ? ProductExecution.Place.SIGNS : ProductExecution.Place.OWN);
        }
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
