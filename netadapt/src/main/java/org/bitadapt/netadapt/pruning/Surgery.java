package org.bitadapt.netadapt.pruning;

import java.util.List;
import java.util.stream.IntStream;
import org.bitadapt.common.channel.ChannelGroup;
import org.bitadapt.common.channel.ChannelGroups;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/**
 * Takes channels out of a network, its parameters and its optimizer's state.
 *
 * <p>Producers lose the outputs (weights, signs, bias), batch norms lose the channels, and consumers lose the inputs:
 * behind a flatten, {@code height x width} consecutive inputs for each channel. In a network of several bit widths every
 * width's own batch norm loses the channels; every width's ranges stay.
 *
 * <p>In evaluation the pruned network computes what the whole network computes if the removed channels are zero, that
 * is if their weights, biases, gammas and betas are 0:
 *
 * <ul>
 *   <li>FLOAT32: exact but for the order of sums, which lose zeros only.
 *   <li>BINARY, PLANES2 to PLANES7: {@code alpha}, a multiple of {@code mean|w|}, of a consumer would change with the inputs that it loses. The consumer's latent
 *       weights are therefore scaled by {@code alpha / alpha'}, output by output, which keeps alpha to float rounding.
 *       The integer sums are exact.
 *   <li>INT8: the scale {@code max|w| / 127} of a consumer follows the weights that it keeps, and can only become
 *       finer. The result is exact against the whole network with zero weights for the removed inputs.
 * </ul>
 */
public final class Surgery {

    private final NetworkSpec whole;
    private final NetworkSpec network;
    private final LoweredNetwork lowered;
    private final ParameterLayout before;
    private final ParameterLayout after;
    private final ChannelGroup group;
    private final int[] kept;

    /**
     * @param groups the groups of the whole network
     * @param group a prunable group of the whole network
     * @param kept the indices of the channels that stay, ascending, at least one
     * @throws IllegalArgumentException if the group is not prunable, or {@code kept} does not ascend within the group's
     *     channels
     */
    public Surgery(ChannelGroups groups, ChannelGroup group, List<Integer> kept) {
        for (int i = 0; i < kept.size(); i++) {
            int least = i == 0 ? 0 : kept.get(i - 1) + 1;
            if (kept.get(i) < least || kept.get(i) >= group.channels()) {
                throw new IllegalArgumentException("Invalid kept channels of group " + group.name() + ": " + kept
                        + " (must ascend within 0.." + (group.channels() - 1) + ")");
            }
        }
        this.group = group;
        this.kept = kept.stream().mapToInt(Integer::intValue).toArray();
        this.whole = groups.network();
        this.network = groups.withChannels(group, kept.size());
        this.lowered = LoweredNetwork.of(network);
        this.before = ParameterLayout.of(LoweredNetwork.of(whole));
        this.after = ParameterLayout.of(lowered);
    }

    /** The pruned network. */
    public NetworkSpec network() {
        return network;
    }

    /**
     * The parameters of the pruned network.
     *
     * @param old the parameter vector of the whole network; not changed
     * @throws IllegalArgumentException if {@code old} is not of the whole network's size
     */
    public float[] parameters(float[] old) {
        require("parameters", old.length, before.size());
        float[] pruned = select(old, after.size());
        for (Step.Product product : lowered.products()) {
            if (product.layer().weights().hasPlanes() && consumes(product.name())) {
                keepScales(product, old, pruned);
            }
        }
        return pruned;
    }

    /**
     * The optimizer's velocities of the pruned network.
     *
     * @param old one velocity per trained parameter of the whole network, in the order of the parameter vector; not
     *     changed
     * @throws IllegalArgumentException if there is not one velocity per trained parameter
     */
    public float[] velocities(float[] old) {
        require("velocities", old.length, trained(before));
        return select(old, trained(after));
    }

    private static void require(String what, int actual, int expected) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "Invalid " + what + ": " + actual + " values (must be " + expected + ", one for each before)");
        }
    }

    private static int trained(ParameterLayout layout) {
        return layout.slices().values().stream()
                .filter(slice -> slice.role().trained())
                .mapToInt(ParameterSlice::length)
                .sum();
    }

    /** The first {@code length} elements of the pruned layout, copied from the whole network's vector. */
    private float[] select(float[] old, int length) {
        float[] pruned = new float[length];
        after.slices().values().stream()
                .filter(target -> target.offset() < length)
                .forEach(target -> copy(old, before.slices().get(target.key()), pruned, target.offset()));
        return pruned;
    }

    /** Copies the rows and columns of a slice that stay; a slice with one value per output has one column. */
    private void copy(float[] old, ParameterSlice source, float[] pruned, int offset) {
        boolean weights = source.role() == ParameterRole.WEIGHT || source.role() == ParameterRole.SIGN;
        int width = weights ? source.length() / outputsBefore(source.node()) : 1;
        int[] columns = weights ? columns(source.node(), width) : all(1);
        int to = offset;
        for (int row : rows(source.node(), source.length() / width)) {
            int from = source.offset() + row * width;
            for (int column : columns) {
                pruned[to++] = old[from + column];
            }
        }
    }

    private int outputsBefore(String node) {
        return ((LayerSpec.Weighted) whole.node(node).layer()).outputs();
    }

    /** The indices of a node's outputs that stay. */
    private int[] rows(String node, int count) {
        return produces(node) ? kept : all(count);
    }

    /** The indices of one output's weights that stay: in a consumer, a block for every kept channel. */
    private int[] columns(String node, int perOutput) {
        if (!consumes(node)) {
            return all(perOutput);
        }
        int block = perOutput / group.channels();
        return IntStream.of(kept)
                .flatMap(channel -> IntStream.range(channel * block, (channel + 1) * block))
                .toArray();
    }

    private boolean produces(String node) {
        return group.producers().contains(node) || group.normalizations().contains(node);
    }

    private boolean consumes(String node) {
        return group.consumers().stream().anyMatch(consumer -> consumer.node().equals(node));
    }

    private static int[] all(int length) {
        return IntStream.range(0, length).toArray();
    }

    private void keepScales(Step.Product product, float[] old, float[] pruned) {
        ParameterSlice source = before.slice(product.name(), ParameterRole.WEIGHT);
        ParameterSlice target = after.slice(product.name(), ParameterRole.WEIGHT);
        int outputs = outputsBefore(product.name());
        int[] rows = rows(product.name(), outputs);
        int widthBefore = source.length() / outputs;
        int width = product.weightsPerOutput();
        for (int output = 0; output < rows.length; output++) {
            double alpha = meanMagnitude(old, source.offset() + rows[output] * widthBefore, widthBefore);
            int from = target.offset() + output * width;
            double changed = meanMagnitude(pruned, from, width);
            for (int i = from; changed > 0 && i < from + width; i++) {
                pruned[i] = (float) (pruned[i] * (alpha / changed));
            }
        }
    }

    private static double meanMagnitude(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.abs(values[i]);
        }
        return sum / count;
    }
}
