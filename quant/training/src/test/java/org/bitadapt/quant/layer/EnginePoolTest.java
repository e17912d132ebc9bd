package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.bitadapt.common.family.Networks;
import org.bitadapt.common.network.PixelNormalization;
import org.bitadapt.common.network.PrecisionPolicy;
import org.bitadapt.quant.engine.contract.EngineOptions;
import org.bitadapt.quant.engine.contract.TrainingEngine;
import org.bitadapt.quant.engine.hysteresis.Hysteresis;
import org.junit.jupiter.api.Test;

class EnginePoolTest {

    private static final EngineKey KEY = new EngineKey(
            PrecisionPolicy.BINARY.apply(Networks.named("resnet8", 3)),
            new PixelNormalization(List.of(120, 126, 97), 1 / 64f),
            new Hysteresis(0.1f, Hysteresis.Scale.RELATIVE),
            new EngineOptions(3, 3, EngineOptions.Kind.ONEDNN));

    @Test
    void anEngineThatFailsToSettleIsClosed() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EnginePool pool = new EnginePool();
        assertThatThrownBy(() -> pool.settle(KEY, Buffers.direct(new float[3]), 0))
                .isInstanceOf(IllegalArgumentException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("bitadapt-worker") && !before.contains(thread)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void anEngineThatSettledIsKept() {
        EnginePool pool = new EnginePool();
        TrainingEngine engine = pool.borrow(KEY);
        pool.giveBack(KEY, engine);
        pool.settle(KEY, Buffers.direct(new float[engine.layout().size()]), 0);
        assertThat(pool.borrow(KEY)).isSameAs(engine);
        engine.close();
    }
}
