package org.bitadapt.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bitadapt.jobs.dataset.Colours;
import org.bitadapt.jobs.quickstart.GeneratedImages;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs that no command must write to are refused at once, by name, with nothing touched. */
class OutputsTest {

    @TempDir
    static Path folder;

    private static Path data;
    private static Path images;

    private String errors = "";

    @BeforeAll
    static void prepare() throws IOException {
        LocalSpark.session();
        data = folder.resolve("data");
        images = folder.resolve("images");
        Colours.write(data, List.of("blue", "green", "red"), List.of(2, 1, 0));
        new GeneratedImages(5, 8).writeTo(images);
        Files.writeString(folder.resolve("file"), "x");
        Files.createSymbolicLink(folder.resolve("link"), data);
    }

    /** Every command that makes something, without its output. */
    private static Stream<List<String>> commands() {
        String d = data.toString();
        return Stream.of(
                List.of("preprocess", "--source", "cifar10", "--input", images.toString(), "--overwrite", "--output"),
                List.of("train", "--data", d, "--run"),
                List.of("import", "none.onnx", "--data", d, "--run"),
                List.of("netadapt", "--data", d, "--model", "none", "--run"),
                List.of("evaluate", "--data", d, "--model", "none", "--output"),
                List.of("predict", "--data", d, "--model", "none", "--output"),
                List.of("export", "--data", d, "--model", "none", "--output"),
                List.of("report", "none", "--data", d, "--output"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void placesThatAreNoneAreBadInput(List<String> command) {
        for (String place : List.of("", "a:b", folder.resolve("file/x").toString(), "s3a://bucket/x")) {
            refuse(command, place);
            String option = command.get(command.size() - 1);
            assertThat(errors).contains("bitadapt: Invalid " + option + ": ").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatIsReadIsNeverWrittenTo(List<String> command) throws IOException {
        Path input = command.contains("preprocess") ? images : data;
        List<String> before = tree();
        refuse(command, input.toString());
        refuse(command, input.resolve("new").toString());
        refuse(command, folder.toString());
        if (input == data) {
            refuse(command, folder.resolve("link/new").toString());
            assertThat(errors).contains("(must not lie in --data ");
        }
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void overwriteLeavesAFolderThatOnlyLooksLikeADataSet() throws IOException {
        Path photos = folder.resolve("photos");
        for (String name : List.of("train/red/1.png", "test/red/2.png", "manifest.json")) {
            Files.createDirectories(photos.resolve(name).getParent());
            Files.writeString(photos.resolve(name), "{}");
        }
        List<String> before = tree();
        refuse(commands().findFirst().orElseThrow(), photos.toString());
        assertThat(errors).contains("photos has t").contains("(must be a data set to be replaced)");
        assertThat(tree()).isEqualTo(before);
    }

    private static List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private void refuse(List<String> command, String place) {
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(command);
        arguments.add(place);
        int exitCode = BitAdapt.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        errors = err.toString();
        assertThat(exitCode).as(errors).isEqualTo(2);
        assertThat(errors.lines().filter(line -> line.startsWith("bitadapt: "))).hasSize(1);
    }
}
