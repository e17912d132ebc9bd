package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ResidentMemoryTest {

    /** The system counts pages in batches for each thread, see VmRSS in proc(5). */
    private static final int INEXACT = 16 << 20;

    @Test
    void theMostMemoryOfAProcessIsAtLeastWhatItHas() throws IOException {
        Long now = ResidentMemory.bytes();
        assertThat(now).isGreaterThan(2L * INEXACT);
        assertThat(ResidentMemory.peakBytes(ProcessHandle.current())).isGreaterThan(now - INEXACT);
        Process small = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(ResidentMemory.peakBytes(small.toHandle())).isBetween(1L, now - INEXACT);
        } finally {
            small.destroy();
        }
    }
}
