package org.bitadapt.jobs.netadapt.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.bitadapt.jobs.zoo.Zoo;
import org.bitadapt.runtime.latency.TimingEffort;
import org.junit.jupiter.api.Test;

class FreshJvmTest {

    @Test
    void aModelIsMeasuredInAProcessOfItsOwn() throws IOException {
        try (InputStream model = Zoo.class.getResourceAsStream("resnet20-cifar10.bnn")) {
            assertThat(FreshJvm.time(model.readAllBytes(), TimingEffort.least(3))
                            .medianMicros())
                    .isPositive();
        }
    }

    @Test
    void whatTheProcessSaidIsTold() {
        assertThatThrownBy(() -> FreshJvm.time(new byte[] {1, 2, 3}, TimingEffort.least(3)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot measure in a process of its own: Exception in thread \"main\"");
    }
}
