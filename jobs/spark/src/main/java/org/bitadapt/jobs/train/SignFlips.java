package org.bitadapt.jobs.train;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/** The share of each layer's 1-bit weights that have another sign than at the time when the instance was made. */
final class SignFlips {

    private final Map<ParameterSlice, float[]> before = new LinkedHashMap<>();

    SignFlips(ParameterLayout layout, FloatBuffer parameters) {
        layout.slices().values().stream()
                .filter(slice -> slice.role() == ParameterRole.SIGN)
                .forEach(slice -> before.put(slice, signs(slice, parameters)));
    }

    /** The shares 0..1 by layer, in the order of the network; empty for a network without 1-bit weights. */
    Map<String, Double> shares(FloatBuffer parameters) {
        Map<String, Double> shares = new LinkedHashMap<>();
        before.forEach((slice, old) -> {
            float[] now = signs(slice, parameters);
            int flipped = 0;
            for (int i = 0; i < now.length; i++) {
                flipped += now[i] == old[i] ? 0 : 1;
            }
            shares.put(slice.node(), (double) flipped / now.length);
        });
        return shares;
    }

    private static float[] signs(ParameterSlice slice, FloatBuffer parameters) {
        float[] signs = new float[slice.length()];
        parameters.get(slice.offset(), signs);
        return signs;
    }
}
