package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.cli.TinyRuns;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five photographs, of which one is cut off and one is no image. */
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
        assertThat(result.failures()).singleElement().asString().contains("Invalid image: ", "--on-bad-image skip");
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
