package org.bitadapt.jobs.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.quant.engine.parameter.Initialization;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterRole;

/**
 * Seeded parameters that keep codes spread over their range: the numbers mean nothing, but the work is that of trained
 * parameters.
 */
final class SyntheticParameters {

    private static final int SEED = 1;
    private static final float RANGE = 4;
    private static final double SPREAD = 0.2;

    private SyntheticParameters() {}

    static FloatBuffer of(NetworkSpec network) {
        LoweredNetwork lowered = LoweredNetwork.of(network);
        ParameterLayout layout = ParameterLayout.of(lowered);
        FloatBuffer parameters = ByteBuffer.allocateDirect(Math.multiplyExact(layout.size(), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Initialization.fill(lowered, layout, SEED, parameters);
        Random random = new Random(SEED);
        layout.slices().values().forEach(slice -> {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (slice.role() == ParameterRole.RANGE) {
                    parameters.put(i, RANGE);
                } else if (slice.role() == ParameterRole.BETA || slice.role() == ParameterRole.BIAS) {
                    parameters.put(i, (float) (SPREAD * random.nextGaussian()));
                }
            }
        });
        return parameters;
    }
}
