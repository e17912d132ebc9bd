package org.bitadapt.runtime;

import java.util.Optional;
import java.util.function.Function;
import org.bitadapt.runtime.engine.Engine;
import org.bitadapt.runtime.engine.PreparedNetwork;
import org.bitadapt.runtime.engine.ReferenceEngine;
import org.bitadapt.runtime.engine.WarmingNetwork;
import org.bitadapt.runtime.format.PackedNetwork;

/**
 * The engines of this JVM. The vector engine is loaded by name, not linked, so that this class loads without the vector
 * module.
 */
final class Engines {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_ENGINE = "org.bitadapt.runtime.vector.VectorEngine";

    static final Engine REFERENCE = new ReferenceEngine();
    private static final Found VECTOR = vector();

    /**
     * The vector engine, or the reason why the JVM's vector module does not fit the engine; both are empty without the
     * module.
     */
    private record Found(Optional<Engine> engine, Optional<Throwable> problem) {
        static final Found NONE = new Found(Optional.empty(), Optional.empty());
    }

    private Engines() {}

    static Engine of(EngineChoice choice) {
        return switch (choice) {
            case AUTO -> VECTOR.engine().orElse(REFERENCE);
            case REFERENCE -> REFERENCE;
            case VECTOR -> VECTOR.engine().orElseThrow(() -> unavailable(choice));
            case PLANES ->
                VECTOR.engine().orElseThrow(() -> unavailable(choice)).planar();
        };
    }

    private static UnavailableEngineException unavailable(EngineChoice choice) {
        String condition = VECTOR.problem().isEmpty()
                ? "unless java is started with --add-modules " + VECTOR_MODULE
                : "because the vector engine does not work in this JVM";
        return new UnavailableEngineException(
                "Invalid engine: " + choice + " (must be AUTO or REFERENCE " + condition + ")",
                VECTOR.problem().orElse(null));
    }

    /** The choice of the engine on which a session of the given choice ends, so that the session never moves. */
    static EngineChoice direct(EngineChoice choice) {
        if (choice == EngineChoice.PLANES) {
            return choice;
        }
        return of(choice) == REFERENCE ? EngineChoice.REFERENCE : EngineChoice.VECTOR;
    }

    /** The given choice with maps in planes: {@link EngineChoice#PLANES} for {@link EngineChoice#VECTOR}. */
    static EngineChoice planar(EngineChoice choice) {
        return choice == EngineChoice.VECTOR ? EngineChoice.PLANES : choice;
    }

    /**
     * The form of a network that a choice runs; {@code others} gives the forms of other choices that this form is made
     * of.
     */
    static PreparedNetwork prepare(
            EngineChoice choice, PackedNetwork network, Function<EngineChoice, PreparedNetwork> others) {
        if (choice != EngineChoice.AUTO) {
            return of(choice).prepare(network);
        }
        PreparedNetwork reference = others.apply(EngineChoice.REFERENCE);
        return VECTOR.engine()
                .<PreparedNetwork>map(vector ->
                        new WarmingNetwork(network, reference, vector.name(), () -> others.apply(EngineChoice.VECTOR)))
                .orElse(reference);
    }

    private static Found vector() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return Found.NONE;
        }
        try {
            Engine engine = Class.forName(VECTOR_ENGINE)
                    .asSubclass(Engine.class)
                    .getDeclaredConstructor()
                    .newInstance();
            return new Found(Optional.of(engine), Optional.empty());
        } catch (ReflectiveOperationException | LinkageError e) {
            // The incubating module differs between Java releases; a module that does not fit is as good as none.
            return new Found(Optional.empty(), Optional.of(e));
        }
    }
}
