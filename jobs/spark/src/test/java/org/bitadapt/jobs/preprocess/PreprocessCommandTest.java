package org.bitadapt.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class PreprocessCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Exception thrown;

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    @Test
    void printsTheFiguresAsJson() throws IOException {
        Path input = CifarFiles.binary(folder.resolve("in"));
        int exitCode = execute("--source", "cifar10", "--input", input + "", "--output", folder + "/set", "--json");
        JsonNode figures = new ObjectMapper().readTree(out.toString());

        assertThat(exitCode).isZero();
        assertThat(figures.get("trainRecords").asLong()).isEqualTo(150);
        assertThat(figures.get("fitRecords").asLong()
                        + figures.get("validationRecords").asLong())
                .isEqualTo(150);
        assertThat(figures.get("testRecords").asLong()).isEqualTo(30);
        assertThat(figures.get("quarantined").asLong()).isZero();
        assertThat(figures.get("classes").asInt()).isEqualTo(10);
        assertThat(figures.get("output").asText()).endsWith("/set");
        assertThat(figures.get("seconds").asDouble()).isPositive();
        assertThat(err.toString()).contains("Reading 10 classes from", "Write shards");
    }

    @Test
    void printsATableForPeople() throws IOException {
        Path input = CifarFiles.binary(folder.resolve("in"));
        execute("--source", "cifar10", "--input", input + "", "--output", folder + "/set", "--validation", "0");

        assertThat(out.toString()).contains("train           150", "validation        0", "Wrote file:");
        assertThat(err.toString()).doesNotContain("is empty");
    }

    @Test
    void saysWhenASplitThatWasAskedForIsEmpty() throws IOException {
        Path input = CifarFiles.binary(folder.resolve("in"));
        execute("--source", "cifar10", "--input", input + "", "--output", folder + "/set", "--validation", "0.01");

        assertThat(err.toString())
                .contains("the validation split is empty. 0.01 is less than an image of each class")
                .doesNotContain("the test split is empty");
    }

    @Test
    void namesClassesThatAreTooSmallToBeSplit() throws IOException {
        images("cat", 20);
        images("dog", 2);
        images("emu", 20);
        execute("--source", "folder", "--input", folder + "/in", "--output", folder + "/set");

        assertThat(err.toString())
                .contains(
                        "Note: the validation split has no image of dog (2 images); add images, or give a larger --validation.")
                .contains("Note: the test split has no image of dog (2 images); add images, or give a larger --test.");
    }

    private void images(String name, int count) throws IOException {
        Path place = Files.createDirectories(folder.resolve("in").resolve(name));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i % 8, i / 8, 0xffffff);
            ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
        }
    }

    @Test
    void refusesSharesThatLeaveNothing() throws IOException {
        Path input = CifarFiles.binary(folder.resolve("in"));
        execute("--source", "cifar10", "--input", input + "", "--output", folder + "/set", "--validation", "1");

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid validation share: 1.0 (must be 0..0.9)");
    }

    @Test
    void refusesShardsThatNoTaskCanHold() throws IOException {
        Path input = CifarFiles.binary(folder.resolve("in"));
        String[] arguments = {"--source", "cifar10", "--input", input + "", "--output", folder + "/set"};
        execute(with(arguments, "--shard-records", "699051"));

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid records per shard: 699051 (must be at most 699050 images of 3x32x32, 2 GiB)");
        assertThat(execute(with(arguments, "--shard-records", "699050"))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "pku, --size, 64, folder, Give --image-size instead.",
        "folder, --image-size, 64, pku, Give --size instead.",
        "cifar10, --size, 64, folder, Leave it out.",
        "cifar10, --alike-bits, 2, pku, Leave it out.",
        "folder, --accept-short, '', cifar10 or cifar100, Leave it out."
    })
    void refusesOptionsOfOtherSources(String source, String option, String value, String owner, String remedy) {
        String[] arguments = {"--source", source, "--input", "x", "--output", folder + "/set", option};
        execute(value.isEmpty() ? arguments : with(arguments, value));

        assertThat(thrown)
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid option: " + option + " (must be given with --source " + owner + ", not " + source
                        + ")");
        assertThat(((BadInputException) thrown).remedy()).contains(remedy);
    }

    /** The description of an option of some sources begins with the words of these sources. */
    @ParameterizedTest
    @EnumSource
    void refusesEveryOptionOfAnotherSource(PreprocessCommand.Source source) {
        String word = word(source);
        for (OptionSpec option :
                new CommandLine(new PreprocessCommand()).getCommandSpec().options()) {
            List<String> owners = owners(option);
            if (!owners.isEmpty() && !owners.contains(word)) {
                String[] arguments = {"--source", word, "--input", "x", "--output", folder + "/set"};
                String name = option.longestName();
                thrown = null;
                execute(option.arity().max() == 0 ? with(arguments, name) : with(arguments, name, valueOf(option)));
                assertThat(thrown)
                        .as(word + " " + name)
                        .isInstanceOf(BadInputException.class)
                        .hasMessageStartingWith("Invalid option: " + name + " (must be given with --source "
                                + String.join(" or ", owners) + ", not ");
            }
        }
    }

    /** The sources that an option is for; empty if it is for all. */
    private static List<String> owners(OptionSpec option) {
        List<String> words = List.of(option.description()[0].split(":", 2)[0].split(", "));
        List<String> sources = Stream.of(PreprocessCommand.Source.values())
                .map(PreprocessCommandTest::word)
                .toList();
        return sources.containsAll(words) && !option.longestName().equals("--source") ? words : List.of();
    }

    private static String word(PreprocessCommand.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    /** A value that the option's type takes. */
    private static String valueOf(OptionSpec option) {
        Class<?> type = option.type();
        return type.isEnum() ? type.getEnumConstants()[0].toString() : "1";
    }

    @ParameterizedTest
    @EnumSource
    void everySourceIsDescribedAndHasAnExample(PreprocessCommand.Source source) {
        String word = source.name().toLowerCase(Locale.ROOT);
        CommandSpec command = new CommandLine(new PreprocessCommand()).getCommandSpec();
        assertThat(String.join(" ", command.findOption("--source").description()))
                .contains(word + ": ");
        assertThat(command.usageMessage().footer()).anyMatch(line -> line.contains("--source " + word + " "));
    }

    /** A user who asks for it gets a data set of the records that are there. */
    @Test
    void anEmptyBatchFileIsRefusedUnlessAskedFor() throws IOException {
        Path input = CifarFiles.binary(folder.resolve("in"));
        Files.write(input.resolve("data_batch_3.bin"), new byte[0]);
        String[] arguments = {"--source", "cifar10", "--input", input + "", "--output", folder + "/set", "--json"};
        execute(with(arguments, "--on-bad-record", "quarantine"));
        assertThat(thrown)
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid batch file: data_batch_3.bin has 0 records (must have 1 record or more;"
                        + " --accept-short takes others)");
        assertThat(folder.resolve("set")).doesNotExist();

        assertThat(execute(with(arguments, "--accept-short"))).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .get("trainRecords")
                        .asLong())
                .isEqualTo(120);
    }

    @Test
    void theTableCountsWhatWasFoundUsedAndLeftOut() throws IOException {
        for (String name : new String[] {"cat", "dog"}) {
            Path photos = Files.createDirectories(folder.resolve("in/" + name));
            for (int i = 0; i < 4; i++) {
                ImageIO.write(
                        new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                        "png",
                        photos.resolve(i + ".png").toFile());
            }
        }
        Files.writeString(folder.resolve("in/cat/notes.txt"), "cats");
        Files.writeString(folder.resolve("in/cat/cut.png"), "cut");
        execute(
                "--source",
                "folder",
                "--input",
                folder + "/in",
                "--output",
                folder + "/set",
                "--on-bad-record",
                "quarantine");

        assertThat(out.toString())
                .containsPattern("found +10\\R")
                .containsPattern("quarantined +1\\R")
                .containsPattern("left out: otherType +1\\R");
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void downloadsNoFolders() {
        execute("--source", "folder", "--input", "download", "--output", folder + "/set");

        assertThat(thrown)
                .isInstanceOf(BadInputException.class)
                .hasMessage("Invalid input: download (must be a path for the source folder)");
    }

    private int execute(String... arguments) {
        return new CommandLine(new PreprocessCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    thrown = error;
                    return 2;
                })
                .execute(arguments);
    }
}
