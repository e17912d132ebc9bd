package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.WeightType;
import org.junit.jupiter.api.Test;

class SessionTest {
    @Test
    void aClosedSessionHasNoThreadsLeft() {
        RandomNetworks networks = new RandomNetworks(7);
        int image = networks.input(3, 4, 4);
        PackedModel model = networks.reading(
                networks.convolution(Convolution.of(image, 8, 4).withWeights(WeightType.INT8)));
        Set<Thread> others = Thread.getAllStackTraces().keySet();

        Session session = model.openSession(new SessionOptions(EngineChoice.VECTOR, 3));
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(others);
        started.removeIf(thread -> !thread.getName().startsWith("bitadapt-inference"));
        assertThat(started).hasSize(2);

        session.close();
        assertThat(started).noneMatch(Thread::isAlive);
    }
}
