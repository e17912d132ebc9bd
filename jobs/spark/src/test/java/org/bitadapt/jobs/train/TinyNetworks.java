package org.bitadapt.jobs.train;

import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.common.network.LayerSpec;
import org.bitadapt.common.network.MapPrecision;
import org.bitadapt.common.network.NetworkBuilder;
import org.bitadapt.common.network.NetworkSpec;
import org.bitadapt.common.network.Node;
import org.bitadapt.common.network.WeightPrecision;
import org.bitadapt.jobs.dataset.DatasetFixture;

/** Networks of three layers for the images of {@link DatasetFixture}. */
final class TinyNetworks {

    private TinyNetworks() {}

    static NetworkSpec floating() {
        return network(WeightPrecision.FLOAT32, WeightPrecision.FLOAT32, MapPrecision.FLOAT32, false);
    }

    static NetworkSpec floatingNormalized() {
        return network(WeightPrecision.FLOAT32, WeightPrecision.FLOAT32, MapPrecision.FLOAT32, true);
    }

    /** A network with dropout, whose masks depend on the count of steps. */
    static NetworkSpec dropping() {
        return new NetworkBuilder("dropping", DatasetFixture.IMAGE)
                .then("conv", new LayerSpec.Conv2d(4, 3, 1, 1, true, WeightPrecision.FLOAT32))
                .then("relu", new LayerSpec.Activation(MapPrecision.FLOAT32))
                .then("flat", new LayerSpec.Flatten())
                .then("drop", new LayerSpec.Dropout(0.5))
                .then("fc", new LayerSpec.Linear(DatasetFixture.CLASSES, true, WeightPrecision.FLOAT32))
                .build();
    }

    static NetworkSpec binary() {
        return network(WeightPrecision.INT8, WeightPrecision.BINARY, MapPrecision.UINT8, false);
    }

    static NetworkSpec normalized() {
        return network(WeightPrecision.INT8, WeightPrecision.BINARY, MapPrecision.UINT8, true);
    }

    private static NetworkSpec network(
            WeightPrecision edge, WeightPrecision inner, MapPrecision map, boolean normalized) {
        List<Node> head = normalized
                ? List.of(
                        new Node("conv", new LayerSpec.Conv2d(4, 3, 1, 1, false, edge), List.of("input")),
                        new Node("norm", LayerSpec.BatchNorm.STANDARD, List.of("conv")),
                        new Node("relu", new LayerSpec.Activation(map), List.of("norm")))
                : List.of(
                        new Node("conv", new LayerSpec.Conv2d(4, 3, 1, 1, true, edge), List.of("input")),
                        new Node("relu", new LayerSpec.Activation(map), List.of("conv")));
        List<Node> tail = List.of(
                new Node("conv2", new LayerSpec.Conv2d(6, 3, 2, 1, true, inner), List.of("relu")),
                new Node("relu2", new LayerSpec.Activation(map), List.of("conv2")),
                new Node("pool", new LayerSpec.GlobalAveragePool(), List.of("relu2")),
                new Node("fc", new LayerSpec.Linear(DatasetFixture.CLASSES, true, edge), List.of("pool")));
        return new NetworkSpec(
                "tiny",
                DatasetFixture.IMAGE,
                Stream.concat(head.stream(), tail.stream()).toList());
    }
}
