package org.bitadapt.netadapt.energy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitadapt.common.lowering.FeatureMap;
import org.bitadapt.common.lowering.LoweredNetwork;
import org.bitadapt.common.lowering.Step;

/** The steps of a network with who reads whose output. Dropout is no stage: it is gone when a network is delivered. */
final class Stages {

    private final List<Stage> stages = new ArrayList<>();
    private final Map<Integer, Integer> makers = new HashMap<>();

    private Stages() {}

    static List<Stage> of(LoweredNetwork network) {
        Stages stages = new Stages();
        network.steps().forEach(stages::add);
        return stages.withReaders();
    }

    private void add(Step step) {
        if (step instanceof Step.Drop) {
            makers.put(step.output().index(), maker(step.input()));
            return;
        }
        Optional<Integer> residual =
                step instanceof Step.Product product ? product.residual().map(this::maker) : Optional.empty();
        makers.put(step.output().index(), stages.size());
        stages.add(new Stage(stages.size(), step, maker(step.input()), residual, List.of()));
    }

    private int maker(FeatureMap map) {
        return makers.getOrDefault(map.index(), Stage.IMAGE);
    }

    private List<Stage> withReaders() {
        return stages.stream()
                .map(stage ->
                        new Stage(stage.index(), stage.step(), stage.input(), stage.residual(), readers(stage.index())))
                .toList();
    }

    private List<Integer> readers(int index) {
        return stages.stream()
                .filter(reader -> reader.input() == index || reader.residual().equals(Optional.of(index)))
                .map(Stage::index)
                .toList();
    }
}
