package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.DatasetFixture;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.quant.layer.Buffers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteppedTrainingTest {

    @TempDir
    Path folder;

    private Dataset dataset;

    @BeforeEach
    void writeRecords() throws IOException {
        dataset = DatasetFixture.write(folder.resolve("data"), 20, 28);
    }

    @Test
    void everyStepHasALossAndEpochsFollowEachOther() throws IOException {
        SteppedTraining training = training(2);
        float[] start = training.parameters();
        List<Integer> done = new ArrayList<>();
        List<Double> losses = training.train(done::add);
        assertThat(training.steps()).isEqualTo(6);
        assertThat(losses).hasSize(6).allMatch(loss -> loss > 0 && loss < 10);
        assertThat(done).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(training.parameters()).isNotEqualTo(start);
        assertThat(Buffers.bytes(training.minibatch(2).getFeatures(0)))
                .isNotEqualTo(Buffers.bytes(training.minibatch(0).getFeatures(0)));
    }

    @Test
    void anEpochHasNoMoreMinibatchesThanTheTrainingSplit() {
        assertThatThrownBy(() -> training(7))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid epoch: 7 minibatches (must be at most 6, those of the training split)");
    }

    @ParameterizedTest
    @CsvSource({
        "train.teacher=runs/other, runs/other, empty",
        "train.from=runs/other, runs/other, empty",
        "train.class-weights=balanced, BALANCED, none"
    })
    void onlyPlainTrainingsAreStepped(String setting, String value, String rule) {
        assertThatThrownBy(() -> training(2, setting))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid " + setting.split("=", 2)[0] + ": " + value + " (must be " + rule + ")");
    }

    private SteppedTraining training(int epochLength, String... more) {
        Settings settings = Settings.reference()
                .set("network.name=resnet8")
                .set("data.batch=8")
                .set("train.epochs=3")
                .set("train.schedule.warm-up-epochs=1");
        for (String setting : more) {
            settings = settings.set(setting);
        }
        return SteppedTraining.of(LocalSpark.context(), dataset, settings, epochLength);
    }
}
