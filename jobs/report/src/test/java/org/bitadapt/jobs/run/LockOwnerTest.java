package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockOwnerTest {

    private static final LockOwner HERE = LockOwner.of(Map.of());
    private static final LinuxProcess SELF = HERE.process();

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
        LockOwner first = elsewhere("container_1_2_01_1");
        assertThat(first.isGone(inContainer("container_1_2_02_1"))).isTrue();
        assertThat(first.isGone(inContainer("container_1_3_02_1"))).isFalse();
    }

    @Test
    void anotherJobInTheContainerOfADriverIsNoEarlierOne() {
        assertThat(elsewhere("container_1_2_01_1").isGone(inContainer("container_1_2_01_1")))
                .isFalse();
        assertThat(elsewhere("container_1_2_02_1").isGone(inContainer("container_1_2_01_1")))
                .isFalse();
    }

    @Test
    void aProcessOfThisNamespaceIsGoneWhenNoneHasItsNumberAndStart() {
        assertThat(HERE.isGone(HERE)).isFalse();
        assertThat(with(new LinuxProcess(SELF.boot(), SELF.namespace(), SELF.number(), "1"))
                        .isGone(HERE))
                .isTrue();
        assertThat(with(new LinuxProcess(SELF.boot(), SELF.namespace(), Integer.MAX_VALUE, "1"))
                        .isGone(HERE))
                .isTrue();
    }

    /** The number of such a process means nothing here, whatever its host is called. */
    @Test
    void aProcessOfAnotherNamespaceOrBootMayLive() {
        assertThat(with(new LinuxProcess(SELF.boot(), "pid:[1]", Integer.MAX_VALUE, "1"))
                        .isGone(HERE))
                .isFalse();
        assertThat(with(new LinuxProcess("another", SELF.namespace(), Integer.MAX_VALUE, "1"))
                        .isGone(HERE))
                .isFalse();
        assertThat(with(new LinuxProcess("", "", Integer.MAX_VALUE, "")).isGone(HERE))
                .isFalse();
    }

    @Test
    void aLockFileKeepsIt() {
        LockOwner owner = inContainer("container_1_2_02_1");
        assertThat(LockOwner.fromJson(owner.toJson())).isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "null", "7", "\u0000\u0000", "{\"id\": {}}"})
    void aDamagedLockIsOfNobodyThatIsKnown(String text) {
        LockOwner owner = LockOwner.fromJson(text);
        assertThat(owner.id()).isEmpty();
        assertThat(owner.isGone(HERE)).isFalse();
    }

    private static LockOwner with(LinuxProcess process) {
        return new LockOwner("a", HERE.host(), process, "", 0);
    }

    private static LockOwner elsewhere(String container) {
        LockOwner there = inContainer(container);
        return new LockOwner(
                "a", "elsewhere", new LinuxProcess("b", "n", 1, "1"), there.application(), there.attempt());
    }

    private static LockOwner inContainer(String id) {
        return LockOwner.of(Map.of("CONTAINER_ID", id));
    }
}
