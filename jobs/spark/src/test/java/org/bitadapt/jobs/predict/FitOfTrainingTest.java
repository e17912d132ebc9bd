package org.bitadapt.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bitadapt.jobs.cli.Tool;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.runtime.Logits;
import org.bitadapt.runtime.PackedModel;
import org.bitadapt.runtime.Session;
import org.bitadapt.runtime.SessionOptions;
import org.bitadapt.runtime.image.EncodedImage;
import org.bitadapt.runtime.image.Fit;
import org.bitadapt.runtime.image.ImageBudget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests on wide pictures whose right end alone tells the class; a crop would not show that end. */
class FitOfTrainingTest {

    private static final int COUNT = 24;
    private static final Map<String, Integer> CLASSES = Map.of("blue", 0x0000ff, "red", 0xff0000);

    @TempDir
    Path folder;

    @BeforeEach
    void pictures() throws IOException {
        for (Map.Entry<String, Integer> named : CLASSES.entrySet()) {
            Path place = Files.createDirectories(folder.resolve("photos").resolve(named.getKey()));
            for (int i = 0; i < COUNT; i++) {
                BufferedImage image = new BufferedImage(48, 16, BufferedImage.TYPE_INT_RGB);
                for (int x = 0; x < 48; x++) {
                    for (int y = 0; y < 16; y++) {
                        image.setRGB(x, y, x < 34 ? (5 + i) * 0x010101 : named.getValue());
                    }
                }
                ImageIO.write(image, "png", place.resolve(i + ".png").toFile());
            }
        }
    }

    @Test
    void whateverScoresPicturesDoesAsTrainingDid() throws IOException {
        run(
                "preprocess",
                "--source=folder",
                "--input=" + folder.resolve("photos"),
                "--size=16",
                "--fit=stretch",
                "--output=" + folder.resolve("data"));
        assertThat(Files.readString(folder.resolve("data/manifest.json"))).contains("\"fit\" : \"stretch\"");
        run(
                "train",
                "--data=" + folder.resolve("data"),
                "--run=" + folder.resolve("run"),
                "--set=network.name=resnet8",
                "--set=train.epochs=1",
                "--set=data.batch=8");

        PackedModel model = PackedModel.load(folder.resolve("run/model.bnn"));
        assertThat(model.fit()).isEqualTo(Fit.STRETCH);
        Map<String, Double> ofDataset = predict("--data=" + folder.resolve("data"), "--split=train");
        Map<String, Double> ofFiles = predict("--images=" + folder.resolve("photos"));
        assertThat(ofFiles).hasSize(2 * COUNT).containsAllEntriesOf(ofDataset);
        for (String name : List.of("blue/3.png", "red/7.png")) {
            assertThat(ofFiles.get(name))
                    .isEqualTo(red(model, folder.resolve("photos").resolve(name)));
        }
        // If they were cropped, the pictures would look alike.
        assertThat(ofFiles.get("blue/3.png")).isNotEqualTo(ofFiles.get("red/3.png"));
    }

    private static void run(String... arguments) {
        Tool.Result result = Tool.run(arguments);
        assertThat(result.exitCode()).as(result.errors()).isZero();
    }

    /** The probability of the class red, by the picture's name. */
    private Map<String, Double> predict(String... input) {
        Path output = folder.resolve("predictions");
        String[] arguments = new String[input.length + 4];
        System.arraycopy(input, 0, arguments, 4, input.length);
        arguments[0] = "predict";
        arguments[1] = "--model=" + folder.resolve("run");
        arguments[2] = "--output=" + output;
        arguments[3] = "--overwrite";
        run(arguments);
        Map<String, Double> red = new HashMap<>();
        LocalSpark.session()
                .read()
                .parquet(output.toString())
                .collectAsList()
                .forEach(row ->
                        red.put(row.getString(0).replaceFirst(".*/(?=[a-z]+/)", ""), row.<Double>getAs("p_red")));
        return red;
    }

    /** The probability of the class red as a device computes it, without Spark. */
    private static double red(PackedModel model, Path file) throws IOException {
        byte[] pixels = EncodedImage.of(Files.readAllBytes(file))
                .fit(16, 16, model.fit(), ImageBudget.ofHeap(1))
                .pixels();
        float[] logits = new float[2];
        try (Session session = model.openSession(SessionOptions.DEFAULT)) {
            session.run(pixels, logits);
        }
        double blue = Math.exp((double) logits[0] - logits[1]);
        assertThat(Logits.softmax(logits, 0, 2)[1])
                .isCloseTo((float) (1 / (1 + blue)), org.assertj.core.data.Offset.offset(1e-6f));
        return 1 / (1 + blue);
    }
}
