package org.bitadapt.quant.onnx;

import java.nio.FloatBuffer;
import java.util.List;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.quant.engine.parameter.ParameterLayout;

/**
 * A trained network.
 *
 * @param spec the network; of several bit widths, the widest is exported
 * @param pixels how the network's input was normalized in training
 * @param classNames one name per class
 * @param parameters the parameter vector, laid out by {@link ParameterLayout}; shared
 */
public record OnnxSource(NetworkSpec spec, PixelNormalization pixels, List<String> classNames, FloatBuffer parameters) {

    public OnnxSource {
        classNames = List.copyOf(classNames);
        if (classNames.size() != spec.classes()) {
            throw new IllegalArgumentException("Invalid number of class names: " + classNames.size() + " (must be "
                    + spec.classes() + ", the classes of " + spec.name() + ")");
        }
        if (!pixels.shifts().isEmpty() && isQuantized(spec)) {
            throw new IllegalArgumentException("Invalid pixel normalization: shifts " + pixels.shifts()
                    + " (must be none for network " + spec.name() + ", whose weights are codes)");
        }
    }

    /** Whether weights and maps are codes. */
    boolean quantized() {
        return isQuantized(spec);
    }

    private static boolean isQuantized(NetworkSpec spec) {
        return spec.weighted().stream()
                .map(node -> (LayerSpec.Weighted) node.layer())
                .anyMatch(layer -> layer.weights() != WeightPrecision.FLOAT32);
    }
}
