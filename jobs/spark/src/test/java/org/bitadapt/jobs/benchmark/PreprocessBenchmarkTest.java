package org.bitadapt.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.jobs.benchmark.Growth.Point;
import org.bitadapt.jobs.benchmark.PreprocessSpeedOutcome.Estimate;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.preprocess.PkuScenes;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PreprocessBenchmarkTest {

    @TempDir
    private Path folder;

    @Test
    void aLineThroughTheTimesIsExtrapolated() {
        Growth growth = Growth.of(List.of(new Point(50, 7), new Point(100, 12), new Point(200, 22)), 2);

        assertThat(growth.fixedSeconds()).isCloseTo(2, within(1e-9));
        assertThat(growth.coreSeconds()).isCloseTo(0.2, within(1e-9));
        assertThat(growth.linearity()).isCloseTo(1, within(1e-9));
        assertThat(growth.seconds(4000, 16)).isCloseTo(52, within(1e-9));
        assertThat(Growth.of(List.of(new Point(1, 1), new Point(2, 5), new Point(3, 3)), 1)
                        .linearity())
                .isCloseTo(0.25, within(1e-9));
    }

    @Test
    void bothWaysAreTimedOnTheSamePhotographsAndJobsLeaveNothing() throws IOException {
        LocalSpark.context();
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        PreprocessSpeedOutcome speed =
                run("--photographs", "3", "--growth", "2,4,8", "--cores", "4,8", "--scratch", scratch.toString());

        assertThat(speed.photographs()).isEqualTo(3);
        assertThat(speed.peers()).containsOnlyKeys("imageio");
        assertThat(speed.ratios().get("imageio"))
                .isEqualTo(speed.imagesPerSecond().median()
                        / speed.peers().get("imageio").median());
        assertThat(speed.growth().points()).extracting(Point::photographs).containsExactly(2, 4, 8);
        assertThat(speed.describe()).contains("crops of 32 pixels, decoded at 1/1", "imageio");
        assertThat(scratch).isEmptyDirectory();

        Growth line = Growth.of(List.of(new Point(1, 3), new Point(2, 5)), 2);
        PreprocessSpeedOutcome growing = speed.with(line, 10, List.of(4, 8));
        assertThat(growing.extrapolation()).containsExactly(new Estimate(10, 4, 11), new Estimate(10, 8, 6));
        PreprocessSpeedOutcome even =
                speed.with(Growth.of(List.of(new Point(1, 3), new Point(2, 3)), 2), 10, List.of(4));
        assertThat(even.extrapolation()).isEmpty();
        assertThat(even.describe()).endsWith("The times did not grow with the photographs: take more of them.");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatThrownBy(() -> run("--growth", "3"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --growth: [3] (must be at least two different numbers)");
        assertThatThrownBy(() -> run("--growth", "3,13"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --growth: 13 (must be at most 12, all there are)");
        assertThatThrownBy(() -> run("--rounds", "0")).hasMessage("Invalid --rounds: 0 (must be 1 or more)");
    }

    private PreprocessSpeedOutcome run(String... arguments) throws IOException {
        Path input = folder.resolve("pku");
        if (Files.notExists(input)) {
            PkuScenes.write(input);
        }
        PreprocessBenchmarkCommand command = new PreprocessBenchmarkCommand();
        String[] common = {
            "--source",
            "PKU",
            "--input",
            input.toString(),
            "--frame-size",
            "640x480",
            "--min-box",
            "24",
            "--rounds",
            "1"
        };
        CommandLine line = new CommandLine(command).setOverwrittenOptionsAllowed(true);
        line.parseArgs(Stream.of(common, arguments).flatMap(Arrays::stream).toArray(String[]::new));
        return command.run(Console.silent());
    }
}
