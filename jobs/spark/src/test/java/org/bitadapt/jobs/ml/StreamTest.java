package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.binaryfile.BinaryFileFormat;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.model.WideModels;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests streams of image files with broken ones among them, which end and are started again. */
class StreamTest {

    private static final SparkSession SPARK = LocalSpark.session();
    private static final int COUNT = 200;
    private static final int FIRST_BROKEN = 120;
    private static final int FILES_OF_A_BATCH = 40;
    private static final String FILE_NAME = "element_at(split(%s, '/'), -1) as name";

    @TempDir
    private Path folder;

    private final byte[] file = WideModels.file(ColouredImages.SIDE);
    private final List<BrokenImages.Broken> broken = BrokenImages.files();
    private Path photos;
    private BinarizedNetworkModel model;

    @BeforeEach
    void open() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        Path path = Files.write(folder.resolve("wide.bnn"), file);
        model = BinarizedNetworkModel.open(SPARK, path.toString()).setImageCol("content");
    }

    @Test
    void aJunkFileIsNamedAndTheStreamGoesOn() throws Exception {
        model = BinarizedNetworkModel.open(SPARK, "zoo:resnet20-cifar10")
                .setImageCol("content")
                .setResize(true)
                .setHandleInvalid("keep");

        Files.write(photos.resolve("a.png"), ColouredImages.png(0));
        score();
        Files.writeString(photos.resolve("b.png"), "no image");
        score();
        Files.write(photos.resolve("c.png"), ColouredImages.png(1));
        score();

        Dataset<Row> all = SPARK.read().parquet(folder.resolve("scored").toString());
        assertThat(all.select("name", "invalidReason").sort("name").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[a.png,null]", "[b.png,another format]", "[c.png,null]");
        assertThat(all.where("prediction is null").count()).isEqualTo(1);
    }

    @Test
    void eachImageIsScoredOnceWhateverEndsTheStream() throws Exception {
        write(0, COUNT - FILES_OF_A_BATCH);
        assertThatThrownBy(this::score)
                .isInstanceOf(StreamingQueryException.class)
                .hasStackTraceContaining("Invalid image: ")
                .hasStackTraceContaining(" in column content, row ")
                .hasStackTraceContaining("(path = file:")
                .hasStackTraceContaining("or set handleInvalid to skip or keep.");
        assertThat(SPARK.read().parquet(folder.resolve("scored").toString()).count())
                .isEqualTo(FIRST_BROKEN);

        model.setHandleInvalid("keep");
        score();
        // As if the driver was killed after the batch was written, and before its checkpoint was.
        Files.delete(folder.resolve("checkpoint/commits/3"));
        Files.delete(folder.resolve("checkpoint/commits/.3.crc"));
        write(COUNT - FILES_OF_A_BATCH, COUNT);
        score();

        List<Row> rows = rows(SPARK.read().parquet(folder.resolve("scored").toString()));
        assertThat(rows)
                .isEqualTo(rows(scored(SPARK.read().format("binaryFile").load(photos.toString()))))
                .hasSize(COUNT);
        for (int i = 0; i < COUNT; i++) {
            assertThat(rows.get(i).<String>getAs("name")).isEqualTo(name(i));
            assertScored(rows.get(i), i);
        }
    }

    @Test
    void imagesOfSparksOwnSourceAreNamedByTheirOrigin() throws Exception {
        for (int i : new int[] {0, 1, FIRST_BROKEN, 2}) {
            write(i);
        }
        // Spark's sources of files leave out empty ones.
        Files.createFile(photos.resolve("empty.png"));
        Dataset<Row> images = SPARK.readStream()
                .format("image")
                .schema(new StructType().add("image", ImageSchema.columnSchema()))
                .load(photos.toString());
        model.setImageCol("image");
        assertThatThrownBy(() -> score(model.transform(images), "image.origin"))
                .hasStackTraceContaining("Invalid image: no pixels in column image, row ")
                .hasStackTraceContaining("(origin = file:")
                .hasStackTraceContaining("/120.png)");

        model.setHandleInvalid("keep");
        score(model.transform(images), "image.origin");
        List<Row> rows = rows(SPARK.read().parquet(folder.resolve("scored").toString()));
        assertThat(rows).hasSize(4);
        for (int i = 0; i < 3; i++) {
            assertScored(rows.get(i), i);
        }
        assertThat(rows.get(3).<String>getAs("invalidReason")).isEqualTo("no pixels");
    }

    @Test
    void aModelMayScoreTheBatchesOfAStreamOneByOne() throws Exception {
        for (int i : new int[] {0, 1, FIRST_BROKEN, 2}) {
            write(i);
        }
        model.setHandleInvalid("skip");
        List<Row> rows = new ArrayList<>();
        files(1).writeStream()
                .foreachBatch((batch, id) -> {
                    rows.addAll(rows(model.transform(batch).selectExpr(FILE_NAME.formatted("path"), "rawPrediction")));
                })
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        assertThat(rows).extracting(row -> row.getString(0)).containsExactly("000.png", "001.png", "002.png");
        for (int i = 0; i < 3; i++) {
            assertScores(rows.get(i), i);
        }
    }

    /** A row has the scores of the runtime's plain loops for the image alone, or the reason why it has none. */
    private void assertScored(Row row, int i) {
        String reason = row.getAs("invalidReason");
        if (isBroken(i)) {
            assertThat(reason).isEqualTo(broken(i).reason());
            assertThat(row.isNullAt(row.fieldIndex("prediction"))).isTrue();
            assertThat(row.<Object>getAs("rawPrediction")).isNull();
            assertThat(row.<Object>getAs("probability")).isNull();
        } else {
            assertThat(reason).isNull();
            float[] scores = assertScores(row, i);
            assertThat(row.<Double>getAs("prediction")).isEqualTo(best(scores));
        }
    }

    private float[] assertScores(Row row, int i) {
        float[] scores = WideModels.scores(file, new Width(4, 8), ColouredImages.pixels(i));
        assertThat(row.<Vector>getAs("rawPrediction").toArray()).containsExactly(scores[0], scores[1], scores[2]);
        return scores;
    }

    private static double best(float[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .max(Comparator.comparing((Integer i) -> scores[i]).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static List<Row> rows(Dataset<Row> scored) {
        return scored.sort("name").collectAsList();
    }

    private Dataset<Row> files(int filesOfABatch) {
        return SPARK.readStream()
                .format("binaryFile")
                .schema(BinaryFileFormat.schema())
                .option("maxFilesPerTrigger", filesOfABatch)
                .load(photos.toString());
    }

    private Dataset<Row> scored(Dataset<Row> images) {
        return named(model.transform(images), "path");
    }

    /** The predictions with the name of the file, and the column of reasons even where the model does not add it. */
    private Dataset<Row> named(Dataset<Row> scored, String path) {
        boolean hasReasons = List.of(scored.columns()).contains("invalidReason");
        return scored.selectExpr(
                FILE_NAME.formatted(path),
                "prediction",
                "rawPrediction",
                "probability",
                hasReasons ? "invalidReason" : "string(null) as invalidReason");
    }

    private void score() throws Exception {
        score(model.transform(files(FILES_OF_A_BATCH)), "path");
    }

    /** Scores the files that are there and were not read by an earlier query. */
    private void score(Dataset<Row> scored, String path) throws Exception {
        named(scored, path)
                .writeStream()
                .format("parquet")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .option("path", folder.resolve("scored").toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }

    /** Broken ones are among the last two batches, ten in all. */
    private static boolean isBroken(int i) {
        return i >= FIRST_BROKEN && i % 8 == 0;
    }

    private BrokenImages.Broken broken(int i) {
        return broken.get((i - FIRST_BROKEN) / 8);
    }

    private void write(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            write(i);
        }
    }

    /** Writes the file of an image; a stream reads older files first. */
    private void write(int i) throws IOException {
        byte[] bytes = isBroken(i) ? broken(i).file() : ColouredImages.png(i);
        Path written = Files.write(photos.resolve(name(i)), bytes);
        Files.setLastModifiedTime(written, FileTime.from(1_000_000L + i, TimeUnit.SECONDS));
    }

    private static String name(int i) {
        return String.format("%03d.png", i);
    }
}
