package org.bitadapt.netadapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.common.network.Shape;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.netadapt.energy.Hardware;
import org.bitadapt.netadapt.resource.Energy;
import org.bitadapt.netadapt.resource.EnergyDelay;
import org.bitadapt.netadapt.resource.Macs;
import org.bitadapt.netadapt.resource.Memory;
import org.bitadapt.netadapt.resource.Resource;
import org.bitadapt.netadapt.resource.Weights;
import org.bitadapt.quant.engine.parameter.ParameterLayout;
import org.bitadapt.quant.engine.parameter.ParameterSlice;

/** Small networks that together have every kind of channel group, parameters for them, and resources. */
public final class Samples {

    private static final LayerSpec RELU = new LayerSpec.Activation(MapPrecision.FLOAT32);

    private Samples() {}

    /** Convolutions with bias, pooling, flatten into linear layers. */
    public static NetworkSpec chain(PrecisionPolicy precision) {
        return precision.apply(new NetworkBuilder("chain", new Shape(3, 9, 7))
                .then("conv1", convolution(16, 3, 1, true))
                .then("relu1", RELU)
                .then("pool1", new LayerSpec.MaxPool(2, 2, 0))
                .then("conv2", convolution(24, 3, 1, true))
                .then("relu2", RELU)
                .then("flatten", new LayerSpec.Flatten())
                .then("dropout", new LayerSpec.Dropout(0.5))
                .then("fc3", new LayerSpec.Linear(32, true, WeightPrecision.FLOAT32))
                .then("relu3", RELU)
                .then("fc4", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build());
    }

    /** A residual stream of three producers, one of which also reads the stream, then a projection. */
    public static NetworkSpec residual(PrecisionPolicy precision) {
        NetworkBuilder network = new NetworkBuilder("residual", new Shape(3, 8, 8));
        normalized(network, "stem", 16, 3, 1).then("stem.relu", RELU);
        normalized(network, "a1", 24, 3, 1).then("a1.relu", RELU);
        normalized(network, "a2", 16, 3, 1).add("a.add", "stem.relu").then("a.relu", RELU);
        normalized(network, "b", 16, 3, 1).add("b.add", "a.relu").then("b.relu", RELU);
        normalized(network, "project", 32, 1, 2);
        normalized(network.from("b.relu"), "c1", 16, 3, 2).then("c1.relu", RELU);
        normalized(network, "c2", 32, 3, 1).add("c.add", "project.bn").then("c.relu", RELU);
        return precision.apply(network.then("pool", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build());
    }

    /** A 1x1, 3x3, 1x1 bottleneck within a stream. */
    public static NetworkSpec bottleneck(PrecisionPolicy precision) {
        NetworkBuilder network = new NetworkBuilder("bottleneck", new Shape(3, 6, 6));
        normalized(network, "stem", 32, 3, 1).then("stem.relu", RELU);
        normalized(network, "down", 16, 1, 1).then("down.relu", RELU);
        normalized(network, "inner", 16, 3, 1).then("inner.relu", RELU);
        normalized(network, "up", 32, 1, 1).add("add", "stem.relu").then("relu", RELU);
        return precision.apply(network.then("pool", new LayerSpec.GlobalAveragePool())
                .then("fc", new LayerSpec.Linear(5, true, WeightPrecision.FLOAT32))
                .build());
    }

    /** All sample networks, in floating point and with 1-bit weights. */
    public static List<NetworkSpec> all() {
        List<NetworkSpec> networks = new ArrayList<>();
        for (PrecisionPolicy precision : List.of(PrecisionPolicy.FLOAT32, PrecisionPolicy.BINARY)) {
            networks.add(chain(precision).renamed(name -> name + "-" + precision.inner()));
            networks.add(residual(precision).renamed(name -> name + "-" + precision.inner()));
            networks.add(bottleneck(precision).renamed(name -> name + "-" + precision.inner()));
        }
        return networks;
    }

    /** Every resource that is computed. */
    public static List<Resource> resources() {
        return List.of(
                new Macs(),
                new Weights(),
                new Memory(),
                new Energy(Hardware.named("eyeriss")),
                new Energy(Hardware.named("tangram")),
                new EnergyDelay(Hardware.named("eyeriss")));
    }

    private static NetworkBuilder normalized(NetworkBuilder network, String name, int outputs, int kernel, int stride) {
        return network.then(name, convolution(outputs, kernel, stride, false))
                .then(name + ".bn", LayerSpec.BatchNorm.STANDARD);
    }

    private static LayerSpec convolution(int outputs, int kernel, int stride, boolean bias) {
        return new LayerSpec.Conv2d(outputs, kernel, stride, kernel / 2, bias, WeightPrecision.FLOAT32);
    }

    /** Parameters as training could have left them: no two alike, variances and ranges above 0. */
    public static float[] parameters(NetworkSpec network, long seed) {
        ParameterLayout layout = ParameterLayout.of(LoweredNetwork.of(network));
        float[] parameters = new float[layout.size()];
        Random random = new Random(seed);
        for (ParameterSlice slice : layout.slices().values()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                double normal = random.nextGaussian();
                parameters[i] = (float)
                        switch (slice.role()) {
                            case WEIGHT -> 0.1 * normal;
                            case BIAS, BETA, MEAN -> 0.2 * normal;
                            case GAMMA -> 1 + 0.3 * normal;
                            case SECOND_MOMENT -> 3 + random.nextDouble();
                            case RANGE -> 4 + random.nextDouble();
                            case SIGN -> normal < 0 ? -1 : 1;
                        };
            }
        }
        return parameters;
    }
}
