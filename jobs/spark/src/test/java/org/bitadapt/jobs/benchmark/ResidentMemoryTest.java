package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ResidentMemoryTest {

    @Test
    void theMostMemoryOfAProcessIsAtLeastWhatItHas() {
        Long now = ResidentMemory.bytes();
        assertThat(now).isGreaterThan(16L << 20);
        assertThat(ResidentMemory.peakBytes(ProcessHandle.current())).isGreaterThanOrEqualTo(now);
    }
}
