package org.bitadapt.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.config.Settings;
import org.bitadapt.runtime.image.Fit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

    private static final RunInfo INFO = new RunInfo(
            "train",
            "1.2.3",
            42,
            RunData.unnamed("sha256:aa"),
            Instant.parse("2026-01-02T03:04:05Z"),
            1,
            RunInfo.State.RUNNING);

    @TempDir
    private Path temporary;

    private Path folder;
    private RunFolder run;

    @BeforeEach
    void locate() throws IOException {
        folder = temporary.resolve("runs/first");
        run = RunFolder.at(folder.toUri().toString(), new Configuration());
    }

    @Test
    void aNewRunHoldsItsSettingsAndWhatItIs() throws IOException {
        assertThat(run.exists()).isFalse();
        try (RunWriter writer = start()) {
            assertThat(writer.isResumed()).isFalse();
        }
        assertThat(run.existing().info()).isEqualTo(INFO.in(RunInfo.State.INTERRUPTED));
        assertThat(run.settings().values()).isEqualTo(Settings.reference().values());
        assertThat(names(folder)).containsExactlyInAnyOrder("config.conf", "run.json");
    }

    @Test
    void aPlainPathIsAFolderOfTheDefaultFileSystem() throws IOException {
        try (RunWriter writer =
                RunFolder.at(folder.toString(), new Configuration()).start(INFO, Settings.reference())) {
            assertThat(writer.folder().path()).isEqualTo(run.path());
        }
    }

    @Test
    void theSameCommandResumesAndKeepsTheStart() throws IOException {
        start().close();
        RunInfo later = new RunInfo(
                "train", "1.2.4", 42, RunData.unnamed("sha256:aa"), Instant.now(), 1, RunInfo.State.RUNNING);
        try (RunWriter writer = run.start(later, Settings.reference().set("resources.threads=2"))) {
            assertThat(writer.isResumed()).isTrue();
            assertThat(run.info())
                    .isEqualTo(new RunInfo(
                            "train",
                            "1.2.3",
                            42,
                            RunData.unnamed("sha256:aa"),
                            INFO.started(),
                            2,
                            RunInfo.State.RUNNING));
            writer.mark(RunInfo.State.FINISHED);
        }
        assertThat(run.info().state()).isEqualTo(RunInfo.State.FINISHED);
    }

    @Test
    void aRunThatFailedIsRunningWhenItGoesOn() throws IOException {
        try (RunWriter writer = start()) {
            writer.mark(RunInfo.State.FAILED);
        }
        try (RunWriter writer = start()) {
            assertThat(writer.folder().info().state()).isEqualTo(RunInfo.State.RUNNING);
        }
    }

    /** The lock is what tells a running job from one that was killed. */
    @Test
    void aRunWithoutAJobIsInterrupted() throws IOException {
        try (RunWriter writer = start()) {
            assertThat(writer.folder().info().state()).isEqualTo(RunInfo.State.RUNNING);
        }
        assertThat(run.info().state()).isEqualTo(RunInfo.State.INTERRUPTED);
        assertThat(folder.resolve("run.json")).content().contains("\"running\"");
        try (RunWriter writer = start()) {
            assertThat(run.info().state()).isEqualTo(RunInfo.State.RUNNING);
            writer.mark(RunInfo.State.FINISHED);
        }
        assertThat(run.info().state()).isEqualTo(RunInfo.State.FINISHED);
    }

    /** A configuration file is often shared by commands. */
    @Test
    void settingsThatTheCommandDoesNotReadMayChange() throws IOException {
        start().close();
        run.start(INFO, Settings.reference().set("netadapt.reduction.budget=0.5"))
                .close();
        assertThatThrownBy(() -> run.start(INFO, Settings.reference().set("data.batch=5")))
                .hasMessageContaining("data.batch was 64, now 5");
    }

    private static RunInfo withClasses(String... names) {
        RunData data = new RunData("sha256:aa", "letters", "file:/letters", List.of(names), Fit.PAD);
        return new RunInfo("train", "1.2.3", 42, data, INFO.started(), 1, RunInfo.State.RUNNING);
    }

    @Test
    void whatARunRemembersOfItsDataSetIsReadBack() throws IOException {
        run.start(withClasses("a", "b"), Settings.reference()).close();
        assertThat(run.info().data()).isEqualTo(withClasses("a", "b").data());
    }

    @Test
    void classesOfOtherNamesOrInAnotherOrderAreAnotherJob() throws IOException {
        run.start(withClasses("a", "b"), Settings.reference()).close();
        assertThatThrownBy(() -> run.start(withClasses("b", "a"), Settings.reference()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("(a, b)")
                .hasMessageContaining("(b, a)");
        run.start(INFO, Settings.reference()).close();
        assertThat(run.info().data().classes()).containsExactly("a", "b");
    }

    @Test
    void aRunThatDidNotKeepItsClassesDoesFromNowOn() throws IOException {
        start().close();
        assertThat(run.info().data().classes()).isEmpty();
        run.start(withClasses("a", "b"), Settings.reference()).close();
        assertThat(run.info().data().classes()).containsExactly("a", "b");
    }

    @Test
    void otherSettingsAreRefusedAndNamed() throws IOException {
        start().close();
        Settings other = Settings.reference().set("train.epochs=3").set("train.schedule.milestones=[1]");
        assertThatThrownBy(() -> run.start(INFO, other))
                .isInstanceOf(BadInputException.class)
                .hasMessage("The run " + run.path() + " was started with other settings: train.epochs was 160, now 3; "
                        + "train.schedule.milestones was [80, 120], now [1]");
        start().close();
    }

    @Test
    void anotherCommandOrDataSetIsRefused() throws IOException {
        start().close();
        RunInfo command =
                new RunInfo("netadapt", "1", 1, RunData.unnamed("sha256:aa"), Instant.now(), 1, RunInfo.State.RUNNING);
        assertThatThrownBy(() -> run.start(command, Settings.reference()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("another command: train, now netadapt");
        RunInfo data =
                new RunInfo("train", "1", 1, RunData.unnamed("sha256:bb"), Instant.now(), 1, RunInfo.State.RUNNING);
        assertThatThrownBy(() -> run.start(data, Settings.reference()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("another data set: sha256:aa, now sha256:bb");
    }

    @Test
    void aFolderOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.tex"), "x");
        assertThatThrownBy(this::start)
                .isInstanceOf(BadInputException.class)
                .hasMessage("The folder " + run.path() + " holds thesis.tex and is no run");
        assertThat(names(folder)).containsExactly("thesis.tex");
    }

    @Test
    void aFolderWithoutARunIsNoRun() {
        assertThatThrownBy(run::existing).isInstanceOf(BadInputException.class).hasMessage("No run in " + run.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "best", "metrics.jsonl"})
    void aDamagedFileIsBadInputThatNamesIt(String name) throws IOException {
        start().close();
        for (String text : List.of("{", "7", "\u0000")) {
            Files.writeString(folder.resolve(name), text);
            assertThatThrownBy(() -> {
                        run.info();
                        run.metrics();
                        run.bestCheckpoint();
                    })
                    .isInstanceOfSatisfying(
                            BadInputException.class, e -> assertThat(e.remedy()).isPresent())
                    .hasMessageStartingWith("Invalid " + name + ": " + run.path(name) + " is damaged");
        }
    }

    @Test
    void aCrashBeforeTheRunExistedIsForgotten() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.conf"), "train.epochs = 3");
        Files.writeString(folder.resolve(".run.json.0.tmp"), "{");
        try (RunWriter writer = start()) {
            assertThat(writer.isResumed()).isFalse();
        }
        assertThat(run.settings().values()).containsEntry("train.epochs", "160");
        assertThat(names(folder)).containsExactlyInAnyOrder("config.conf", "run.json");
    }

    @Test
    void leftoversOfACrashAreRemovedAndNeverSeen() throws IOException {
        try (RunWriter writer = start()) {
            writer.writeCheckpoint(0, this::writeState);
        }
        Path halfWritten = Files.createDirectories(folder.resolve("checkpoints/.epoch-001.0.tmp"));
        Files.writeString(halfWritten.resolve("state"), "half");
        Files.writeString(folder.resolve(".metrics.jsonl.0.tmp"), "{\"epo");
        assertThat(run.latestCheckpoint()).map(Checkpoint::epoch).hasValue(0);
        assertThat(run.metrics()).isEmpty();
        start().close();
        assertThat(halfWritten).doesNotExist();
        assertThat(names(folder)).containsExactlyInAnyOrder("config.conf", "run.json", "checkpoints");
    }

    /** A search writes in folders of its own; a link leads to somebody else's folder. */
    @Test
    void leftoversInFoldersAreRemovedToo(@TempDir Path elsewhere) throws IOException {
        start().close();
        Path iteration = Files.createDirectories(folder.resolve("search/iteration-001"));
        Path table = Files.createDirectories(folder.resolve("search/.iterations.parquet.0.tmp"));
        Files.writeString(table.resolve("part"), "half");
        Path proposal = Files.writeString(iteration.resolve(".a.zip.0.tmp"), "half");
        Path others = Files.writeString(elsewhere.resolve(".a.zip.0.tmp"), "somebody's");
        Files.createSymbolicLink(folder.resolve("search/link"), elsewhere);
        start().close();
        assertThat(table).doesNotExist();
        assertThat(proposal).doesNotExist();
        assertThat(others).exists();
    }

    @Test
    void aSecondJobIsRefusedWhileTheFirstWrites() throws IOException {
        try (RunWriter first = start()) {
            assertThat(first.isResumed()).isFalse();
            assertThatThrownBy(this::start)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            first.mark(RunInfo.State.FAILED);
        }
        start().close();
    }

    @Test
    void aFileWhoseWriterFailsKeepsItsOldContent() throws IOException {
        try (RunWriter writer = start()) {
            writer.writeAtomically("report/index.html", out -> out.write(1));
            assertThatThrownBy(() -> writer.writeAtomically("report/index.html", out -> {
                        out.write(2);
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
        }
        assertThat(Files.readAllBytes(folder.resolve("report/index.html"))).containsExactly(1);
        assertThat(names(folder.resolve("report"))).containsExactly("index.html");
    }

    @Test
    void anOldChecksumFileDoesNotOutliveItsFile() throws IOException {
        try (RunWriter writer = start()) {
            Files.writeString(folder.resolve(".model.bnn.crc"), "stale");
            writer.writeAtomically("model.bnn", out -> out.write(1));
        }
        assertThat(folder.resolve(".model.bnn.crc")).doesNotExist();
    }

    @Test
    void metricsAreOneLineAnEpochAndAResumedEpochReplacesItsOwn() throws IOException {
        try (RunWriter writer = start()) {
            for (int epoch = 0; epoch < 3; epoch++) {
                writer.append(metrics(epoch, 0.5));
            }
            writer.append(metrics(1, 0.75));
            assertThat(run.metrics()).isEqualTo(List.of(metrics(0, 0.5), metrics(1, 0.75)));
            assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(2);
            writer.truncateMetrics(0);
            assertThat(run.metrics()).isEqualTo(List.of(metrics(0, 0.5)));
        }
    }

    @Test
    void checkpointsAppearWholeAndTheBestIsKept() throws IOException {
        try (RunWriter writer = start()) {
            assertThat(run.latestCheckpoint()).isEmpty();
            assertThat(run.bestCheckpoint()).isEmpty();
            for (int epoch = 0; epoch < 12; epoch++) {
                writer.writeCheckpoint(epoch, this::writeState);
            }
            writer.writeCheckpoint(11, this::writeState);
            assertThatThrownBy(() -> writer.writeCheckpoint(12, path -> {
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
            writer.markBest(3, 0.5);
            writer.keepCheckpoints(2);
        }
        assertThat(run.checkpoints()).extracting(Checkpoint::epoch).containsExactly(3, 10, 11);
        assertThat(run.bestCheckpoint()).map(Checkpoint::epoch).hasValue(3);
        assertThat(names(folder.resolve("checkpoints")))
                .containsExactlyInAnyOrder("epoch-003", "epoch-010", "epoch-011");
        assertThat(names(folder.resolve("checkpoints/epoch-011"))).containsExactly("state");
    }

    @Test
    void checkpointsAreFoundWhateverTheDigitsOfTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        try (RunWriter writer = start()) {
            writer.writeCheckpoint(7, this::writeState);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(run.latestCheckpoint()).map(Checkpoint::epoch).hasValue(7);
    }

    @Test
    void theBestCheckpointIsFoundWithoutValidation() throws IOException {
        try (RunWriter writer = start()) {
            writer.writeCheckpoint(0, target -> {});
            writer.markBest(0, Double.NaN);
        }
        assertThat(run.bestCheckpoint()).map(Checkpoint::epoch).hasValue(0);
    }

    private RunWriter start() throws IOException {
        return run.start(INFO, Settings.reference());
    }

    private void writeState(org.apache.hadoop.fs.Path path) throws IOException {
        Files.write(Path.of(path.toUri().getPath(), "state"), "state".getBytes(StandardCharsets.UTF_8));
    }

    private static EpochMetrics metrics(int epoch, double loss) {
        return new EpochMetrics(epoch, 0.1, 0.1, loss, 0.25, Double.NaN, Double.NaN, 100, 12.5, Map.of("conv1", 0.01));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
