package org.bitadapt.quant.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BuffersTest {

    @Test
    void anArrayLivesAsLongAsABufferOverIt() throws InterruptedException {
        INDArray array = Nd4j.zeros(DataType.FLOAT, 1000);
        WeakReference<INDArray> weak = new WeakReference<>(array);
        FloatBuffer part = Buffers.floats(array).slice(10, 20);
        array = null;
        collect();
        assertThat(weak.get()).isNotNull();
        part.put(0, 3);
        assertThat(weak.get().getFloat(10)).isEqualTo(3);
        assertThat(part.get(0)).isEqualTo(3);

        part = null;
        for (int i = 0; i < 100 && weak.get() != null; i++) {
            collect();
        }
        assertThat(weak.get()).isNull();
    }

    private static void collect() throws InterruptedException {
        System.gc();
        Thread.sleep(20);
    }
}
