package org.bitadapt.quant.engine.onednn.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;

/**
 * Which buffers the gradients of feature maps live in during a backward pass, and when they are free for others.
 *
 * <p>A map that several steps read has one gradient from each of them; the gradients are added up only where the step
 * that made the map reads them. A gradient that passes through a residual sum is shared, not copied.
 */
public final class GradientPlan {

    /**
     * The buffers of one step.
     *
     * @param output the gradients of the step's output map, one from each reader; the first is overwritten
     * @param product the gradient of a product's sums: the first of {@code output} unless other steps still read that
     *     buffer
     * @param input where the step writes the gradient of its input map, if any step needs it
     */
    public record StepBuffers(List<Integer> output, Optional<Integer> product, Optional<Integer> input) {}

    private final List<StepBuffers> steps = new ArrayList<>();
    private final List<Integer> floatsPerImage = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private final List<List<Integer>> ofMap = new ArrayList<>();

    /** Plans the backward pass of a network. */
    public GradientPlan(LoweredNetwork network) {
        network.maps().forEach(map -> ofMap.add(new ArrayList<>()));
        ofMap.get(network.output().index()).add(acquire(network.output()));
        for (int i = network.steps().size() - 1; i >= 0; i--) {
            steps.add(plan(network.steps().get(i)));
        }
        Collections.reverse(steps);
    }

    private StepBuffers plan(Step step) {
        List<Integer> output = List.copyOf(ofMap.get(step.output().index()));
        if (step instanceof Step.Product product) {
            return planProduct(product, output);
        }
        // The gradient by inputs is written image by image, while gradients of later images are still to be read.
        Optional<Integer> input = inputBuffer(step);
        free.addAll(output);
        return new StepBuffers(output, Optional.empty(), input);
    }

    private StepBuffers planProduct(Step.Product product, List<Integer> output) {
        // The gradients are added up into the first before anything else is written.
        free.addAll(output.subList(1, output.size()));
        boolean shared = product.residual().isPresent();
        int gradient = shared ? acquire(product.output()) : output.get(0);
        Optional<Integer> input = inputBuffer(product);
        product.residual().ifPresent(map -> ofMap.get(map.index()).add(output.get(0)));
        free.add(gradient);
        return new StepBuffers(output, Optional.of(gradient), input);
    }

    private Optional<Integer> inputBuffer(Step step) {
        if (step.input().kind() == FeatureMap.Kind.PIXELS) {
            return Optional.empty();
        }
        int buffer = acquire(step.input());
        ofMap.get(step.input().index()).add(buffer);
        return Optional.of(buffer);
    }

    /** The smallest free buffer that is large enough, or else a new one. */
    private int acquire(FeatureMap map) {
        int size = map.shape().size();
        Optional<Integer> best = free.stream()
                .filter(buffer -> floatsPerImage.get(buffer) >= size)
                .min((a, b) -> floatsPerImage.get(a) - floatsPerImage.get(b));
        if (best.isPresent()) {
            free.remove(best.get());
            return best.get();
        }
        floatsPerImage.add(size);
        return floatsPerImage.size() - 1;
    }

    /** The buffers of each step, in the order of steps. */
    public List<StepBuffers> steps() {
        return steps;
    }

    /** The number of floats that each buffer needs for one image. */
    List<Integer> floatsPerImage() {
        return floatsPerImage;
    }

    /** The buffer of the gradient of the class scores. */
    public int scores() {
        return steps.get(steps.size() - 1).output().get(0);
    }
}
