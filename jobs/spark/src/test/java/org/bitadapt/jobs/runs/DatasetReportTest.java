package org.bitadapt.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.command.Console;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.jobs.dataset.ColumnReader;
import org.bitadapt.jobs.dataset.Dataset;
import org.bitadapt.jobs.dataset.Split;
import org.bitadapt.jobs.preprocess.PkuScenes;
import org.bitadapt.jobs.preprocess.PreprocessCommand;
import org.bitadapt.jobs.result.EvaluationResult;
import org.bitadapt.jobs.result.Prediction;
import org.bitadapt.jobs.result.Predictions;
import org.bitadapt.jobs.run.RunData;
import org.bitadapt.jobs.run.RunFolder;
import org.bitadapt.jobs.run.RunInfo;
import org.bitadapt.jobs.run.RunWriter;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatasetReportTest {

    private static final Configuration HADOOP = new Configuration();

    @TempDir
    private static Path folder;

    private static List<Prediction> predictions;

    @BeforeAll
    static void makeADataSet() throws IOException {
        LocalSpark.context();
        PkuScenes.write(folder.resolve("pku"));
        PkuScenes.addCar(folder.resolve("pku"), 0, PkuScenes.car(2, 0, 200));
        PkuScenes.addCar(folder.resolve("pku"), 1, PkuScenes.car(2, 0, 300));
        for (int i = 0; i < 12; i++) {
            PkuScenes.addCar(folder.resolve("pku"), i, PkuScenes.car(16, -5, 20) + " " + PkuScenes.car(47, 6, 25));
        }
        int code = new CommandLine(new PreprocessCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(
                        "--source",
                        "pku",
                        "--input",
                        folder.resolve("pku").toString(),
                        "--output",
                        folder.resolve("set").toString(),
                        "--frame-size",
                        "640x480",
                        "--min-box",
                        "24");
        assertThat(code).isZero();
        Dataset dataset =
                Dataset.open(new org.apache.hadoop.fs.Path(folder.resolve("set").toUri()), HADOOP);
        // Every third image is taken for the next class.
        List<ColumnReader.Row> rows = new ColumnReader(dataset, List.of(), HADOOP).read(Split.TEST);
        predictions = rows.stream()
                .map(row -> new Prediction(
                        row.id(), row.label(), (row.label() + (rows.indexOf(row) % 3 == 0 ? 1 : 0)) % 3, 0.5))
                .toList();
    }

    @Test
    void imagesCarsAndPhotographsAreShown() throws IOException {
        RunFolder run = run("shown", predictions);
        report(
                run,
                "--data",
                folder.resolve("set").toString(),
                "--photographs",
                folder.resolve("pku").toString());
        String page = Files.readString(folder.resolve("shown/report/index.html"));
        long wrong =
                predictions.stream().filter(prediction -> !prediction.right()).count();

        assertThat(page)
                .contains(
                        "Taken for another class, drawn at random",
                        "Taken for what they are, drawn at random",
                        "Accuracy by distance",
                        "data:image/jpeg;base64,")
                .doesNotContain("No photographs were given");
        assertThat(page.split(" → ")).hasSize((int) wrong + 1);
        assertThat(folder.resolve("shown/report/distances.png")).exists();
        assertThat(folder.resolve("shown/report/headings.png")).exists();
        try (var files = Files.list(folder.resolve("shown/report"))) {
            List<Path> photographs =
                    files.filter(file -> file.toString().endsWith(".jpg")).toList();
            assertThat(photographs).isNotEmpty().hasSizeLessThanOrEqualTo(4);
            assertThat(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(photographs.get(0))))
                            .getWidth())
                    .isEqualTo(640);
        }
    }

    @Test
    void anEvaluationWithoutPredictionsSaysSo() throws IOException {
        RunFolder run = run("bare", List.of());
        report(run, "--data", folder.resolve("set").toString());

        assertThat(Files.readString(folder.resolve("bare/report/index.html")))
                .contains("It is not known what images were taken for.", "No photographs were given.");
    }

    @Test
    void anotherDataSetIsRefused() throws IOException {
        Prediction unknown = new Prediction("elsewhere/1", 0, 1, 1);
        RunFolder run = run("other", List.of(unknown));

        assertThatThrownBy(() -> report(run, "--data", folder.resolve("set").toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid --data: ");
        assertThatThrownBy(
                        () -> report(run, "--photographs", folder.resolve("pku").toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Missing --data");
    }

    private static RunFolder run(String name, List<Prediction> known) throws IOException {
        RunInfo info = new RunInfo("train", "1.2.3", 42, RunData.unnamed(""), Instant.EPOCH, 1, RunInfo.State.RUNNING);
        RunFolder folder = RunFolder.at(DatasetReportTest.folder.resolve(name).toString(), HADOOP);
        try (RunWriter run = folder.start(info, Settings.reference())) {
            long[][] confusion = new long[3][3];
            (known.isEmpty() ? predictions : known)
                    .forEach(prediction -> confusion[prediction.label()][prediction.predicted()]++);
            String evaluation =
                    EvaluationResult.of(List.of("2x", "3x", "SUV"), confusion).toJson();
            run.writeAtomically(EvaluationResult.FILE, out -> out.write(evaluation.getBytes(StandardCharsets.UTF_8)));
            if (!known.isEmpty()) {
                run.writeAtomically(Predictions.FILE, out -> out.write(Predictions.lines(known)));
            }
        }
        return folder;
    }

    private static void report(RunFolder run, String... more) throws IOException {
        ReportCommand command = new ReportCommand();
        String[] arguments = Stream.concat(Stream.of(run.path().toString()), Arrays.stream(more))
                .toArray(String[]::new);
        new CommandLine(command).parseArgs(arguments);
        command.run(Console.silent());
    }
}
