package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.binaryfile.BinaryFileFormat;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a stream of image files outlives a file that is no image. */
class StreamTest {

    private static final SparkSession SPARK = LocalSpark.session();

    @TempDir
    private Path folder;

    @Test
    void aJunkFileIsNamedAndTheStreamGoesOn() throws Exception {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        BinarizedNetworkModel model = BinarizedNetworkModel.open(SPARK, "zoo:resnet20-cifar10")
                .setImageCol("content")
                .setResize(true)
                .setHandleInvalid("keep");

        write(photos, "a.png", 0);
        scored(model, photos);
        Files.writeString(photos.resolve("b.png"), "no image");
        scored(model, photos);
        write(photos, "c.png", 1);

        Dataset<Row> all = scored(model, photos);
        assertThat(all.select("name", "invalidReason").sort("name").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[a.png,null]", "[b.png,another format]", "[c.png,null]");
        assertThat(all.where("prediction is null").count()).isEqualTo(1);
    }

    /**
     * The rows that have come out so far, after the files that are there are read; a file that was read before is not
     * read again.
     */
    private Dataset<Row> scored(BinarizedNetworkModel model, Path photos) throws Exception {
        Dataset<Row> files = SPARK.readStream()
                .format("binaryFile")
                .schema(BinaryFileFormat.schema())
                .load(photos.toString());
        StreamingQuery query = model.transform(files)
                .selectExpr("element_at(split(path, '/'), -1) as name", "prediction", "invalidReason")
                .writeStream()
                .format("parquet")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .option("path", folder.resolve("scored").toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        return SPARK.read().parquet(folder.resolve("scored").toString());
    }

    private static void write(Path photos, String name, int index) throws IOException {
        Row image = ColouredImages.encoded(index + 1).where("id = " + index).first();
        Files.write(photos.resolve(name), image.<byte[]>getAs("image"));
    }
}
