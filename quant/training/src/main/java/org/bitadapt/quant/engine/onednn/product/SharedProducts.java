package org.bitadapt.quant.engine.onednn.product;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.onednn.worker.GradientPlan;
import org.bitadapt.quant.engine.onednn.worker.Slice;
import org.bitadapt.quant.engine.onednn.worker.Workers;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.MapScales;

/**
 * The products of one engine, in the order of the network: what the workers share of each, and how their work on weights is
 * divided.
 */
public final class SharedProducts implements AutoCloseable {

    private final Workers workers;
    private final WeightPreparation preparation;
    private final List<SharedProduct> products = new ArrayList<>();

    /**
     * Makes the shared parts of a network's products, which own no memory before a program is bound.
     *
     * @param layout where the network keeps its parameters
     * @param gradients how precisely gradients are multiplied
     */
    public SharedProducts(
            LoweredNetwork network, ParameterLayout layout, EngineOptions.Gradients gradients, Workers workers) {
        this.workers = workers;
        this.preparation = new WeightPreparation(network.products(), workers.size());
        for (int i = 0; i < network.steps().size(); i++) {
            if (network.steps().get(i) instanceof Step.Product product) {
                int worker = preparation.worker(products.size());
                PreparedWeights weights = new PreparedWeights(product, layout, workers.scratch(worker));
                products.add(new SharedProduct(
                        product, i, layout, weights, Products.precision(product, gradients), workers.size()));
            }
        }
    }

    /**
     * Binds a product to one slice of a batch.
     *
     * @param product the product's number among the network's products
     * @param buffers where gradients are
     */
    public OneDnnProduct bind(int product, GradientPlan.StepBuffers buffers, Slice slice) {
        return new OneDnnProduct(products.get(product), buffers, slice);
    }

    /**
     * The sum over slices of the gradients by weights.
     *
     * @param bound the bound products, by product and slice
     */
    public WeightGradients weightGradients(List<List<OneDnnProduct>> bound) {
        List<List<ProductExecution>> executions = bound.stream()
                .map(slices -> slices.stream().map(OneDnnProduct::execution).toList())
                .toList();
        return new WeightGradients(products, executions, preparation, workers.size());
    }

    /** Does one worker's share of preparing weights for an evaluation. */
    public void prepareForEvaluation(int worker, FloatBuffer parameters) {
        prepare(worker, parameters, false);
    }

    /** Does one worker's share of preparing weights for a forward and a backward pass. */
    public void prepareForTraining(int worker, FloatBuffer parameters) {
        prepare(worker, parameters, true);
    }

    private void prepare(int worker, FloatBuffer parameters, boolean training) {
        for (int i = 0; i < products.size(); i++) {
            if (preparation.worker(i) == worker) {
                products.get(i).weights().prepare(parameters, training, workers.stream(worker));
            }
        }
    }

    /** Does one worker's share of folding parameters; all products must be folded before any worker evaluates. */
    public void fold(int worker, MapScales scales, FloatBuffer parameters) {
        products.stream()
                .filter(product -> product.index() % workers.size() == worker)
                .forEach(product -> product.fold(scales, parameters));
    }

    /** Sets the number of workers that share the batch in hand. */
    public void participants(int count) {
        products.forEach(product -> product.participants(count));
    }

    /** Frees prepared weights and the workers' gradients by weights. */
    @Override
    public void close() {
        products.forEach(SharedProduct::close);
    }
}
