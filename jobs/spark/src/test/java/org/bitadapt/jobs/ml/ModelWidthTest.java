package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.model.WideModels;
import org.bitadapt.jobs.spark.LocalSpark;
import org.bitadapt.runtime.format.Width;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage whose model has several bit widths. */
class ModelWidthTest {

    private static final SparkSession SPARK = LocalSpark.session();
    private static final int COUNT = 3;

    @TempDir
    private Path folder;

    private final byte[] file = WideModels.file(ColouredImages.SIDE);
    private BinarizedNetworkModel model;

    @BeforeEach
    void open() throws IOException {
        Path path = Files.write(folder.resolve("wide.bnn"), file);
        model = BinarizedNetworkModel.open(SPARK, path.toString()).setBinaryFormat("raw");
    }

    @Test
    void aWidthThatIsSetScoresAndTheWidestWithout() {
        assertThat(model.widths()).hasToString("[w1a8, w2a4, w2a8, w4a8]");
        assertScores(model, new Width(4, 8));
        for (Width width : WideModels.WIDTHS) {
            assertScores(model.setWidth(width.weights(), width.maps()), width);
        }
        model.clear(model.mapBits());
        assertScores(model.setWeightBits(2), new Width(2, 8));
        model.clear(model.weightBits());
        assertScores(model.setMapBits(4), new Width(2, 4));
    }

    @Test
    void aCopyHasTheWidthAndMayTakeAnother() {
        model.setWidth(1, 8);
        assertScores(model.copy(ParamMap.empty()), new Width(1, 8));
        IntParam bits = model.weightBits();
        assertScores(model.copy(new ParamMap().put(bits.w(2))), new Width(2, 8));
        assertScores(model, new Width(1, 8));
    }

    @Test
    void theWidthIsSavedWithAModelThatKeepsAllOthers() throws IOException {
        String place = folder.resolve("saved").toString();
        model.setWidth(2, 4).write().overwrite().save(place);
        BinarizedNetworkModel loaded = BinarizedNetworkModel.load(place);
        assertThat(loaded.getWeightBits()).isEqualTo(2);
        assertThat(loaded.getMapBits()).isEqualTo(4);
        assertScores(loaded, new Width(2, 4));
        assertScores(loaded.setWidth(4, 8), new Width(4, 8));
        assertThat(Path.of(place, "data", TrainedModel.FILE)).hasBinaryContent(file);
    }

    @Test
    void widthsThatTheModelLacksAreRefusedBeforeAnyImageIsRead() {
        assertThatThrownBy(() -> model.setWidth(1, 4).transformSchema(images().schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid weightBits and mapBits: 1 and 4 (must be a width of the model, one of"
                        + " [w1a8, w2a4, w2a8, w4a8])");
        model.clear(model.mapBits());
        assertThatThrownBy(() -> model.setWeightBits(3).transform(images()))
                .hasMessageStartingWith("Invalid weightBits and mapBits: 3 and any");
        assertThatThrownBy(() -> model.setWeightBits(8)).hasMessageContaining("weightBits");
    }

    @Test
    void aStreamIsScoredAtTheWidth() throws Exception {
        String table = folder.resolve("images").toString();
        images().repartition(1).write().parquet(table);
        Dataset<Row> stream = SPARK.readStream().schema(images().schema()).parquet(table);
        StreamingQuery query = model.setWidth(1, 8)
                .transform(stream)
                .writeStream()
                .format("memory")
                .queryName("widths")
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        assertScores(SPARK.table("widths"), new Width(1, 8));
    }

    @Test
    void anEstimatorTrainsTheWidthsThatItIsGiven() {
        BinarizedNetworkClassifier classifier = new BinarizedNetworkClassifier("wide")
                .setImageShape(new int[] {ColouredImages.SIDE, ColouredImages.SIDE, 3})
                .setBinaryFormat("raw")
                .setNetworkName("resnet8")
                .setNetworkWeightBits(new int[] {1, 2})
                .setNetworkMapBits(new int[] {8})
                .setEpochs(1)
                .setBatchSize(6)
                .setWorkFolder(folder.resolve("work").toString());
        assertThat(new BinarizedNetworkClassifier().getNetworkWeightBits()).containsExactly(1);
        assertThat(new BinarizedNetworkClassifier().getNetworkMapBits()).containsExactly(8);
        BinarizedNetworkModel fitted = classifier.fit(ColouredImages.raw(18));
        assertThat(fitted.widths()).hasToString("[w1a8, w2a8]");
        assertThat(fitted.isSet(fitted.weightBits())).isFalse();
        List<Row> narrow = scored(fitted.copy(ParamMap.empty()).setWeightBits(1).transform(images()));
        assertThat(narrow).hasSize(COUNT).isNotEqualTo(scored(fitted.transform(images())));
        assertThatThrownBy(() -> classifier.setNetworkWeightBits(new int[] {2, 1}))
                .hasMessageContaining("networkWeightBits");
        assertThatThrownBy(() -> classifier
                        .setSettings(new String[] {"network.widths.weights=[1]"})
                        .fit(ColouredImages.raw(18)))
                .hasMessage(
                        "Invalid settings: network.widths.weights=[1] (must be set by the param networkWeightBits)");
    }

    private static Dataset<Row> images() {
        return ColouredImages.raw(COUNT);
    }

    private void assertScores(BinarizedNetworkModel scoring, Width width) {
        assertScores(scoring.transform(images()), width);
    }

    private void assertScores(Dataset<Row> scored, Width width) {
        List<Row> rows = scored(scored);
        assertThat(rows).hasSize(COUNT);
        for (int i = 0; i < COUNT; i++) {
            float[] expected = WideModels.scores(file, width, ColouredImages.pixels(i));
            double[] actual = ((Vector) rows.get(i).getAs("rawPrediction")).toArray();
            assertThat(actual).containsExactly(expected[0], expected[1], expected[2]);
        }
    }

    private static List<Row> scored(Dataset<Row> rows) {
        return rows.select("id", "rawPrediction").sort("id").collectAsList();
    }
}
