package org.bitadapt.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.bitadapt.jobs.model.TrainedModel;
import org.bitadapt.jobs.spark.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinarizedNetworkClassifierTest {

    private static final int COUNT = 60;

    @TempDir
    static Path folder;

    private static BinarizedNetworkModel model;

    @BeforeAll
    static void fit() {
        LocalSpark.session();
        model = classifier().setBinaryFormat("raw").fit(ColouredImages.raw(COUNT));
    }

    private static BinarizedNetworkClassifier classifier() {
        return new BinarizedNetworkClassifier("classifier")
                .setImageShape(new int[] {ColouredImages.SIDE, ColouredImages.SIDE, 3})
                .setNetworkName("resnet8")
                .setEpochs(2)
                .setBatchSize(6)
                .setAveragingPeriod(2)
                .setLearningRate(0.05)
                .setCropPadding(1)
                .setSettings(new String[] {"train.momentum=0.8"})
                .setWorkFolder(folder.resolve("work").toString());
    }

    @Test
    void aModelAddsScoresProbabilitiesAndClass() {
        List<Row> rows = model.transform(ColouredImages.raw(COUNT)).collectAsList();
        assertThat(rows).hasSize(COUNT);
        assertThat(rows.get(0).schema().fieldNames())
                .containsExactly("id", "image", "label", "rawPrediction", "probability", "prediction");
        for (int i = 0; i < COUNT; i++) {
            Row row = rows.get(i);
            Vector probability = row.getAs("probability");
            assertThat(row.<Integer>getAs("id")).isEqualTo(i);
            assertThat(probability.size()).isEqualTo(3);
            assertThat(probability.apply(0) + probability.apply(1) + probability.apply(2))
                    .isCloseTo(1, offset(1e-12));
            assertThat(row.<Double>getAs("prediction")).isEqualTo(probability.argmax());
            assertThat(row.<Vector>getAs("rawPrediction").argmax()).isEqualTo(probability.argmax());
        }
    }

    @Test
    void anEvaluatorFindsThatColoursAreLearned() {
        Dataset<Row> predicted = model.transform(ColouredImages.raw(2 * COUNT));
        assertThat(new MulticlassClassificationEvaluator()
                        .setMetricName("accuracy")
                        .evaluate(predicted))
                .isGreaterThan(0.8);
        assertThat(new MulticlassClassificationEvaluator()
                        .setMetricName("logLoss")
                        .evaluate(predicted))
                .isLessThan(Math.log(3));
        assertThat(model.summary().orElseThrow().epochs()).isEqualTo(2);
        assertThat(model.engine()).isEqualTo("packed");
    }

    @Test
    void theColumnsTellTheirClasses() {
        var schema = model.transform(ColouredImages.raw(1)).schema();
        assertThat(AttributeGroup.fromStructField(schema.apply("probability")).size())
                .isEqualTo(3);
        assertThat(AttributeGroup.fromStructField(schema.apply("rawPrediction")).size())
                .isEqualTo(3);
        assertThat(schema.apply("prediction").metadata().toString()).contains("[\"0\",\"1\",\"2\"]");
        assertThat(model.numClasses()).isEqualTo(3);
        assertThat(model.transformSchema(ColouredImages.raw(1).schema())).isEqualTo(schema);
    }

    @Test
    void structsAndFilesAndBytesGiveTheSameModelInAnyOrder() {
        Dataset<Row> files =
                ColouredImages.encoded(COUNT).orderBy(functions.rand(5)).repartition(3);
        BinarizedNetworkModel ofFiles = classifier().fit(files);
        assertThat(file(ofFiles)).isEqualTo(file(model));
        BinarizedNetworkClassifier shapeless = classifier().setLabelCol("the.label");
        shapeless.clear(shapeless.imageShape());
        Dataset<Row> structs = ColouredImages.structs(COUNT).withColumnRenamed("label", "the.label");
        BinarizedNetworkModel ofStructs = shapeless.fit(structs);
        assertThat(file(ofStructs)).isEqualTo(file(model));
        assertThat(scores(ofStructs, ColouredImages.structs(20)))
                .isEqualTo(scores(model, ColouredImages.raw(20)))
                .isEqualTo(scores(ofFiles, ColouredImages.encoded(20)));
    }

    @Test
    void aModelsColumnsHaveTheOrderOfItsClassNames() throws IOException {
        Dataset<Row> rows = ColouredImages.raw(20);
        BinarizedNetworkModel reordered = model.copy(ParamMap.empty()).setClassNames(new String[] {"2", "0", "1"});
        List<Row> before = model.transform(rows).collectAsList();
        List<Row> after = reordered.transform(rows).collectAsList();
        int[] places = {1, 2, 0};
        for (int i = 0; i < before.size(); i++) {
            Vector one = before.get(i).getAs("probability");
            Vector other = after.get(i).getAs("probability");
            for (int label = 0; label < 3; label++) {
                // The softmax adds up in another order, so that values differ by a few units in the last place.
                assertThat(other.apply(places[label])).isCloseTo(one.apply(label), offset(1e-15));
            }
            int predicted = before.get(i).<Double>getAs("prediction").intValue();
            assertThat(after.get(i).<Double>getAs("prediction")).isEqualTo(places[predicted]);
        }
        BinarizedNetworkModel others = model.copy(ParamMap.empty()).setClassNames(new String[] {"a", "b", "c"});
        assertThatThrownBy(() -> others.transformSchema(rows.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(a, b, c)")
                .hasMessageContaining("(0, 1, 2)");
    }

    @Test
    void aModelReadsImagesOfItsOwnShapeOnly() {
        int side = ColouredImages.SIDE;
        BinarizedNetworkModel flat = model.copy(ParamMap.empty()).setImageShape(new int[] {side / 2, 2 * side, 3});
        assertThatThrownBy(() -> flat.transformSchema(ColouredImages.raw(1).schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid imageShape: ");
    }

    @Test
    void classNamesAreThoseOfTheColumn() {
        Dataset<Row> named = new StringIndexer()
                .setInputCol("label")
                .setOutputCol("species")
                .fit(ColouredImages.raw(COUNT))
                .transform(ColouredImages.raw(COUNT));
        LabelColumn column = LabelColumn.of(
                classifier().setLabelCol("species").setClassNames(new String[] {"2.0", "1.0", "0.0"}), named);
        assertThat(column.classes())
                .isEqualTo(LabelColumn.of(classifier().setLabelCol("species"), named)
                        .classes());
        assertThatThrownBy(() -> LabelColumn.of(
                        classifier().setLabelCol("species").setClassNames(new String[] {"a", "b", "c"}), named))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(a, b, c)");
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        assertThat(file(classifier().setBinaryFormat("raw").setSeed(2).fit(ColouredImages.raw(COUNT))))
                .isNotEqualTo(file(model));
    }

    @Test
    void nothingIsLeftInTheWorkFolder() {
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aSavedModelPredictsTheSame() throws IOException {
        String path = folder.resolve("model").toString();
        model.save(path);
        model.copy(ParamMap.empty())
                .setPredictionCol("class")
                .write()
                .overwrite()
                .save(path);
        BinarizedNetworkModel read = BinarizedNetworkModel.load(path);
        assertThat(scores(read, ColouredImages.raw(20))).isEqualTo(scores(model, ColouredImages.raw(20)));
        assertThat(read.uid()).isEqualTo(model.uid());
        assertThat(read.getPredictionCol()).isEqualTo("class");
        assertThat(read.getClassNames()).containsExactly("0", "1", "2");
        assertThat(read.summary()).isEmpty();
        assertThat(Path.of(path, "data", "model.bnn")).isNotEmptyFile();
    }

    @Test
    void aPipelineOfNamedLabelsIsSavedAndReadWhole() throws IOException {
        StringIndexer indexer =
                new StringIndexer().setInputCol("name").setOutputCol("label").setStringOrderType("alphabetAsc");
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            indexer,
            classifier().setBinaryFormat("raw"),
            new IndexToString().setInputCol("prediction").setOutputCol("colour")
        });
        pipeline.write().overwrite().save(folder.resolve("pipeline").toString());
        PipelineModel fitted =
                Pipeline.load(folder.resolve("pipeline").toString()).fit(ColouredImages.named(COUNT));
        fitted.write().overwrite().save(folder.resolve("pipeline-model").toString());
        PipelineModel read = PipelineModel.load(folder.resolve("pipeline-model").toString());
        List<Row> colours = colours(read);
        assertThat(colours).isEqualTo(colours(fitted));
        assertThat(colours).extracting(row -> row.getString(0)).isSubsetOf(ColouredImages.NAMES);
        assertThat(file((BinarizedNetworkModel) read.stages()[1]))
                .isEqualTo(file((BinarizedNetworkModel) fitted.stages()[1]));
    }

    private static List<Row> colours(PipelineModel pipeline) {
        return pipeline.transform(ColouredImages.named(20)).select("colour").collectAsList();
    }

    @Test
    void aSavedEstimatorKeepsItsParams() throws IOException {
        String path = folder.resolve("estimator").toString();
        BinarizedNetworkClassifier saved = classifier().setThresholds(new double[] {1, 2, 3});
        saved.save(path);
        BinarizedNetworkClassifier read = BinarizedNetworkClassifier.load(path);
        for (Param<?> param : saved.params()) {
            assertThat(read.get(read.getParam(param.name())))
                    .as(param.name())
                    .usingRecursiveComparison()
                    .isEqualTo(saved.get(saved.getParam(param.name())));
        }
        assertThat(read.uid()).isEqualTo("classifier");
        assertThat(read.getThresholds()).containsExactly(1, 2, 3);
        assertThat(read.getSettings()).containsExactly("train.momentum=0.8");
    }

    /** PySpark's wrappers look params up by name and turn lists into Java's. */
    @Test
    void paramsAreSetByNameAsPySparkDoes() {
        BinarizedNetworkClassifier classifier = new BinarizedNetworkClassifier("python");
        Param<?> shape = classifier.getParam("imageShape");
        classifier.set(((IntArrayParam) shape).w(List.of(12, 12, 3)));
        Param<?> settings = classifier.getParam("settings");
        classifier.set(((StringArrayParam) settings).w(List.of("train.momentum=0.8")));
        Param<?> seed = classifier.getParam("seed");
        classifier.set(((LongParam) seed).w(7L));
        assertThat(classifier.getImageShape()).containsExactly(12, 12, 3);
        assertThat(classifier.getSettings()).containsExactly("train.momentum=0.8");
        assertThat(classifier.getSeed()).isEqualTo(7);
        assertThat(classifier.params())
                .hasSizeGreaterThan(20)
                .allMatch(
                        param -> param.parent().equals("python") && !param.doc().isBlank());
    }

    @Test
    void aModelFileOfTheCommandsIsAStage() throws IOException {
        Path file = folder.resolve("commands.bnn");
        Files.write(file, file(model));
        BinarizedNetworkModel opened = BinarizedNetworkModel.open(LocalSpark.session(), file.toString())
                .setBinaryFormat("raw");
        assertThat(scores(opened, ColouredImages.raw(20))).isEqualTo(scores(model, ColouredImages.raw(20)));
        assertThat(opened.getClassNames()).containsExactly("0", "1", "2");
    }

    @Test
    void crossValidationChoosesAmongParams() {
        BinarizedNetworkClassifier classifier =
                classifier().setBinaryFormat("raw").setValidationFraction(0);
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(classifier)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(classifier.learningRate(), new double[] {1e-6, 0.05})
                        .build())
                .setNumFolds(2)
                .setSeed(1)
                .fit(ColouredImages.raw(COUNT));
        assertThat(chosen.avgMetrics()).hasSize(2);
        assertThat(chosen.avgMetrics()[1]).isGreaterThan(chosen.avgMetrics()[0]);
        assertThat(chosen.bestModel()).isInstanceOf(BinarizedNetworkModel.class);
    }

    @Test
    void thresholdsShiftTheClassAndEmptyNamesLeaveColumnsOut() {
        BinarizedNetworkModel shifted = model.copy(ParamMap.empty())
                .setThresholds(new double[] {1, 0, 1})
                .setProbabilityCol("")
                .setRawPredictionCol("");
        Dataset<Row> predicted = shifted.transform(ColouredImages.raw(9));
        assertThat(predicted.columns()).containsExactly("id", "image", "label", "prediction");
        assertThat(predicted.select("prediction").collectAsList()).allMatch(row -> row.getDouble(0) == 1);
    }

    @Test
    void aNetworkOfFloatsIsScoredWithTheGraph() throws IOException {
        BinarizedNetworkModel floats = classifier()
                .setBinaryFormat("raw")
                .setPrecision("float32")
                .setEpochs(1)
                .fit(ColouredImages.raw(COUNT));
        assertThat(floats.engine()).isEqualTo("graph");
        String path = folder.resolve("floats").toString();
        floats.save(path);
        assertThat(scores(BinarizedNetworkModel.load(path), ColouredImages.raw(20)))
                .isEqualTo(scores(floats, ColouredImages.raw(20)));
    }

    @Test
    void aRunThatIsKeptIsNotTrainedAgain() throws IOException {
        Path run = folder.resolve("run");
        BinarizedNetworkClassifier keeping = classifier().setBinaryFormat("raw").setRunFolder(run.toString());
        keeping.fit(ColouredImages.raw(COUNT));
        String metrics = Files.readString(run.resolve("metrics.jsonl"));
        assertThat(file(keeping.fit(ColouredImages.raw(COUNT)))).isEqualTo(file(model));
        assertThat(Files.readString(run.resolve("metrics.jsonl"))).isEqualTo(metrics);
        assertThatThrownBy(() -> keeping.copy(ParamMap.empty()).setEpochs(3).fit(ColouredImages.raw(COUNT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("train.epochs was 2, now 3")
                .hasMessageContaining("Name another folder");
    }

    static byte[] file(BinarizedNetworkModel model) {
        return ((TrainedModel.Packed) model.network()).file();
    }

    static List<Row> scores(BinarizedNetworkModel model, Dataset<Row> images) {
        return model.transform(images).select("rawPrediction").collectAsList();
    }
}
