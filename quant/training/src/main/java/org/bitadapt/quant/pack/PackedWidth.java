package org.bitadapt.quant.pack;

import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.Width;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.quantization.Folding;
import org.bitadapt.quant.engine.quantization.MapScales;

/**
 * One bit width of a network that is being packed.
 *
 * @param width the width in the packed file
 * @param network the network at the width
 * @param layout where the width's parameters are
 * @param scales the units of the width's maps
 */
record PackedWidth(
        org.bitadapt.runtime.format.Width width, LoweredNetwork network, ParameterLayout layout, MapScales scales) {

    /** The widths of a network, ascending. */
    static List<PackedWidth> of(NetworkSpec spec, PixelNormalization pixels, FloatBuffer parameters) {
        ParameterLayout whole = ParameterLayout.of(LoweredNetwork.of(spec));
        return spec.allWidths().stream()
                .map(width -> {
                    LoweredNetwork network = LoweredNetwork.of(spec.at(width));
                    ParameterLayout layout = whole.at(width);
                    MapScales scales = MapScales.of(network, layout, parameters, pixels);
                    Width named = spec.widths().isEmpty() ? spec.ownWidth() : width;
                    return new PackedWidth(
                            new org.bitadapt.runtime.format.Width(named.weights(), named.maps()),
                            network,
                            layout,
                            scales);
                })
                .toList();
    }

    /** The multipliers, offsets and residual scale of a product at this width. */
    Folding folding(String product, FloatBuffer parameters) {
        Step.Product own = network.products().stream()
                .filter(candidate -> candidate.name().equals(product))
                .findFirst()
                .orElseThrow();
        return Folding.of(own, scales, layout, parameters);
    }
}
