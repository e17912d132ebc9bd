package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.command.PythonCsv;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests predictions of five photographs, of which one is cut off and one is no image. */
class BadImagesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void photographs() throws IOException {
        Files.createDirectories(folder.resolve("photos"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
        byte[] png = out.toByteArray();
        for (String name : new String[] {"a.png", "c.png", "e.png"}) {
            Files.write(folder.resolve("photos").resolve(name), png);
        }
        Files.write(folder.resolve("photos/b.png"), Arrays.copyOf(png, png.length / 2));
        Files.writeString(folder.resolve("photos/d.jpg"), "no image");
        Files.writeString(folder.resolve("photos/notes.txt"), "none, too");
    }

    @Test
    void theFirstOneEndsTheJobUnlessAskedOtherwise() throws IOException {
        Tool.Result result = predict();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.failures())
                .singleElement()
                .asString()
                .contains("Invalid image: ", "--on-bad-image skip or keep");
        assertThat(folder.resolve("predictions")).doesNotExist();
    }

    @Test
    void theyAreSkippedNamedAndCounted() throws IOException {
        Tool.Result result = predict("--on-bad-image=skip");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.errors())
                .containsPattern("Skipped file:.*/photos/b.png: cut off")
                .containsPattern("Skipped file:.*/photos/d.jpg: another format");
        assertThat(result.output())
                .containsPattern("found +6")
                .containsPattern("read +3")
                .containsPattern("left out: otherType +1")
                .containsPattern("left out: unreadable +2");
        Stream<String> ids =
                LocalSpark.session()
                        .read()
                        .parquet(folder.resolve("predictions").toString())
                        .collectAsList()
                        .stream()
                        .map(row -> row.getAs("id"));
        assertThat(ids.map(id -> id.replaceFirst(".*/", ""))).containsExactlyInAnyOrder("a.png", "c.png", "e.png");
    }

    @Test
    void theyAreKeptWithTheirReason() throws IOException {
        Tool.Result result = predict("--on-bad-image=keep", "--format=csv");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output())
                .containsPattern("/photos/b.png +not read: cut off")
                .containsPattern("/photos/c.png +[a-z ]+ +0[.][0-9]{4}")
                .containsPattern("read +3")
                .containsPattern("left out: unreadable +2");
        List<List<String>> rows = rows();
        assertThat(rows.get(0)).startsWith("id", "predicted", "probability").endsWith("reason");
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row.get(0).replaceFirst(".*/", ""))
                .containsExactly("a.png", "b.png", "c.png", "d.jpg", "e.png");
        assertThat(rows.get(2).subList(1, rows.get(2).size()))
                .containsOnly("", "cut off")
                .endsWith("cut off");
        assertThat(rows.get(4)).endsWith("another format");
        assertThat(rows.get(5)).endsWith("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "keep"})
    void theyAreCountedInTheJson(String action) throws IOException {
        Tool.Result result = predict("--on-bad-image=" + action, "--json");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.output());
        assertThat(json.get("records").asInt()).isEqualTo(3);
        assertThat(json.get("leftOut")).hasToString("{\"otherType\":1,\"unreadable\":2}");
    }

    private List<List<String>> rows() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("predictions"))) {
            return rows(files.filter(file -> file.toString().endsWith(".csv"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** Only files that the folder's own list names are deleted. */
    @Test
    void predictionsAreReplacedButNothingElse() throws IOException {
        assertThat(predict("--on-bad-image=skip").exitCode()).isZero();
        assertThat(predict("--on-bad-image=skip").failures())
                .singleElement()
                .asString()
                .contains("There is something at ", "--overwrite");
        Tool.Result replaced = predict("--on-bad-image=keep", "--format=csv", "--overwrite");
        assertThat(replaced.exitCode()).as(replaced.errors()).isZero();
        assertThat(rows()).hasSize(6);

        Files.writeString(folder.resolve("predictions/part-00009.csv"), "mine");
        Tool.Result refused = predict("--on-bad-image=skip", "--overwrite");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.failures())
                .singleElement()
                .asString()
                .contains("predictions has part-00009.csv (must be predictions to be replaced)");
        assertThat(rows(folder.resolve("predictions/part-00009.csv"))).isEqualTo(List.of(List.of("mine")));
    }

    private static List<List<String>> rows(Path file) throws IOException {
        try {
            return PythonCsv.read(file);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Tool.Result predict(String... further) throws IOException {
        String[] arguments = {
            "predict",
            "--model=" + TinyRuns.make().training(),
            "--images=" + folder.resolve("photos"),
            "--output=" + folder.resolve("predictions")
        };
        return Tool.run(
                Stream.concat(Arrays.stream(arguments), Arrays.stream(further)).toArray(String[]::new));
    }
}
