/**
 * Spark ML: an estimator and a model that go into a {@code Pipeline}, a {@code CrossValidator} and beside an evaluator.
 *
 * <pre>{@code
 * Dataset<Row> images = ...; // columns image, as spark.read().format("image") gives it, or binary, and label
 * Dataset<Row> test = ...;
 * BinarizedNetworkClassifier classifier = new BinarizedNetworkClassifier()
 *         .setLabelCol("label")
 *         .setImageShape(new int[] {32, 32, 3})
 *         .setResize(true)
 *         .setNetworkName("resnet20")
 *         .setEpochs(20);
 * BinarizedNetworkModel model = classifier.fit(images);
 * double accuracy = new MulticlassClassificationEvaluator()
 *         .setMetricName("accuracy")
 *         .evaluate(model.transform(test));
 * }</pre>
 *
 * <p>They are a plain {@code Estimator} and {@code Model}, not a {@code ProbabilisticClassifier}: that one demands a column
 * of vectors of doubles, eight times the bytes of 8-bit pixels, and calls the model row by row. Their columns, params and
 * metadata are named as those of Spark's classifiers, which is what pipelines and evaluators go by.
 *
 * <p>Stages are interfaces of params with default methods, because Spark's own traits of shared params cannot be
 * implemented in Java; a {@code Param} equals every other one of the same stage and name.
 *
 * <p>{@link BinarizedNetworkModel#transform} runs no action and scores each row by itself, so that it takes streams. What is
 * done about an image that cannot be read is decided row by row, in {@link ScoredRows}.
 *
 * <p>Python drives a stage by its params, as it does Spark's own: {@code jobs/SPARK-ML.md} has a wrapper.
 *
 * <p>The families of the package:
 *
 * <dl>
 *   <dt>Stages
 *   <dd>{@link BinarizedNetworkClassifier} is the estimator, and {@link BinarizedNetworkModel} its model.
 *       {@link TableTraining} is one call of the first one.
 *   <dt>Params
 *   <dd>{@link ImageParams}, {@link PredictionParams}, {@link WidthParams}, {@link NetworkParams} and {@link
 *       TrainingParams} declare them. {@link Defaults} has their values, and {@link TrainingSettings} the setting that
 *       each stands for.
 *   <dt>Columns and rows
 *   <dd>{@link ImageColumn} and {@link LabelColumn} are read, {@link PredictionColumns} written by
 *       {@link ScoredRows}. {@link ColumnRules} has the rules, and {@link RowName} finds a row for messages.
 *   <dt>Files
 *   <dd>{@link ModelFiles} saves and loads models. {@link WorkFolder} is what a fit needs while it runs.
 * </dl>
 *
 * @see <a href="https://spark.apache.org/docs/3.5.6/ml-pipeline.html">ML pipelines</a>
 */
package org.bitadapt.jobs.ml;
