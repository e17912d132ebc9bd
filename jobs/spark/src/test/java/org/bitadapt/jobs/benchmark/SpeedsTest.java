package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bitadapt.common.family.Networks;
import org.bitadapt.jobs.command.BadInputException;
import org.junit.jupiter.api.Test;

class SpeedsTest {

    @Test
    void medianIsTheMiddleStep() {
        assertThat(Speeds.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Speeds(5, 1, 9));
    }

    @Test
    void roundsGiveTheMedianOfMediansAndTheExtremesOfAll() {
        Speeds all = Speeds.over(List.of(new Speeds(4, 1, 9), new Speeds(6, 2, 20), new Speeds(5, 3, 7)));
        assertThat(all).isEqualTo(new Speeds(5, 1, 20));
    }

    @Test
    void aPeerWithoutAnInterpreterIsBadInput() {
        assertThatThrownBy(() -> TorchPeer.start("no-such-python", Networks.named("resnet8", 10), 2, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessage("No interpreter no-such-python");
    }
}
