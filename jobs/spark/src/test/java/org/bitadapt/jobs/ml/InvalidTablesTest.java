package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests what the estimator and its model say of params, columns, images and labels that they cannot use. */
class InvalidTablesTest {

    private static final StructType BINARY =
            new StructType().add("image", "binary").add("label", "int");

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        LocalSpark.session();
    }

    private static BinarizedNetworkClassifier classifier() {
        return new BinarizedNetworkClassifier()
                .setImageShape(new int[] {ColouredImages.SIDE, ColouredImages.SIDE, 3})
                .setNetworkName("resnet8")
                .setEpochs(1)
                .setBatchSize(2)
                .setWorkFolder(folder.toString());
    }

    static Stream<Arguments> schemas() {
        return Stream.of(
                Arguments.of(
                        classifier().setImageCol("picture"),
                        BINARY,
                        "Invalid imageCol: picture (must be one of image, label)"),
                Arguments.of(
                        classifier(),
                        new StructType().add("image", "string").add("label", "int"),
                        "Invalid type of column image: string (must be Spark's image struct or binary)"),
                Arguments.of(classifier().setLabelCol("class"), BINARY, "Invalid labelCol: class"),
                Arguments.of(
                        classifier(),
                        new StructType().add("image", "binary").add("label", "string"),
                        "Invalid type of column label: string (must be numeric; StringIndexer makes labels of texts)"),
                Arguments.of(
                        new BinarizedNetworkClassifier(),
                        BINARY,
                        "Invalid imageShape: not set (must be height, width and channels for a binary column or resizing)"),
                Arguments.of(
                        classifier().setHandleInvalid("keep").setReasonCol("image"),
                        BINARY,
                        "Invalid output column: image (must not be there already)"),
                Arguments.of(
                        classifier().setPredictionCol("label"),
                        BINARY,
                        "Invalid output column: label (must not be there already)"),
                Arguments.of(
                        classifier().setSettings(new String[] {"train.epochs=3"}),
                        BINARY,
                        "Invalid settings: train.epochs=3 (must be set by the param epochs)"),
                Arguments.of(
                        classifier().setSettings(new String[] {"train.momentun=0.5", "train.weight-decay=-1"}),
                        BINARY,
                        "Unknown setting: train.momentun; did you mean 'train.momentum'?"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("schemas")
    void aSchemaIsRefusedBeforeAnyImageIsRead(
            BinarizedNetworkClassifier classifier, StructType schema, String message) {
        assertThatThrownBy(() -> classifier.transformSchema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void paramsCheckTheirValues() {
        assertThatThrownBy(() -> classifier().setEpochs(0)).hasMessageContaining("epochs given invalid value 0");
        assertThatThrownBy(() -> classifier().setImageShape(new int[] {3, 32, 32}))
                .hasMessageContaining("imageShape given invalid value");
        assertThatThrownBy(() -> classifier().setThresholds(new double[] {0, 0, 1}))
                .hasMessageContaining("thresholds given invalid value");
        assertThatThrownBy(() -> classifier().setPrecision("ternary")).hasMessageContaining("precision");
    }

    static Stream<Arguments> tables() {
        Dataset<Row> images = ColouredImages.encoded(8);
        return Stream.of(
                Arguments.of(
                        images.withColumn("label", functions.expr("label + 0.5")),
                        "Invalid label: 2.5 in column label (must be a whole number 0..9999; set classNames"),
                Arguments.of(
                        images.withColumn("label", functions.expr("if(id = 3, null, label)")),
                        "Invalid label: null in column label"),
                Arguments.of(images.where("id < 0"), "Invalid training table: no rows (must have at least one)"),
                Arguments.of(
                        images.withColumn("label", functions.lit(0)),
                        "Invalid classes: [0] in column label (must be at least 2)"),
                Arguments.of(
                        images.withColumn("image", functions.expr("if(id = 3, null, image)")),
                        "Invalid image: null in column image, label = 0, id = 3 (must be a PNG or JPEG file of height"
                                + " and width 12, 12; setResize(true) scales others)"),
                Arguments.of(
                        images.withColumn("image", functions.expr("if(id < 2, binary('no file'), image)")),
                        "Invalid image: another format in column image, label = "),
                Arguments.of(
                        images.withColumn("image", functions.lit(ColouredImages.png(wide()))),
                        "Invalid image: height and width 10, 20 in column image"));
    }

    private static BufferedImage wide() {
        return new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("tables")
    void aTableIsRefusedInOneLine(Dataset<Row> table, String message) {
        assertThatThrownBy(() -> classifier().fit(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(folder).isEmptyDirectory();
    }

    /** A join leaves columns of equal names. */
    @Test
    void columnsOfEqualNamesDoNotKeepATableFromTraining() {
        Dataset<Row> twice = ColouredImages.encoded(30).selectExpr("id", "image", "label", "id as ID", "id");
        assertThat(classifier().fit(twice).numClasses()).isEqualTo(3);
    }

    @Test
    void anUnknownNetworkIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> classifier().setNetworkName("resnet9").fit(ColouredImages.encoded(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resnet9")
                .hasMessageContaining("did you mean");
    }

    @Test
    void imagesOfOtherSizesAreScaledIfAsked() {
        Dataset<Row> table = ColouredImages.encoded(30)
                .union(ColouredImages.encoded(30).withColumn("image", functions.lit(ColouredImages.png(wide()))));
        BinarizedNetworkModel model = classifier().setResize(true).fit(table);
        assertThat(model.getResize()).isTrue();
        assertThat(model.transform(table).count()).isEqualTo(60);
    }

    private static Dataset<Row> withJunk() {
        String wide = java.util.HexFormat.of().formatHex(ColouredImages.png(wide()));
        return ColouredImages.encoded(40)
                .withColumn(
                        "image",
                        functions.expr("case id when 0 then null when 7 then binary('no file') when 39 then unhex('"
                                + wide + "') else image end"))
                .repartition(2, functions.col("id"));
    }

    private static List<Integer> ids(Dataset<Row> rows) {
        return rows.select("id").sort("id").javaRDD().map(row -> row.getInt(0)).collect();
    }

    private static List<Integer> without(int count, Integer... others) {
        return IntStream.range(0, count)
                .boxed()
                .filter(id -> !List.of(others).contains(id))
                .toList();
    }

    @Test
    void invalidImagesAreLeftOutIfAsked() {
        BinarizedNetworkModel model = classifier().setHandleInvalid("skip").fit(withJunk());
        assertThat(ids(model.transform(withJunk()))).isEqualTo(without(40, 0, 7, 39));
    }

    /** The shape is not that of the first image, which has no pixels. */
    @Test
    void imagesWithoutPixelsDoNotSetTheShape() {
        StructType schema = ColouredImages.structs(1).schema();
        List<Row> broken = List.of(
                RowFactory.create(-1, RowFactory.create("file:/a", -1, -1, -1, -1, new byte[0]), 0.0),
                RowFactory.create(-2, RowFactory.create("file:/b", 9, 9, 3, 16, new byte[9]), 1.0));
        Dataset<Row> table =
                LocalSpark.session().createDataFrame(broken, schema).coalesce(1).union(ColouredImages.structs(30));
        BinarizedNetworkClassifier classifier = classifier();
        classifier.clear(classifier.imageShape());

        BinarizedNetworkModel model = classifier.setHandleInvalid("keep").fit(table);
        assertThat(model.getImageShape()).containsExactly(ColouredImages.SIDE, ColouredImages.SIDE, 3);
        assertThat(model.transform(table)
                        .where("invalidReason is not null")
                        .sort("id")
                        .selectExpr("id", "image.origin", "invalidReason")
                        .collectAsList())
                .containsExactly(
                        RowFactory.create(-2, "file:/b", "9 bytes for height, width and channels [9, 9, 3]"),
                        RowFactory.create(-1, "file:/a", "no pixels"));
        assertThatThrownBy(() -> classifier.setHandleInvalid("error").fit(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid image: ")
                .hasMessageContaining("origin = file:/")
                .hasMessageContaining("or set handleInvalid to skip.");
    }

    @Test
    void invalidImagesAreKeptWithTheirReasonIfAsked() {
        BinarizedNetworkModel model = classifier().setHandleInvalid("keep").fit(withJunk());
        Dataset<Row> scored = model.transform(withJunk());

        assertThat(ids(scored)).isEqualTo(without(40));
        Dataset<Row> invalid = scored.where("invalidReason is not null").sort("id");
        assertThat(invalid.selectExpr("id", "invalidReason").collectAsList())
                .containsExactly(
                        RowFactory.create(0, "null"),
                        RowFactory.create(7, "another format"),
                        RowFactory.create(39, "height and width 10, 20"));
        assertThat(invalid.where("prediction is null and probability is null and rawPrediction is null")
                        .count())
                .isEqualTo(3);
        // The other rows have the same predictions as in a table without the invalid rows.
        Dataset<Row> alone = model.transform(ColouredImages.encoded(40)).where("id not in (0, 7, 39)");
        assertThat(scored.where("invalidReason is null")
                        .sort("id")
                        .select("id", "rawPrediction")
                        .collectAsList())
                .isEqualTo(alone.sort("id").select("id", "rawPrediction").collectAsList());
    }

    @Test
    void aModelNamesTheImageThatItCannotRead() {
        BinarizedNetworkModel model = classifier().fit(ColouredImages.encoded(30));
        Dataset<Row> broken =
                ColouredImages.encoded(3).withColumn("image", functions.expr("if(id = 0, binary('no file'), image)"));
        assertThatThrownBy(() -> model.transform(broken).collectAsList())
                .isInstanceOf(SparkException.class)
                .hasMessageContaining("Invalid image: another format in column image, row 1 of partition ")
                .hasMessageContaining("(id = 0, label = 0.0) (must be a PNG or JPEG file")
                .hasMessageContaining(". Repair or leave out the row, or set handleInvalid to skip or keep.");
        assertThatThrownBy(() -> model.transform(broken.drop("image"))).hasMessageContaining("Invalid imageCol: image");
        assertThatThrownBy(() -> model.copy(org.apache.spark.ml.param.ParamMap.empty())
                        .setThresholds(new double[] {1, 1})
                        .transform(broken))
                .hasMessageContaining("Invalid thresholds: [1.0, 1.0] (must be 3, one per class)");
    }
}
