package org.bitadapt.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.files.ProjectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void theCommandLineWinsOverTheFileAndTheFileOverTheReference() throws IOException {
        Settings settings = file("train { epochs = 5, seed = 7 }").set("train.epochs=9");
        TrainConfig train = TrainingJobConfig.of(settings).train();
        assertThat(train.epochs()).isEqualTo(9);
        assertThat(train.seed()).isEqualTo(7);
        assertThat(train.workers()).isEqualTo(2);
    }

    @Test
    void theLastAssignmentWins() {
        Settings settings = Settings.reference().set("train.epochs=1").set("train.epochs=2");
        assertThat(TrainingJobConfig.of(settings).train().epochs()).isEqualTo(2);
    }

    @Test
    void assignmentsTakeListsAndPathsAndSections() {
        TrainingJobConfig config = TrainingJobConfig.of(Settings.reference()
                .set("train.schedule.milestones=[1, 2]")
                .set("network.name = file:///tmp/a=b#c.json")
                .set("data.augmentation={pad: 3}"));
        assertThat(config.train().schedule().milestones()).isEqualTo(List.of(1, 2));
        assertThat(config.network().name()).isEqualTo("file:///tmp/a=b#c.json");
        assertThat(config.data().augmentation()).isEqualTo(new AugmentationConfig(3, true, 0, 0));
    }

    @Test
    void allErrorsAreReportedAtOnceEachWithItsPlace() throws IOException {
        Settings settings =
                file("train {\n  epoch = 5\n  workers = many\n}\nepochs = 3\ndata = 4\nnetwork.name = null\n")
                        .set("train.momentum=2")
                        .set("data.batch=x");
        String conf = folder.resolve("my.conf").toString();
        assertThatThrownBy(() -> TrainingJobConfig.of(settings))
                .isInstanceOf(BadInputException.class)
                .satisfies(error -> assertThat(error.getMessage().lines().map(String::strip))
                        .contains(
                                "Unknown setting: train.epoch; did you mean 'train.epochs'? in " + conf + ":2",
                                "Invalid train.workers: many (must be a whole number) in " + conf + ":3",
                                "Unknown setting: epochs; did you mean 'train.epochs'? in " + conf + ":5",
                                "Invalid network.name: null (must have a value) in " + conf + ":7",
                                "Invalid train.momentum: 2.0 (must be 0 or more and below 1) in --set train.momentum",
                                "Invalid data.batch: x (must be a whole number) in --set data.batch"));
    }

    @Test
    void aValueInPlaceOfASectionIsRefused() {
        assertThatThrownBy(() -> TrainingJobConfig.of(Settings.text("here", "data = 4")))
                .hasMessage("Invalid data: 4 (must be a section { ... }) in here:1");
    }

    @Test
    void aSectionInPlaceOfAValueIsRefused() {
        assertThatThrownBy(() -> TrainingJobConfig.of(Settings.text("here", "data.batch { size = 4 }")))
                .hasMessageStartingWith("Invalid data.batch: {size=4} (must be a whole number) in here:1");
    }

    @Test
    void aFractionIsNoWholeNumber() {
        assertThatThrownBy(() -> TrainingJobConfig.of(Settings.reference().set("train.epochs=2.5")))
                .hasMessage("Invalid train.epochs: 2.5 (must be a whole number) in --set train.epochs");
        assertThatThrownBy(() -> TrainingJobConfig.of(Settings.text("here", "train.epochs = 2.5")))
                .hasMessage("Invalid train.epochs: 2.5 (must be a whole number) in here:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.epochs", "=3", "train..epochs=3", ".=3", ""})
    void whatIsNoAssignmentIsRefused(String assignment) {
        assertThatThrownBy(() -> Settings.reference().set(assignment))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid --set: " + assignment + " (must be key=value)");
    }

    @Test
    void filesThatCannotBeReadOrParsedAreRefused() throws IOException {
        assertThatThrownBy(() -> Settings.file(folder.resolve("none.conf")))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("No such configuration file: ");
        assertThatThrownBy(() -> file("train {"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("my.conf");
    }

    @Test
    void aFileIncludesFilesBesideIt() throws IOException {
        Files.writeString(folder.resolve("base.conf"), "train.epochs = 5, train.seed = 6, include \"more.conf\"");
        Files.writeString(folder.resolve("more.conf"), "train.workers = 3");
        TrainConfig train = TrainingJobConfig.of(file("include \"base.conf\"\ntrain.epochs = ${train.seed}"))
                .train();
        assertThat(train.epochs()).isEqualTo(6);
        assertThat(train.workers()).isEqualTo(3);
        assertThat(TrainingJobConfig.of(file("include required(file(\"more.conf\"))"))
                        .train()
                        .workers())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"../other/secret.conf\"",
                "\"./base.conf\"",
                "\"missing.conf\"",
                "\"link.conf\"",
                "\"below/secret.conf\"",
                "file(\"OTHER/secret.conf\")",
                "required(file(\"OTHER/secret.conf\"))",
                "url(\"file:OTHER/secret.conf\")",
                "\"file:OTHER/secret.conf\"",
                "\"http://127.0.0.1:1/secret.conf\"",
                "classpath(\"org/bitadapt/jobs/config/reference.conf\")",
                "\"\\u0000\""
            })
    void aFileIncludesNothingElse(String included) throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path mine = Files.createDirectories(folder.resolve("mine/below")).getParent();
        Files.writeString(other.resolve("secret.conf"), "train.epochs = 5");
        Files.writeString(mine.resolve("below/secret.conf"), "train.epochs = 5");
        Files.writeString(mine.resolve("base.conf"), "train.epochs = 5");
        Files.createSymbolicLink(mine.resolve("link.conf"), other.resolve("secret.conf"));
        String text = "include " + included.replace("OTHER", other.toString());
        Path file = Files.writeString(mine.resolve("my.conf"), text);
        assertThatThrownBy(() -> Settings.file(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid include: ")
                .hasMessageEndingWith(" in " + file + " (must be the name of a file beside it)");
        assertThatThrownBy(() -> Settings.text("config.conf", text))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid include: ")
                .hasMessageEndingWith(" in config.conf (must be settings only)");
        assertThatThrownBy(() -> Settings.reference().set("train={ " + text + " }"))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith(" in --set train (must be settings only)");
    }

    @Test
    void filesThatIncludeEachOtherAreRefused() {
        assertThatThrownBy(() -> file("include \"my.conf\""))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void theEnvironmentIsNotAsked() {
        assertThat(System.getenv("PATH")).isNotEmpty();
        assertThatThrownBy(() -> file("train.from = ${PATH}"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("${PATH}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.from = ${PATH}",
                "train.from = ${?PATH}",
                "train.from = ${train.seed}",
                "train.from = ${java.home}",
                "train.schedule.milestones += 3"
            })
    void storedSettingsAreValues(String text) {
        assertThatThrownBy(() -> Settings.text("config.conf", text))
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid configuration: ${...} in config.conf (must be values, not references)");
    }

    @Test
    void endlessNestingIsRefused() {
        assertThatThrownBy(() -> Settings.text("config.conf", "a={".repeat(1_000_000)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("Invalid configuration: ");
        assertThatThrownBy(() -> file("a={".repeat(1_000_000))).isInstanceOf(BadInputException.class);
    }

    @Test
    void theRenderedTextReadsBackTheSame() {
        Settings settings =
                Settings.reference().set("train.schedule.milestones=[1, 2]").set("train.epochs=9");
        Settings again = Settings.text("config.conf", settings.render());
        assertThat(TrainingJobConfig.of(again)).isEqualTo(TrainingJobConfig.of(settings));
        assertThat(again.render()).isEqualTo(settings.render());
        assertThat(again.values()).isEqualTo(settings.values()).containsEntry("train.epochs", "9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar10-resnet20.conf", "cifar10-resnet18.conf", "cifar10-alexnet.conf"})
    void theExamplesAreValid(String name) {
        TrainingJobConfig config = TrainingJobConfig.of(Settings.file(ProjectFiles.at("conf/" + name)));
        assertThat(config.network().precision()).isEqualTo(NetworkConfig.Precision.BINARY);
        assertThat(config.data().batch() * config.train().workers()).isEqualTo(128);
    }

    private Settings file(String hocon) throws IOException {
        return Settings.file(Files.writeString(folder.resolve("my.conf"), hocon));
    }
}
