package org.bitadapt.jobs.analysis;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bitadapt.jobs.command.BadInputException;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.runtime.ModelDescription;
import org.bitadapt.runtime.format.SectionLengths;

/** Packed models as tables. */
public final class Models {

    private static final String LAYERS =
            "layer int, kind string, output string, macs bigint, weights bigint, weightBytes int, parameterBytes int";

    private Models() {}

    /**
     * The operations of a packed model, in order: layer, kind, output (shape), macs, weights, weightBytes, parameterBytes
     * (of multipliers and offsets).
     *
     * @param path a {@code .bnn} file, or a run that has one
     * @throws BadInputException if there is no packed model, or it is damaged
     */
    public static Dataset<Row> layers(SparkSession spark, String path) throws IOException {
        Table table = new Table(LAYERS);
        for (ModelDescription.Layer layer : describe(spark, path).layers()) {
            table.row(
                    layer.number(),
                    layer.kind(),
                    layer.output().shape().toString(),
                    layer.multiplyAccumulates(),
                    layer.weights(),
                    layer.weightBytes(),
                    layer.parameterBytes());
        }
        return table.in(spark);
    }

    static Dataset<Row> noLayers(SparkSession spark) {
        return new Table(LAYERS).in(spark);
    }

    /** A packed model in one row: model, writer, classes, macs, weights, bytes, float32Bytes, ratio. */
    public static Dataset<Row> summary(SparkSession spark, String path) throws IOException {
        ModelDescription model = describe(spark, path);
        return new Table("model string, writer string, classes string, macs bigint, weights bigint, bytes int,"
                        + " float32Bytes bigint, ratio double")
                .row(
                        model.metadata().name(),
                        model.metadata().writer(),
                        String.join(", ", model.metadata().classNames()),
                        model.multiplyAccumulates(),
                        model.layers().stream()
                                .mapToLong(ModelDescription.Layer::weights)
                                .sum(),
                        model.fileBytes(),
                        model.metadata().float32Bytes(),
                        model.ratio())
                .in(spark);
    }

    /** The bytes of each section of a packed model's file: section, bytes. */
    public static Dataset<Row> sections(SparkSession spark, String path) throws IOException {
        ModelDescription model = describe(spark, path);
        SectionLengths lengths = model.sections();
        long known = 0L + lengths.metadata() + lengths.operations() + lengths.parameters() + lengths.weights();
        return new Table("section string, bytes bigint")
                .row("weights", (long) lengths.weights())
                .row("multipliers and offsets", (long) lengths.parameters())
                .row("operations", (long) lengths.operations())
                .row("names", (long) lengths.metadata())
                .row("header and alignment", model.fileBytes() - known)
                .in(spark);
    }

    static long bytes(SparkSession spark, String path) throws IOException {
        return describe(spark, path).fileBytes();
    }

    private static ModelDescription describe(SparkSession spark, String path) throws IOException {
        TrainedModel model = TrainedModel.open(
                path, TrainedModel.Form.PACKED, spark.sparkContext().hadoopConfiguration());
        return ((TrainedModel.Packed) model).model().describe();
    }
}
