package org.bitadapt.jobs.contents;

import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.jobs.picture.HysteresisHistogram;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;
import org.bitadapt.quant.layer.NetworkGraph;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Counts the latent and binary weights of a graph's layers. */
final class MeasuredHysteresis {

    private MeasuredHysteresis() {}

    /** A histogram per layer with 1-bit weights, in the order of the network; none for a float network. */
    static List<HysteresisHistogram> of(ComputationGraph graph) {
        ParameterLayout layout = NetworkGraph.layout(graph);
        FloatBuffer vector = NetworkGraph.parameters(graph);
        Hysteresis rule = NetworkGraph.configuration(graph).engineKey().hysteresis();
        return layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.SIGN)
                .map(signs -> histogram(rule, vector, layout.slice(signs.node(), ParameterRole.WEIGHT), signs))
                .toList();
    }

    private static HysteresisHistogram histogram(
            Hysteresis rule, FloatBuffer vector, ParameterSlice weights, ParameterSlice signs) {
        FloatBuffer latents = vector.slice(weights.offset(), weights.length());
        return HysteresisHistogram.of(
                weights.node(),
                rule.height(meanMagnitude(latents)),
                latents,
                vector.slice(signs.offset(), signs.length()));
    }

    private static double meanMagnitude(FloatBuffer latents) {
        double sum = 0;
        for (int i = 0; i < latents.limit(); i++) {
            sum += Math.abs(latents.get(i));
        }
        return sum / latents.limit();
    }
}
