package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.model.WideModels;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.collection.JavaConverters;

/** Tests streams of image structs in memory, with broken ones among them. */
class MemoryStreamTest {

    private static final SparkSession SPARK = LocalSpark.session();
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.IntegerType)
            .add("time", DataTypes.TimestampType)
            .add("image", nullable(ImageSchema.columnSchema()));
    private static final int GOOD = 40;
    private static final long SECOND = 1000;

    @TempDir
    private Path folder;

    private final byte[] file = WideModels.file(ColouredImages.SIDE);
    private final List<BrokenImages.Broken> broken = BrokenImages.structs();
    private final MemoryStream<Row> images =
            new MemoryStream<>(1, SPARK.sqlContext(), Option.apply(2), Encoders.row(SCHEMA));
    private BinarizedNetworkModel model;

    @BeforeEach
    void open() throws Exception {
        Path path = Files.write(folder.resolve("wide.bnn"), file);
        model = BinarizedNetworkModel.open(SPARK, path.toString()).setHandleInvalid("keep");
    }

    @Test
    void eachImageIsScoredOnceAcrossARestart() throws Exception {
        int all = GOOD + broken.size();
        add(0, 10);
        scored();
        add(10, GOOD);
        add(GOOD, all);
        Dataset<Row> scored = scored();

        List<Row> rows = scored.sort("id").collectAsList();
        assertThat(rows).extracting(row -> row.getInt(0)).containsExactlyElementsOf(ids(all));
        for (int i = 0; i < GOOD; i++) {
            float[] scores = WideModels.scores(file, new Width(4, 8), ColouredImages.pixels(i));
            assertThat(rows.get(i).<Vector>getAs("rawPrediction").toArray())
                    .containsExactly(scores[0], scores[1], scores[2]);
            assertThat(rows.get(i).<String>getAs("invalidReason")).isNull();
        }
        for (int i = GOOD; i < all; i++) {
            assertThat(rows.get(i).<Vector>getAs("rawPrediction")).isNull();
            assertThat(rows.get(i).<String>getAs("invalidReason"))
                    .isEqualTo(broken.get(i - GOOD).reason());
        }
    }

    /** Windows close only if the column of times keeps the watermark in its metadata. */
    @Test
    void aWatermarkIsKept() throws Exception {
        Dataset<Row> counted = model.transform(images.toDF().withWatermark("time", "10 seconds"))
                .groupBy(functions.window(functions.col("time"), "10 seconds"))
                .count();
        StreamingQuery query = counted.writeStream()
                .format("memory")
                .queryName("windows")
                .outputMode("append")
                .start();
        try {
            add(0, GOOD);
            query.processAllAvailable();
        } finally {
            query.stop();
        }
        // The last image is of second 39, so windows that end by second 29 are closed.
        assertThat(SPARK.table("windows").select("count").collectAsList())
                .containsExactly(RowFactory.create(10L), RowFactory.create(10L));
    }

    /** All rows that have come out, after the images that were added are scored and the stream was stopped. */
    private Dataset<Row> scored() throws Exception {
        String place = folder.resolve("scored").toString();
        StreamingQuery query = model.transform(images.toDF())
                .select("id", "rawPrediction", "invalidReason")
                .writeStream()
                .format("parquet")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .option("path", place)
                .start();
        try {
            query.processAllAvailable();
        } finally {
            query.stop();
        }
        return SPARK.read().parquet(place);
    }

    private static List<Integer> ids(int count) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(i);
        }
        return ids;
    }

    /** Adds images to the stream; the broken ones have the numbers from {@link #GOOD} on. */
    private void add(int from, int to) {
        List<Row> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Object image =
                    i < GOOD ? ColouredImages.struct(i) : broken.get(i - GOOD).value();
            rows.add(RowFactory.create(i, new Timestamp(i * SECOND), image));
        }
        images.addData(JavaConverters.asScalaBuffer(rows));
    }

    private static DataType nullable(StructType type) {
        return new StructType(Arrays.stream(type.fields())
                .map(field -> new StructField(field.name(), field.dataType(), true, field.metadata()))
                .toArray(StructField[]::new));
    }
}
