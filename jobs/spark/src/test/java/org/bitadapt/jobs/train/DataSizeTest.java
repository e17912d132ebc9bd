package org.bitadapt.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.config.TrainingJobConfig;
import org.bitadapt.jobs.dataset.Colours;
import org.bitadapt.jobs.dataset.Dataset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSizeTest {

    @TempDir
    static Path folder;

    private static Dataset sixtyImages;

    private final StringWriter said = new StringWriter();
    private final Console console = new Console(new PrintWriter(said), 0);

    @BeforeAll
    static void write() throws IOException {
        Path data = folder.resolve("data");
        Colours.write(data, List.of("red", "green", "blue"), List.of(0, 1, 2));
        sixtyImages = Dataset.open(new org.apache.hadoop.fs.Path(data.toUri()), new Configuration());
    }

    /**
     * With sixty images and two workers, minibatches of 64 are too large for a step, and minibatches of 8 give three
     * steps.
     */
    @Test
    void smallDataSetsGetSmallMinibatches() {
        Settings suited = DataSize.suit(Settings.reference(), DataSize.OF_TRAINING, sixtyImages, console);
        TrainingJobConfig config = TrainingJobConfig.of(suited);

        assertThat(config.data().batch()).isEqualTo(8);
        assertThat(config.train().learningRate()).isEqualTo(0.1);
        assertThat(said)
                .hasToString("For 60 training images: data.batch=8 (other values by --set)" + System.lineSeparator());
    }

    @Test
    void whatIsSetStays() {
        Settings batch = Settings.reference().set("data.batch=64");
        assertThat(DataSize.suit(batch, DataSize.OF_TRAINING, sixtyImages, console))
                .isSameAs(batch);
        Settings rate = Settings.reference().set("netadapt.long-term.learning-rate=0.3");
        assertThat(DataSize.suit(rate, DataSize.OF_SEARCH, sixtyImages, console).values())
                .containsEntry("data.batch", "8")
                .containsEntry("netadapt.long-term.learning-rate", "0.3")
                .containsEntry("netadapt.short-term.learning-rate", "0.00125");
    }

    @Test
    void ratesOfASearchGoWithTheMinibatch() {
        Settings suited = DataSize.suit(Settings.reference(), DataSize.OF_SEARCH, sixtyImages, console);
        assertThat(suited.values())
                .containsEntry("data.batch", "8")
                .containsEntry("netadapt.short-term.learning-rate", "0.00125")
                .containsEntry("netadapt.long-term.learning-rate", "0.0025")
                .containsEntry("train.learning-rate", "0.1");
    }

    /** Two workers with minibatches of 64 take 128 of 216 images; two with minibatches of 54 take all images. */
    @Test
    void saysWhatAnEpochLeavesOut() {
        TrainingJobConfig config = TrainingJobConfig.of(Settings.reference().set("train.epochs=2000"));
        DataSize.warn(config, 216, 1, console);

        assertThat(said)
                .hasToString(
                        "Note: an epoch leaves out 88 of 216 training images, others each time: they fill no step of 2"
                                + " workers x 64 images. --set data.batch=54 leaves out fewer."
                                + System.lineSeparator());
    }

    @Test
    void saysWhenStepsAreFew() {
        TrainingJobConfig config = TrainingJobConfig.of(Settings.reference().set("train.epochs=10"));
        DataSize.warn(config, 1280, 10, console);

        assertThat(said)
                .hasToString("Note: this training has 100 steps. A network learns little in less than 1,000: --set"
                        + " train.epochs=100 has them, or take a smaller data.batch." + System.lineSeparator());
    }

    @Test
    void saysNothingOfOrdinaryTrainings() {
        TrainingJobConfig config = TrainingJobConfig.of(Settings.reference());
        DataSize.warn(config, 45_000, 351, console);

        assertThat(said).hasToString("");
    }
}
