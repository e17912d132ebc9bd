package org.bitadapt.quant.engine.parameter;

import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Width;

/**
 * One width of a network of several, as a network of its own with the parameters that are the width's.
 *
 * @param network the network at the width
 * @param parameters its parameter vector
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record WidthParameters(NetworkSpec network, float[] parameters) {

    /**
     * Takes a width out of a network.
     *
     * @param network a network of one or more widths
     * @param parameters its parameter vector; not changed
     * @param width one of the network's widths; {@link Width#WIDEST} for the widest
     * @throws IllegalArgumentException if the network does not run at the width
     */
    public static WidthParameters of(NetworkSpec network, float[] parameters, Width width) {
        ParameterLayout source = ParameterLayout.of(LoweredNetwork.of(network)).at(width);
        if (network.widths().isEmpty()) {
            return new WidthParameters(network, parameters.clone());
        }
        NetworkSpec one = network.at(width);
        ParameterLayout target = ParameterLayout.of(LoweredNetwork.of(one));
        float[] own = new float[target.size()];
        target.slices().values().forEach(slice -> {
            int from = source.slice(slice.node(), slice.role()).offset();
            System.arraycopy(parameters, from, own, slice.offset(), slice.length());
        });
        return new WidthParameters(one, own);
    }
}
