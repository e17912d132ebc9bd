package org.bitadapt.quant.engine.parameter;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parameters that a network takes over from another network, where name, role and number agree. Other parameters, such
 * as those of a classifier for other classes, stay as they are. A layer that keeps its weights keeps the bias, batch
 * norm and range that go with them.
 *
 * <p>A 1-bit layer that takes over float weights takes their signs. A width that the other network does not have takes its
 * batch norm and ranges from the other network's widest.
 *
 * @param parameters the parameters of the receiving network, some of them replaced; shared, not copied
 * @param taken the names of the layers that have the other network's weights
 * @param kept the names of the layers that keep their own weights
 * @see <a href="https://arxiv.org/abs/1411.1792">Yosinski et al. 2014, section 2</a>
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record ParameterTransfer(float[] parameters, List<String> taken, List<String> kept) {

    public ParameterTransfer {
        taken = List.copyOf(taken);
        kept = List.copyOf(kept);
    }

    /**
     * Takes over the parameters that fit.
     *
     * @param target where the receiving network keeps its parameters
     * @param parameters the receiving network's vector; overwritten where the other network's parameters fit
     * @param source where the other network keeps its parameters
     * @param values the other network's vector of {@code source.size()} elements
     */
    public static ParameterTransfer of(
            ParameterLayout target, float[] parameters, ParameterLayout source, float[] values) {
        return of(target, parameters, source, values, Set.of());
    }

    /**
     * Takes over the parameters that fit, except those of some layers.
     *
     * @param target where the receiving network keeps its parameters
     * @param parameters the receiving network's vector; overwritten where the other network's parameters fit
     * @param source where the other network keeps its parameters
     * @param values the other network's vector of {@code source.size()} elements
     * @param others layers of the other network that mean something else and are not taken over, whatever their size
     */
    public static ParameterTransfer of(
            ParameterLayout target, float[] parameters, ParameterLayout source, float[] values, Set<String> others) {
        List<String> taken = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        // Weights come first: whether a layer keeps its weights is known when its other parameters come.
        for (ParameterSlice slice : target.slices().values()) {
            boolean fits = fits(slice, source) && !others.contains(slice.node());
            if (slice.role() == ParameterRole.WEIGHT) {
                (fits ? taken : kept).add(slice.node());
            }
            if (kept.contains(target.layer(slice))) {
                continue;
            }
            if (fits) {
                int offset = source(slice, source).offset();
                System.arraycopy(values, offset, parameters, slice.offset(), slice.length());
            } else if (slice.role() == ParameterRole.SIGN) {
                ParameterSlice weights = target.slice(slice.node(), ParameterRole.WEIGHT);
                Initialization.signs(weights, slice, FloatBuffer.wrap(parameters));
            }
        }
        return new ParameterTransfer(parameters, taken, kept);
    }

    private static boolean fits(ParameterSlice slice, ParameterLayout source) {
        return source.has(slice.node(), slice.role()) && source(slice, source).length() == slice.length();
    }

    /** The source's slice of the same width, or of its widest where it does not have the width. */
    private static ParameterSlice source(ParameterSlice slice, ParameterLayout source) {
        ParameterSlice same = source.slices().get(slice.key());
        return same == null ? source.slice(slice.node(), slice.role()) : same;
    }
}
