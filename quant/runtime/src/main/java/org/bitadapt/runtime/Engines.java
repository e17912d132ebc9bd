package org.bitadapt.runtime;

import java.util.Optional;
import java.util.function.Function;
import org.bitadapt.runtime.engine.Engine;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.engine.ReferenceEngine;
import org.bitadapt.runtime.engine.WarmingNetwork;
import org.bitadapt.runtime.format.PackedNetwork;

/** The engines of this JVM. The vector engine is named, not linked, so that this class loads without its module. */
final class Engines {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_ENGINE = "org.bitadapt.runtime.vector.VectorEngine";

    static final Engine REFERENCE = new ReferenceEngine();
    private static final Optional<Engine> VECTOR = vector();

    private Engines() {}

    static Engine of(EngineChoice choice) {
        return switch (choice) {
            case AUTO -> VECTOR.orElse(REFERENCE);
            case REFERENCE -> REFERENCE;
            case VECTOR ->
                VECTOR.orElseThrow(() -> new IllegalStateException("Invalid engine: VECTOR (must be AUTO or"
                        + " REFERENCE unless java is started with --add-modules " + VECTOR_MODULE + ")"));
            case PLANES -> of(EngineChoice.VECTOR).planar();
        };
    }

    /** The choice that never moves and ends on the same engine. */
    static EngineChoice direct(EngineChoice choice) {
        if (choice == EngineChoice.PLANES) {
            return choice;
        }
        return of(choice) == REFERENCE ? EngineChoice.REFERENCE : EngineChoice.VECTOR;
    }

    /** The same choice with maps in planes. */
    static EngineChoice planar(EngineChoice choice) {
        return choice == EngineChoice.VECTOR ? EngineChoice.PLANES : choice;
    }

    /** The form of a network that a choice runs; {@code others} gives the forms that it is made of. */
    static PreparedNetwork prepare(
            EngineChoice choice, PackedNetwork network, Function<EngineChoice, PreparedNetwork> others) {
        if (choice != EngineChoice.AUTO) {
            return of(choice).prepare(network);
        }
        PreparedNetwork reference = others.apply(EngineChoice.REFERENCE);
        return VECTOR.isEmpty()
                ? reference
                : new WarmingNetwork(network, reference, () -> others.apply(EngineChoice.VECTOR));
    }

    private static Optional<Engine> vector() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(VECTOR_ENGINE)
                    .asSubclass(Engine.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            // The incubating module differs between Java releases; one that does not fit is as good as none.
            return Optional.empty();
        }
    }
}
