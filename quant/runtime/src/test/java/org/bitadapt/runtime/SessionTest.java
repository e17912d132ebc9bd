package org.bitadapt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitadapt.runtime.format.Convolution;
import org.bitadapt.runtime.format.WeightType;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private static final Width ONE_NARROW = new Width(1, 3);
    private static final Width ONE = new Width(1, 8);
    private static final Width TWO = new Width(2, 8);

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

    @Test
    void aSessionBeginsAtTheWidestWidthAndChangesIt() {
        PackedModel wide = widths();
        try (Session session = wide.openSession(new SessionOptions(EngineChoice.REFERENCE, 1))) {
            assertThat(session.widths()).containsExactly(ONE_NARROW, ONE, TWO);
            assertThat(session.width()).isEqualTo(TWO);
            session.use(1);
            assertThat(session.width()).as("the most bits of maps").isEqualTo(ONE);
            session.use(ONE_NARROW);
            assertThat(session.width()).isEqualTo(ONE_NARROW);
            assertThatThrownBy(() -> session.use(3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid width: 3 bits of weights (must be one of the session's widths 1/3, 1/8, 2/8)");
            assertThat(session.width()).isEqualTo(ONE_NARROW);
        }
    }

    @Test
    void aSessionHasTheWidthsThatItWasOpenedWith() {
        PackedModel wide = widths();
        SessionOptions options = new SessionOptions(EngineChoice.VECTOR, 2);
        try (Session session = wide.openSession(options, List.of(ONE))) {
            assertThat(session.width()).isEqualTo(ONE);
            assertThatThrownBy(() -> session.use(TWO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid width: 2/8 (must be one of the session's widths 1)");
        }
        assertThatThrownBy(() -> wide.openSession(options, List.of()))
                .hasMessage("Invalid widths of a session: none (must be some of the model's widths 1/3, 1/8, 2/8)");
    }

    /** The maps are many times larger than all else: three widths that had maps of their own would take thrice as much. */
    @Test
    void theWidthsOfASessionShareFeatureMaps() {
        EngineChoice engine = EngineChoice.REFERENCE;
        RandomNetworks networks = new RandomNetworks(7, List.of(ONE_NARROW, ONE, TWO));
        int codes = networks.convolution(
                Convolution.of(networks.input(1, 300, 300), 16, 1).withPlanes(2));
        PackedModel large = networks.reading(networks.maxPool(codes, 100, 100, 0));
        long ofOne = allocated(large, engine, List.of(TWO));
        long ofThree = allocated(large, engine, List.of(ONE_NARROW, ONE, TWO));
        assertThat(ofOne).isGreaterThan(16L * 300 * 300);
        assertThat(ofThree).isLessThan(2 * ofOne);
    }

    /** The bytes that a session allocates until it has run at all widths; the engine has prepared them before. */
    private static long allocated(PackedModel model, EngineChoice engine, List<Width> widths) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SessionOptions options = new SessionOptions(engine, 1);
        byte[] pixels = new byte[model.inputShape().elements()];
        float[] logits = new float[model.classes()];
        model.openSession(options, widths).close();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (Session session = model.openSession(options, widths)) {
            for (Width width : widths) {
                session.use(width);
                session.run(pixels, logits);
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aClosedSessionKeepsItsWidth() {
        Session session = widths().openSession(SessionOptions.DEFAULT);
        session.close();
        assertThatThrownBy(() -> session.use(ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Invalid use of a session: closed (must be open)");
    }

    private static PackedModel widths() {
        RandomNetworks networks = new RandomNetworks(7, List.of(ONE_NARROW, ONE, TWO));
        int image = networks.input(3, 4, 4);
        return networks.reading(networks.convolution(Convolution.of(image, 8, 3).withPlanes(2)));
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
