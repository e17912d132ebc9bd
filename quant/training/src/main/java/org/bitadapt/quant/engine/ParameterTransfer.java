package org.bitadapt.quant.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parameters that a network takes over from another one: those of the same name, role and number. Everything else, such
 * as the classifier for other classes, stays as it is. A layer that keeps its weights keeps the bias, batch norm and
 * range that go with them.
 *
 * <p>A 1-bit layer that takes over float weights takes their signs.
 *
 * @param parameters of the receiving network, some of them replaced; shared, not copied
 * @param taken names of the layers that have the other network's weights
 * @param kept names of the layers that keep their own
 * @see <a href="https://arxiv.org/abs/1411.1792">Yosinski et al. 2014, section 2</a>
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record ParameterTransfer(float[] parameters, List<String> taken, List<String> kept) {

    public ParameterTransfer {
        taken = List.copyOf(taken);
        kept = List.copyOf(kept);
    }

    /**
     * Takes over what fits.
     *
     * @param target where the receiving network keeps its parameters
     * @param parameters the receiving network's, {@code target.size()}; overwritten where the other's fit
     * @param source where the other network keeps its parameters
     * @param values the other network's, {@code source.size()}
     */
    public static ParameterTransfer of(
            ParameterLayout target, float[] parameters, ParameterLayout source, float[] values) {
        return of(target, parameters, source, values, Set.of());
    }

    /**
     * Takes over what fits, but for some layers.
     *
     * @param target where the receiving network keeps its parameters
     * @param parameters the receiving network's, {@code target.size()}; overwritten where the other's fit
     * @param source where the other network keeps its parameters
     * @param values the other network's, {@code source.size()}
     * @param others layers of the other network that mean something else, whatever their size
     */
    public static ParameterTransfer of(
            ParameterLayout target, float[] parameters, ParameterLayout source, float[] values, Set<String> others) {
        List<String> taken = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        // Weights come before all else: what a layer keeps is known when all else of it comes.
        for (ParameterSlice slice : target.slices().values()) {
            boolean fits = fits(slice, source) && !others.contains(slice.node());
            if (slice.role() == ParameterRole.WEIGHT) {
                (fits ? taken : kept).add(slice.node());
            }
            if (kept.contains(target.layer(slice))) {
                continue;
            }
            if (fits) {
                int offset = source.slice(slice.node(), slice.role()).offset();
                System.arraycopy(values, offset, parameters, slice.offset(), slice.length());
            } else if (slice.role() == ParameterRole.SIGN) {
                ParameterSlice weights = target.slice(slice.node(), ParameterRole.WEIGHT);
                Initialization.signs(weights, slice, FloatBuffer.wrap(parameters));
            }
        }
        return new ParameterTransfer(parameters, taken, kept);
    }

    private static boolean fits(ParameterSlice slice, ParameterLayout source) {
        return source.has(slice.node(), slice.role())
                && source.slice(slice.node(), slice.role()).length() == slice.length();
    }
}
