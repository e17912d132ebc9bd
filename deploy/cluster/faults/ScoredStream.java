import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.binaryfile.BinaryFileFormat;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.bitadapt.jobs.ml.BinarizedNetworkModel;

/**
 * Scores image files as a stream, and goes on from the checkpoint if there is one: {@code ScoredStream.java MODEL PHOTOS
 * FILES_A_BATCH CHECKPOINT OUTPUT}. It ends once all files are scored.
 */
final class ScoredStream {

    private ScoredStream() {}

    public static void main(String[] arguments) throws Exception {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            BinarizedNetworkModel model = BinarizedNetworkModel.open(spark, arguments[0])
                    .setImageCol("content")
                    .setHandleInvalid("keep");
            Dataset<Row> files = spark.readStream()
                    .format("binaryFile")
                    .schema(BinaryFileFormat.schema())
                    .option("maxFilesPerTrigger", arguments[2])
                    .load(arguments[1]);
            StreamingQuery query = model.transform(files)
                    .drop("content")
                    .writeStream()
                    .format("parquet")
                    .option("checkpointLocation", arguments[3])
                    .option("path", arguments[4])
                    .trigger(Trigger.AvailableNow())
                    .start();
            query.awaitTermination();
            StreamingQueryProgress[] batches = query.recentProgress();
            long images = Arrays.stream(batches)
                    .mapToLong(StreamingQueryProgress::numInputRows)
                    .sum();
            System.out.println(images + " images in " + batches.length + " batches");
        }
    }
}
