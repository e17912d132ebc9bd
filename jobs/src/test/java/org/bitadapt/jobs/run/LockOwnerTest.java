package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockOwnerTest {

    private static final RunLock.Owner HERE = RunLock.Owner.of(Map.of());

    @Test
    void itsContainerNamesItsApplicationOfYarn() {
        assertThat(inContainer("container_1410901177871_0001_01_000005").application())
                .isEqualTo("application_1410901177871_0001");
        assertThat(inContainer("container_e17_1410901177871_0001_02_000001").application())
                .isEqualTo("application_1410901177871_0001");
        assertThat(HERE.application()).isEmpty();
    }

    @Test
    void anEarlierDriverOfTheSameApplicationIsGoneWhereverItRan() {
        RunLock.Owner elsewhere = new RunLock.Owner("a", "elsewhere", 1, "", "application_1_2");
        assertThat(elsewhere.isGone(inContainer("container_1_2_02_1"))).isTrue();
        assertThat(elsewhere.isGone(inContainer("container_1_3_01_1"))).isFalse();
    }

    @Test
    void aProcessOfAnotherMachineMayLive() {
        assertThat(new RunLock.Owner("a", "elsewhere", 1, "", "").isGone(HERE)).isFalse();
    }

    @Test
    void aProcessOfThisMachineIsGoneWhenNoneHasItsNumberAndStart() {
        assertThat(HERE.isGone(HERE)).isFalse();
        RunLock.Owner before = new RunLock.Owner("a", HERE.host(), HERE.process(), "2001-01-01T00:00:00Z", "");
        assertThat(before.isGone(HERE)).isTrue();
    }

    @Test
    void aLockFileKeepsIt() throws IOException {
        RunLock.Owner owner = inContainer("container_1_2_02_1");
        assertThat(RunLock.Owner.fromJson(owner.toJson())).isEqualTo(owner);
    }

    private static RunLock.Owner inContainer(String id) {
        return RunLock.Owner.of(Map.of("CONTAINER_ID", id));
    }
}
