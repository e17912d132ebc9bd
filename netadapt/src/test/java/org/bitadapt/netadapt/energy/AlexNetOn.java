package org.bitadapt.netadapt.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.bitadapt.common.family.PublishedCosts;
import org.bitadapt.common.lowering.LoweredNetwork;

/** AlexNet in 16 bits on hardware of conf/hardware, in the units in which papers give it. */
final class AlexNetOn {

    private final Hardware hardware;
    private final NetworkEnergy energy;

    private AlexNetOn(Hardware hardware) {
        this.hardware = hardware;
        PublishedCosts alexNet = PublishedCosts.named(PublishedCosts.ALEXNET, PublishedCosts.CLASSES)
                .orElseThrow();
        this.energy = new AcceleratorModel(hardware, OptionalInt.of(16))
                .of(LoweredNetwork.of(alexNet.network()), alexNet.parts());
    }

    static AlexNetOn hardware(String name) {
        return new AlexNetOn(file(name));
    }

    /** The description in {@code conf/hardware} of the project. */
    static Hardware file(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("conf/hardware"))) {
            folder = folder.getParent();
        }
        return Hardware.named(folder.resolve("conf/hardware/" + name + ".conf").toString());
    }

    NetworkEnergy network() {
        return energy;
    }

    /** Energies of the whole batch, in the hardware's unit. */
    EnergyUse batch(String layer) {
        return layer(layer).energy().times(hardware.batch() / hardware.unitPicojoules());
    }

    /** Cycles of the whole batch. */
    double cycles(String layer) {
        return layer(layer).cycles() * hardware.batch();
    }

    Hardware hardware() {
        return hardware;
    }

    private LayerEnergy layer(String name) {
        Optional<LayerEnergy> found = energy.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst();
        return found.orElseThrow();
    }
}
