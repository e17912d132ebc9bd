package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.WeightType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private final PackedModel model = model();

    @Test
    void aClosedSessionHasNoThreadsLeft() {
        Set<Thread> others = inferenceThreads();

        Session session = model.openSession(new SessionOptions(EngineChoice.VECTOR, 3));
        Set<Thread> started = inferenceThreads();
        started.removeAll(others);
        assertThat(started).hasSize(2);

        session.close();
        assertThat(started).noneMatch(Thread::isAlive);
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void aClosedSessionRefusesToRun(EngineChoice engine) {
        byte[] pixels = new byte[model.inputShape().elements()];
        float[] logits = new float[model.classes()];
        Session session = model.openSession(new SessionOptions(engine, 2));
        session.run(pixels, logits);
        Set<Thread> others = inferenceThreads();
        session.close();
        session.close();

        assertThatThrownBy(() -> session.run(pixels, logits))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Invalid use of a session: closed (must be open)");
        assertThatThrownBy(session::warmUp)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Invalid use of a session: closed (must be open)");
        assertThat(others).containsAll(inferenceThreads());
    }

    private static Set<Thread> inferenceThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("bitadapt-inference"));
        return threads;
    }

    private static PackedModel model() {
        RandomNetworks networks = new RandomNetworks(7);
        int image = networks.input(3, 4, 4);
        return networks.reading(networks.convolution(Convolution.of(image, 8, 4).withWeights(WeightType.INT8)));
    }
}
